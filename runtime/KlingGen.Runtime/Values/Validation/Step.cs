using System.Globalization;
using System.Text;

namespace KlingGen.CompilerServices;

/// <summary>One step of the way from the request to a value: a member, a position, a tuple member, a key, or nothing.</summary>
internal readonly struct Step(string? wire, string? member, int index)
{
    public const int NoIndex = -1;

    public static Step None => new(null, null, NoIndex);

    public string? Wire { get; } = wire;

    public string? Member { get; } = member;

    public int Index { get; } = index;

    public bool IsNone => Wire is null && Member is null && Index == NoIndex;

    /// <summary>Appends the step to a C# path, as in <c>Elements[0].Labels["a"]</c>.</summary>
    public void AppendTo(StringBuilder member)
    {
        if (IsNone) return;
        if (Member is { } name) member.Append(member.Length == 0 ? string.Empty : ".").Append(name);
        else if (Wire is { } key) member.Append("[\"").Append(FalValidator.Shorten(key)).Append("\"]");
        else member.Append(CultureInfo.InvariantCulture, $"[{Index}]");
    }
}
