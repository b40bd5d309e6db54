using System.ComponentModel;
using System.Reflection;
using KlingGen;
using KlingGen.TestKit;

namespace Runtime.Tests.Surface;

/// <summary>What the assembly shows: a public type is either documented for users, or hidden from them in the one namespace of emitted code.</summary>
public sealed class SurfaceTests
{
    private const string Hidden = "KlingGen.CompilerServices";

    private static readonly Type[] s_types = typeof(FalClient).Assembly.GetExportedTypes();

    [Fact]
    public void What_is_for_emitted_code_is_hidden_and_nothing_else()
    {
        IEnumerable<string> wrong = from type in s_types
                                    where !type.IsNested
                                    let isHidden = type.GetCustomAttribute<EditorBrowsableAttribute>()?.State == EditorBrowsableState.Never
                                    where isHidden != (type.Namespace == Hidden)
                                    select $"{type.Namespace}.{type.Name}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_type_that_users_see_is_on_a_page()
    {
        string pages = string.Concat(Directory.EnumerateFiles(Repository.File("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.File("README.md")).Select(File.ReadAllText));
        Assert.Empty(from type in s_types
                     let name = type.Name.Split('`')[0]
                     where type.Namespace == "KlingGen" && !type.IsNested && !pages.Contains(name, StringComparison.Ordinal)
                     select name);
    }

    [Fact]
    public void Exceptions_can_be_derived_from_and_values_are_sealed()
    {
        Assert.Empty(s_types.Where(static type => type.IsSubclassOf(typeof(Exception)) && type.IsSealed).Select(static type => type.Name));
        Assert.Empty(s_types.Where(static type => type.IsClass && !type.IsSealed && !type.IsAbstract && !type.IsSubclassOf(typeof(Exception)) && type.GetMethod("<Clone>$") is not null && !s_types.Any(other => other.BaseType == type)).Select(static type => type.Name));
    }

    /// <summary>A positional record cannot gain a member without breaking who takes it apart.</summary>
    [Fact]
    public void No_type_is_positional() =>
        Assert.Empty(s_types.Where(static type => type.GetMethod("Deconstruct") is not null).Select(static type => type.Name));

    [Fact]
    public void The_last_parameter_of_an_asynchronous_method_is_the_token()
    {
        IEnumerable<string> wrong = from type in s_types
                                    where type.Namespace == "KlingGen"
                                    from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                                    where method.Name.EndsWith("Async", StringComparison.Ordinal) && method.Name != nameof(IAsyncDisposable.DisposeAsync)
                                    let last = method.GetParameters().LastOrDefault()
                                    where last?.ParameterType != typeof(CancellationToken)
                                    select $"{type.Name}.{method.Name}";
        Assert.Empty(wrong);
    }
}
