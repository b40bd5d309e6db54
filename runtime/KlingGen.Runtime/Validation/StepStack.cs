using System.Runtime.CompilerServices;

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

/// <summary>The way from the request to the current value; the first steps lie on the stack.</summary>
internal struct StepStack
{
    /// <summary>A request cannot be nested deeper: neither could it be written or read.</summary>
    public const int Deepest = 256;

    private const int Inline = 8;

    private InlineSteps _first;
    private Step[]? _rest;

    public int Count { get; private set; }

    public readonly Step this[int index] => index < Inline ? _first[index] : _rest![index - Inline];

    public void Push(Step step)
    {
        if (Count < Inline) _first[Count] = step;
        else PushDeep(step);
        Count++;
    }

    public Step Pop()
    {
        Count--;
        return this[Count];
    }

    private void PushDeep(Step step)
    {
        int at = Count - Inline;
        _rest ??= new Step[Inline * 2];
        if (at == _rest.Length) Array.Resize(ref _rest, at * 2);
        _rest[at] = step;
    }

    [InlineArray(Inline)]
    private struct InlineSteps
    {
        private Step _step;
    }
}
