using System.Reflection;
using KlingGen.Cli.Running.Inputs;
using KlingGen.Compiler;
using KlingGen.CompilerServices;

namespace Cli.Tests.Run;

/// <summary>The limits of media: the compiler's table, the runtime's properties, and what the tool makes of one for the other.</summary>
public sealed class MediaLimitTableTests
{
    private static readonly PropertyInfo[] s_properties = [.. typeof(FalMediaLimits).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => Nullable.GetUnderlyingType(property.PropertyType) is not null)];

    [Fact]
    public void Every_limit_of_the_runtime_is_in_the_table_with_its_range()
    {
        Assert.Equal(
            s_properties.Select(static property => $"{property.Name} {Largest(property)}").Order(StringComparer.Ordinal),
            MediaLimitKind.All.Where(static kind => kind.RuntimeProperty is not null).Select(static kind => $"{kind.RuntimeProperty} {kind.LargestWhole}").Order(StringComparer.Ordinal));
        Assert.All(MediaLimitKind.All, static kind => Assert.True(kind.RuntimeProperty is not { } name || name.StartsWith("Min", StringComparison.Ordinal) == kind.IsMinimum, kind.WireName));
    }

    [Fact]
    public void The_tool_checks_every_limit_that_the_emitted_code_checks() => Assert.All(s_properties, static property =>
    {
        MediaLimitKind kind = MediaLimitKind.All.Single(kind => kind.RuntimeProperty == property.Name);
        FalMediaLimits limits = MediaLimits.Of(new RuleSpec { MediaLimits = new[] { new LimitSpec(kind, "2") }.ToEquatableArray() });
        Assert.Equal("2", property.GetValue(limits)?.ToString());
        Assert.All(s_properties.Where(other => other != property), other => Assert.Null(other.GetValue(limits)));
    });

    private static string Largest(PropertyInfo property)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType)!;
        return type == typeof(int) ? $"{int.MaxValue}" : type == typeof(long) ? $"{long.MaxValue}" : "";
    }
}
