namespace KlingGen.TestKit;

/// <summary>
/// The real endpoint documents, which the repository does not contain: <c>KLINGGEN_CORPUS</c> or <c>../shared/corpus/fal</c>.
/// </summary>
public static class Corpus
{
    private static readonly Lazy<IReadOnlyList<CorpusDocument>> s_documents = new(Load);

    /// <summary>All documents by ordinal name; the running test is skipped, saying so, where there are none.</summary>
    public static IReadOnlyList<CorpusDocument> Documents
    {
        get
        {
            Assert.SkipWhen(s_documents.Value.Count == 0, "No corpus: set KLINGGEN_CORPUS to a folder of endpoint documents, or put them into ../shared/corpus/fal.");
            return s_documents.Value;
        }
    }

    /// <summary>The document of an endpoint, such as <c>fal-ai/whisper</c>.</summary>
    public static CorpusDocument Get(string endpointId) => Documents.Single(document => document.Name == endpointId.Replace("/", "__", StringComparison.Ordinal));

    private static CorpusDocument[] Load()
    {
        string? folder = Environment.GetEnvironmentVariable("KLINGGEN_CORPUS");
        if (string.IsNullOrEmpty(folder))
            folder = Path.Combine(Repository.Root, "..", "shared", "corpus", "fal");
        if (!Directory.Exists(folder))
            return [];
        return [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(path => new CorpusDocument(Path.GetFileNameWithoutExtension(path), path, File.ReadAllText(path)))];
    }
}

/// <summary>One real document.</summary>
public sealed record CorpusDocument(string Name, string Path, string Text)
{
    public override string ToString() => Name;
}
