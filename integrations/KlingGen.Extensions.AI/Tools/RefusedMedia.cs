using KlingGen.CompilerServices;

namespace KlingGen.Extensions.AI;

/// <summary>
/// Media that a model has named, and those of them that are refused. What is refused becomes local content in the input: that is what is found in it again, with its place.
/// </summary>
internal sealed class RefusedMedia(MediaRules rules)
{
    private readonly Dictionary<FalMedia, string> _reasons = new(ReferenceEqualityComparer.Instance);

    /// <summary>The media of a text.</summary>
    public FalMedia Find(string text)
    {
        FalMedia media = rules.Find(text, out string? refusal);
        if (refusal is null)
            return media;
        media = FalMedia.FromBytes(new byte[] { 0 });
        _reasons[media] = refusal;
        return media;
    }

    /// <summary>What is refused of an input, with its places; empty where nothing is.</summary>
    public IReadOnlyList<string> In<TInput>(TInput input)
    {
        if (_reasons.Count == 0)
            return [];
        FalValidator.Prepare(input, checkRules: false, out IReadOnlyList<FalCollectedMedia>? local);
        return [.. (local ?? []).Where(found => _reasons.ContainsKey(found.Media)).Select(found => $"{ToolWords.Place(found.Pointer)} {_reasons[found.Media]}")];
    }
}
