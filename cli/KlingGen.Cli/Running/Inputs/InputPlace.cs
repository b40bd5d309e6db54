using System.Globalization;
using System.Text;
using KlingGen.Compiler;

namespace KlingGen.Cli.Running.Inputs;

/// <summary>A step into JSON: a member's name or an item's number.</summary>
/// <param name="Key">The name; null for an item.</param>
/// <param name="Index">The number, from 0.</param>
internal readonly record struct InputStep(string? Key, int Index)
{
    public static InputStep Of(string key) => new(key, -1);

    public static InputStep Of(int index) => new(null, index);
}

/// <summary>A place in a request, and what belongs there.</summary>
/// <param name="Steps">The way there.</param>
/// <param name="Value">The type and its rules.</param>
/// <param name="Member">The member; null for items of lists and maps.</param>
internal sealed record InputPlace(IReadOnlyList<InputStep> Steps, ValueSpec Value, MemberSpec? Member)
{
    /// <summary>The place as a JSON pointer.</summary>
    public static string Pointer(IEnumerable<InputStep> steps)
    {
        var pointer = new StringBuilder();
        foreach (InputStep step in steps)
            pointer.Append('/').Append(step.Key?.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal) ?? step.Index.ToString(CultureInfo.InvariantCulture));
        return pointer.ToString();
    }
}
