using System.Text.RegularExpressions;

namespace Docs.Tests.Blocks;

/// <summary>A table of a page, with the section that it stands in.</summary>
/// <param name="Page">The path from the root of the repository.</param>
/// <param name="Line">The line of its headings, from 1.</param>
/// <param name="Columns">The heading of each column and its cells.</param>
/// <param name="Section">The text from the last heading of level two or above to the next.</param>
internal sealed partial record Table(string Page, int Line, IReadOnlyList<(string Heading, IReadOnlyList<string> Cells)> Columns, string Section)
{
    private const double Most = 0.5;

    /// <summary>Whether a column holds what was measured or counted: numbers, with or without a unit, under a heading that promises no constant.</summary>
    public bool HasNumbers => Columns.Skip(1).Any(static column =>
        !Constant().IsMatch(column.Heading) && column.Cells.Count > 0 && column.Cells.Count(static cell => Number().IsMatch(cell.Replace("**", "", StringComparison.Ordinal))) >= Most * column.Cells.Count);

    /// <summary>Whether its section says by what the numbers are had.</summary>
    public bool NamesCommand => Command().IsMatch(Section);

    public override string ToString() => $"{Page}:{Line}";

    public static IEnumerable<Table> Read(string page, string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        bool fenced = false;
        for (int i = 0; i + 1 < lines.Length; i++)
        {
            fenced ^= lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (fenced || !lines[i].StartsWith('|') || !Rule().IsMatch(lines[i + 1]))
                continue;
            int end = i;
            while (end < lines.Length && lines[end].StartsWith('|'))
                end++;
            string[][] rows = [.. lines[(i + 2)..end].Select(Cells)];
            string[] headings = Cells(lines[i]);
            yield return new(
                page,
                i + 1,
                [.. headings.Select((heading, column) => (heading, (IReadOnlyList<string>)[.. rows.Where(row => row.Length > column).Select(row => row[column])]))],
                SectionOf(lines, i));
            i = end - 1;
        }
    }

    private static string[] Cells(string row) => [.. row.Trim().Trim('|').Split('|').Select(static cell => cell.Trim())];

    private static string SectionOf(string[] lines, int line)
    {
        int start = line;
        while (start > 0 && !Heading().IsMatch(lines[start]))
            start--;
        int end = line;
        while (end < lines.Length && !Heading().IsMatch(lines[end]))
            end++;
        return string.Join('\n', lines[start..end]);
    }

    [GeneratedRegex(@"^\|[-:| ]+\|\s*$")]
    private static partial Regex Rule();

    [GeneratedRegex("^##? ")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^[<>≤≥~±+−-]?\s?\$?\d[\d,.]*(\s?(%|×|[a-zA-Zµ]+(/[a-zA-Z]+)?)){0,2}$")]
    private static partial Regex Number();

    // What the library promises, not what somebody measured.
    [GeneratedRegex(@"default|limit|answer|code|status|\bid\b|option", RegexOptions.IgnoreCase)]
    private static partial Regex Constant();

    [GeneratedRegex(@"\bdotnet (run|test|publish|build|pack)\b|\bklinggen [a-z]+|\btests/\w+")]
    private static partial Regex Command();
}
