namespace KlingGen.Compiler;

/// <summary>Documentation, as finished XML: text escaped, Markdown turned into elements.</summary>
/// <param name="Summary">The content of the summary; empty for none.</param>
/// <param name="Remarks">Paragraphs of the remarks.</param>
public sealed record DocSpec(string Summary, EquatableArray<string> Remarks)
{
    /// <summary>Says nothing.</summary>
    public static DocSpec None { get; } = new("", default);
}
