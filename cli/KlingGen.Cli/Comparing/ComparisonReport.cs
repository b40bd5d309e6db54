using System.Text.Json;
using KlingGen.Cli.Output;
using KlingGen.Comparison;
using Spectre.Console;

namespace KlingGen.Cli.Comparing;

/// <summary>What <c>klinggen diff</c> found.</summary>
internal sealed record ComparisonReport(IReadOnlyList<SchemaComparison> Comparisons, FailOn FailOn, IReadOnlyList<string> Notes) : IReport
{
    /// <summary>Whether something reaches <c>--fail-on</c>.</summary>
    public bool HasFailed => Comparisons.SelectMany(static comparison => comparison.Counted).Any(FailOn.IsReached);

    public void WriteTo(IAnsiConsole console)
    {
        foreach (SchemaComparison comparison in Comparisons)
        {
            console.WriteParts(Part.Bold(Shown.Clean(comparison.Before.Endpoint.EndpointId)), $"  {Shown.Clean(comparison.Before.Label)} → {Shown.Clean(comparison.After.Label)}");
            if (comparison.Changes.Count == 0)
                console.WriteLine("  no difference");
            else
                console.Write(Table(ReportRows.Of(comparison.Changes)));
            console.WriteLine();
        }
        console.WriteLine($"{Sum("code", static change => change.Source)}; {Sum("calls", static change => change.Wire)}; {Sum("price", static change => change.Cost)}.");
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("comparisons"u8);
        foreach (SchemaComparison comparison in Comparisons)
            ComparisonJson.Write(json, comparison);
        json.WriteEndArray();
        json.WriteBoolean("failed"u8, HasFailed);
        json.WriteString("failOn"u8, FailOn.ToString());
        json.WriteStartArray("notes"u8);
        foreach (string note in Notes)
            json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Changes as a table: rule, what it means for code, calls and price, and a sentence.</summary>
    public static Table Table(IEnumerable<ReportedChange> changes)
    {
        Table table = new Table().Border(TableBorder.Simple).WithColumns("Rule", "Code", "Calls", "Price", "What");
        foreach (ReportedChange reported in changes)
        {
            ModelChange change = reported.Change;
            string what = Shown.Clean(change.Message) + Direction(change) + (change.CostReason is { } reason ? $" Price: {Shown.Clean(reason)}." : "") + (reported.Suppression is { } suppression ? $" (suppressed: {Shown.Clean(suppression.Reason)})" : "");
            table.AddRow(new Text(change.RuleId), Mark(change.Source, reported), Mark(change.Wire, reported), Mark(change.Cost, reported), new Text(what));
        }
        return table;
    }

    private static string Direction(ModelChange change) => change.Direction switch
    {
        ChangeDirection.Request => " [request]",
        ChangeDirection.Response => " [result]",
        ChangeDirection.Both => " [request, result]",
        _ => "",
    };

    private static Text Mark(ChangeSeverity severity, ReportedChange reported)
    {
        if (severity == ChangeSeverity.None)
            return new Text("");
        Color color = reported.Suppression is not null ? Color.Grey : severity switch
        {
            ChangeSeverity.Error => Color.Red,
            ChangeSeverity.Warning => Color.Yellow,
            _ => Color.Blue,
        };
        return new Text(Shown.Word(severity), new Style(color));
    }

    private string Sum(string level, Func<ModelChange, ChangeSeverity> of)
    {
        ChangeSeverity[] found = [.. Comparisons.SelectMany(static comparison => comparison.Counted).Select(of)];
        int errors = found.Count(static severity => severity == ChangeSeverity.Error), warnings = found.Count(static severity => severity == ChangeSeverity.Warning);
        return $"{level}: {Sentences.Count(errors, "error")}, {Sentences.Count(warnings, "warning")}";
    }
}
