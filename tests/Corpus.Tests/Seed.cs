using CsCheck;

namespace CorpusTests;

/// <summary>The seed of a run: new each time, printed by the test, taken from <c>CsCheck_Seed</c> to see a failure again.</summary>
internal sealed class Seed
{
    private readonly ulong _state;

    private Seed(ulong state) => _state = state;

    public static Seed New() => new(Environment.GetEnvironmentVariable("CsCheck_Seed") is { Length: > 0 } given ? PCG.Parse(given).State : ((ulong)Random.Shared.NextInt64() << 1) ^ (ulong)Random.Shared.NextInt64());

    /// <summary>A source of its own for each document, so that the order of work does not matter.</summary>
    public PCG For(string name)
    {
        uint stream = 2166136261;
        foreach (char c in name)
            stream = unchecked((stream ^ c) * 16777619);
        return new PCG(stream, _state);
    }

    public override string ToString() => $"CsCheck_Seed={new PCG(0, _state - 1)}";
}
