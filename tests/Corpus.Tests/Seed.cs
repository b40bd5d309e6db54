using CsCheck;
using KlingGen.TestKit;

namespace CorpusTests;

/// <summary>The seed of a test over all documents; see <see cref="Seeds"/>.</summary>
internal sealed class Seed
{
    private readonly ulong _state;

    private Seed(ulong state) => _state = state;

    public static Seed New() => new((ulong)Seeds.Of(20_263));

    /// <summary>A source of its own for each document, so that the order of work does not matter.</summary>
    public PCG For(string name)
    {
        uint stream = 2166136261;
        foreach (char c in name)
            stream = unchecked((stream ^ c) * 16777619);
        return new PCG(stream, _state);
    }

    public override string ToString() => Seeds.Reproduce;
}
