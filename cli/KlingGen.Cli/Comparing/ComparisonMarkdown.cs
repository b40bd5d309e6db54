using System.Globalization;
using System.Text;
using KlingGen.Cli.Output;
using KlingGen.Comparison;
using KlingGen.Compiler;

namespace KlingGen.Cli.Comparing;

/// <summary>A comparison as the text of a pull request.</summary>
internal static class ComparisonMarkdown
{
    // A comment of a pull request ends at 65,536 characters.
    private const int Longest = 60_000;

    public static string Write(ComparisonReport report, HelpPages? pages = null)
    {
        pages ??= HelpPages.Current;
        var text = new StringBuilder("## Schema changes\n\n");
        int left = 0;
        foreach (SchemaComparison comparison in report.Comparisons)
        {
            text.Append(CultureInfo.InvariantCulture, $"### {MarkdownText.Escape(comparison.Before.Endpoint.EndpointId)}\n\nFrom {MarkdownText.Escape(comparison.Before.Label)} to {MarkdownText.Escape(comparison.After.Label)}\n\n");
            if (comparison.Changes.Count == 0)
            {
                text.Append("No difference.\n\n");
                continue;
            }
            text.Append("| Rule | Code | Calls | Price | What |\n|---|---|---|---|---|\n");
            foreach (ReportedChange reported in ReportRows.Of(comparison.Changes))
            {
                if (text.Length > Longest)
                    left++;
                else
                    Row(text, reported, pages);
            }
            text.Append('\n');
        }
        if (left > 0)
            text.Append(CultureInfo.InvariantCulture, $"… and {left} more. Run `klinggen diff` to see all.\n\n");
        string? first = report.Comparisons.SelectMany(static comparison => comparison.Changes).Select(static reported => reported.Change.RuleId).FirstOrDefault();
        if (first is not null && pages.UriOf(first) is null)
            text.Append(CultureInfo.InvariantCulture, $"What a rule means: `{HelpPages.CommandOf("<rule>")}`.\n\n");
        foreach (string note in report.Notes)
            text.Append(CultureInfo.InvariantCulture, $"- {MarkdownText.Escape(note)}\n");
        return text.ToString();
    }

    private static void Row(StringBuilder text, ReportedChange reported, HelpPages pages)
    {
        ModelChange change = reported.Change;
        string why = reported.Suppression is { } suppression ? $" *(suppressed: {MarkdownText.Escape(suppression.Reason)})*" : "";
        string price = change.CostReason is { } reason ? $" Price: {MarkdownText.Escape(reason)}." : "";
        text.Append(CultureInfo.InvariantCulture, $"| {pages.MarkdownOf(change.RuleId)} | {Mark(change.Source)} | {Mark(change.Wire)} | {Mark(change.Cost)} | {MarkdownText.Escape(change.Message)}{price}{why} |\n");
    }

    private static string Mark(ChangeSeverity severity) => severity switch
    {
        ChangeSeverity.Error => "**error**",
        ChangeSeverity.Warning => "warning",
        ChangeSeverity.Info => "info",
        _ => "",
    };
}
