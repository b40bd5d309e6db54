using System.Text.Json;
using KlingGen.Cli.Comparing;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Output;
using KlingGen.Comparison;
using Spectre.Console;

namespace KlingGen.Cli.Refreshing;

/// <summary>What <c>klinggen refresh</c> found and wrote.</summary>
internal sealed class RefreshReport(CliHost host, IReadOnlyList<Refreshed> results, bool isCheck, bool isWritten) : IReport
{
    /// <summary>The code to end with.</summary>
    public int ExitCode =>
        results.Any(static result => result.State == RefreshState.Failed) ? ExitCodes.Service
        : !isCheck ? ExitCodes.Success
        : results.Any(static result => result.IsBreaking) ? ExitCodes.Breaking
        : results.Any(static result => result.IsStale) ? ExitCodes.Findings
        : ExitCodes.Success;

    /// <summary>What went wrong, as one sentence; null where nothing did.</summary>
    public string? Failure
    {
        get
        {
            Refreshed[] failed = [.. results.Where(static result => result.State == RefreshState.Failed)];
            if (failed.Length == 0)
                return null;
            string more = failed.Length == 1 ? "" : $" {Sentences.Count(failed.Length - 1, "other endpoint")} failed too.";
            string written = isCheck ? "" : isWritten ? " The others were refreshed." : " Nothing was written; --keep-going refreshes the others.";
            return $"{failed[0].Failure}{more}{written}";
        }
    }

    public void WriteTo(IAnsiConsole console)
    {
        foreach (Refreshed result in results.Where(static result => result.State != RefreshState.Fresh))
            Write(console, result);

        int stale = results.Count(static result => result.IsStale);
        int fresh = results.Count(static result => result.State == RefreshState.Fresh);
        console.WriteLine(stale == 0
            ? $"{Sentences.Count(fresh, "schema is", "schemas are")} up to date."
            : $"{Sentences.Count(stale, "schema differs", "schemas differ")} from the service, {fresh} up to date. {(isWritten ? "Written; build, and the compiler shows what no longer fits." : isCheck ? "'klinggen refresh' brings them up to date." : "Nothing was written.")}");
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBoolean("check"u8, isCheck);
        json.WriteBoolean("written"u8, isWritten);
        json.WriteNumber("stale"u8, results.Count(static result => result.IsStale));
        json.WriteNumber("failed"u8, results.Count(static result => result.State == RefreshState.Failed));
        json.WriteBoolean("breaking"u8, results.Any(static result => result.IsBreaking));
        json.WriteStartArray("endpoints"u8);
        foreach (Refreshed result in results)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, result.EndpointId);
            json.WriteString("state"u8, Word(result.State));
            json.WriteString("file"u8, host.Shown(result.File));
            json.WriteString("sha256"u8, result.Entry?.Sha256);
            JsonParts.Price(json, result.Entry?.QuotedPrice);
            json.WriteBoolean("breaking"u8, result.IsBreaking);
            JsonParts.Changes(json, "changes"u8, result.Changes);
            json.WriteString("failure"u8, result.Failure);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(IAnsiConsole console, Refreshed result)
    {
        string word = Word(result.State);
        console.WriteParts(result.State == RefreshState.Failed || result.IsBreaking ? Part.Red(word) : Part.Yellow(word), " ", Part.Bold(result.EndpointId), $" ({host.Shown(result.File)})");
        if (result.Failure is { } failure)
            console.WriteLine("  " + Shown.Clean(failure));
        ReportedChange[] shown = [.. result.Changes.Where(static change => ChangeRules.Find(change.RuleId) is not { IsText: true }).OrderByDescending(static change => change.Severity).Select(static change => new ReportedChange(change, null))];
        if (shown.Length > 0)
            console.Write(ComparisonReport.Table(ReportRows.Of(shown)));
        else if (result.State == RefreshState.Changed)
            console.WriteLine("  Words alone differ: the code does not.");
        console.WriteLine();
    }

    private static string Word(RefreshState state) => state switch
    {
        RefreshState.Fresh => "fresh",
        RefreshState.Changed => "changed",
        RefreshState.Relocked => "relocked",
        RefreshState.Restored => "restored",
        _ => "failed",
    };
}
