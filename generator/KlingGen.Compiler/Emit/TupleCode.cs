using System.Globalization;

namespace KlingGen.Compiler.Emit;

/// <summary>What the emitters of tuples share: how many positions there must be, and how to ask whether one is there.</summary>
internal static class TupleCode
{
    /// <summary>The number of positions that are always there; they come first.</summary>
    public static int Required(TupleSpec spec) => spec.Items.Count(static item => item.Presence == MemberPresence.Required);

    /// <summary>A condition: the position, or one behind it, is given.</summary>
    public static string Given(TupleSpec spec, int from) => string.Join(" || ", spec.Items.Skip(from).Select(static item => $"{item.Name} is not null"));

    /// <summary>The length in words: <c>2 items</c>, <c>1 to 2 items</c>.</summary>
    public static string Length(TupleSpec spec)
    {
        string longest = $"{spec.Items.Count.ToString(CultureInfo.InvariantCulture)} {(spec.Items.Count == 1 ? "item" : "items")}";
        return Required(spec) == spec.Items.Count ? longest : $"{Required(spec).ToString(CultureInfo.InvariantCulture)} to {longest}";
    }
}
