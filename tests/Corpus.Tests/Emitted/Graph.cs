using KlingGen.CompilerServices;
using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using KlingGen;
using KlingGen.Compiler;

namespace CorpusTests.Emitted;

/// <summary>Looks into emitted values by the names of the wire.</summary>
internal static class Graph
{
    /// <summary>The value at a JSON pointer, unions taken apart on the way; null where nothing is.</summary>
    public static object? At(EmittedEndpoint endpoint, object? value, string pointer)
    {
        foreach (string raw in pointer.Split('/').Skip(1))
            value = Step(endpoint, Held(endpoint, value), raw.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        return value;
    }

    public static object? Member(object value, MemberSpec member) => value.GetType().GetProperty(member.Name)!.GetValue(value);

    public static DefinitionSpec? DefinitionOf(EmittedEndpoint endpoint, object value) =>
        value.GetType().Namespace == endpoint.Spec.Namespace ? endpoint.Definitions.GetValueOrDefault(value.GetType().Name) : null;

    /// <summary>Of a union what it holds; of anything else the thing itself.</summary>
    public static object? Held(EmittedEndpoint endpoint, object? value)
    {
        if (value is null || DefinitionOf(endpoint, value) is not UnionSpec)
            return value;
        object? held = value.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
            .Where(static field => !field.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(field => field.GetValue(value)).FirstOrDefault(static field => field is not null);
        return Held(endpoint, held);
    }

    private static object? Step(EmittedEndpoint endpoint, object? value, string step)
    {
        switch (value)
        {
            case null or string:
                return null;
            case IDictionary or IEnumerable when value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(FalMap<>):
                return ((IEnumerable)value).Cast<object>().Where(entry => Part(entry, "Key")!.Equals(step)).Select(static entry => Part(entry, "Value")).FirstOrDefault();
            case IEnumerable list:
                return int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? list.Cast<object?>().ElementAtOrDefault(index) : null;
        }
        switch (DefinitionOf(endpoint, value))
        {
            case RecordSpec record when record.Members.FirstOrDefault(member => member.WireName == step) is { } member:
                return Member(value, member);
            case RecordSpec when value.GetType().GetProperty("AdditionalProperties")?.GetValue(value) is IReadOnlyDictionary<string, FalJson> rest:
                return rest.GetValueOrDefault(step);
            case TupleSpec tuple when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < tuple.Items.Count:
                return Member(value, tuple.Items[index]);
            default:
                return null;
        }
    }

    private static object? Part(object entry, string name) => entry.GetType().GetProperty(name)!.GetValue(entry);
}
