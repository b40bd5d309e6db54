namespace KlingGen.Validation;

/// <summary>One step of the way from the request to a value: a member, a position, a tuple member, a key, or nothing.</summary>
internal readonly struct Step(string? wire, string? member, int index)
{
    public const int NoIndex = -1;

    public static Step None => new(null, null, NoIndex);

    public string? Wire { get; } = wire;

    public string? Member { get; } = member;

    public int Index { get; } = index;

    public bool IsNone => Wire is null && Member is null && Index == NoIndex;
}
