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
internal sealed record InputPlace(IReadOnlyList<InputStep> Steps, ValueSpec Value, MemberSpec? Member);
