using System.Text.RegularExpressions;

namespace Docs.Tests.Blocks;

/// <summary>
/// What a page says of a block, in a comment above it: <c>&lt;!-- block: web --&gt;</c>. CONTRIBUTING lists the forms.
/// <c>&lt;!-- blocks: … --&gt;</c> speaks for all blocks below it that have none of their own: of shell where it says that they are not run, else of C#.
/// </summary>
/// <param name="Context">The declarations, or the folder, that the block is used with.</param>
/// <param name="Error">The id of the error that it shows; null where it compiles.</param>
/// <param name="NotRun">Why it is not run; null where it is.</param>
public sealed partial record Marker(string Context, string? Error = null, string? NotRun = null)
{
    private const int ShortestReason = 15;

    public static Marker None { get; } = new("default");

    /// <exception cref="FormatException">It has none of the forms.</exception>
    public static Marker Parse(string text)
    {
        if (NotRunForm().Match(text) is { Success: true } notRun)
            return new("default", NotRun: Reason(notRun));
        if (ErrorForm().Match(text) is { Success: true } error && Reason(error) is not null)
            return new(error.Groups["context"] is { Success: true } context ? context.Value : "default", Error: error.Groups["id"].Value);
        if (ContextForm().IsMatch(text))
            return new(text);
        throw new FormatException($"'{text}' is no marker of a block: write a context, 'not run: reason', or 'error CS0000: reason'.");
    }

    private static string Reason(Match match) =>
        match.Groups["reason"].Value is { Length: >= ShortestReason } reason ? reason : throw new FormatException($"'{match.Value}' gives no reason that helps a reader.");

    [GeneratedRegex(@"^not run: (?<reason>.*)$")]
    private static partial Regex NotRunForm();

    [GeneratedRegex(@"^((?<context>[a-z-]+), )?error (?<id>[A-Z]+\d+): (?<reason>.*)$")]
    private static partial Regex ErrorForm();

    [GeneratedRegex("^[a-z-]+$")]
    private static partial Regex ContextForm();
}
