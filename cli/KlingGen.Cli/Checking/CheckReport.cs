using System.Globalization;
using System.Text.Json;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Output;
using KlingGen.Cli.Output.Sarif;
using KlingGen.Comparison;
using Spectre.Console;

namespace KlingGen.Cli.Checking;

/// <summary>What <c>klinggen check</c> found.</summary>
internal sealed record CheckReport(string Folder, int Files, IReadOnlyList<CheckFinding> Findings, ChangeSeverity FailOn) : IReport
{
    /// <summary>Whether something reaches <c>--fail-on</c>.</summary>
    public bool HasFailed => FailOn != ChangeSeverity.None && Findings.Any(finding => finding.Severity >= FailOn);

    public void WriteTo(IAnsiConsole console)
    {
        foreach (CheckFinding finding in Findings)
        {
            string place = finding.Place is { } at ? string.Create(CultureInfo.InvariantCulture, $"({at.Line},{at.Column})") : "";
            string word = Shown.Word(finding.Severity);
            Part severity = finding.Severity switch { ChangeSeverity.Error => Part.Red(word), ChangeSeverity.Warning => Part.Yellow(word), _ => Part.Blue(word) };
            console.WriteParts($"{Shown.Clean(Name(finding))}{place}: ", severity, $" {finding.Rule}: {Shown.Clean(finding.Message)}");
        }
        console.WriteLine($"{Sentences.Count(Files, "file")}, {Sentences.Count(Count(ChangeSeverity.Error), "error")}, {Sentences.Count(Count(ChangeSeverity.Warning), "warning")}.");
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("files"u8, Files);
        json.WriteBoolean("failed"u8, HasFailed);
        json.WriteStartArray("findings"u8);
        foreach (CheckFinding finding in Findings)
        {
            json.WriteStartObject();
            json.WriteString("rule"u8, finding.Rule);
            json.WriteString("severity"u8, Shown.Word(finding.Severity));
            json.WriteString("file"u8, Name(finding));
            if (finding.Place is { } place)
            {
                json.WriteNumber("line"u8, place.Line);
                json.WriteNumber("column"u8, place.Column);
            }
            if (finding.Pointer is { } pointer)
                json.WriteString("pointer"u8, pointer);
            json.WriteString("message"u8, finding.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public string ToSarif() => SarifLog.Write(Folder, CheckRules.All,
    [
        .. Findings.Select(static finding => new SarifResult(finding.Rule, SarifLevel.Of(finding.Severity), finding.Message)
        {
            Path = finding.Path == TextSource.StandardInput ? null : finding.Path,
            Place = finding.Place,
            Facts = finding.Pointer is { } pointer ? [new("pointer", pointer)] : [],
        }),
    ]);

    private int Count(ChangeSeverity severity) => Findings.Count(finding => finding.Severity == severity);

    private string Name(CheckFinding finding) => finding.Path == TextSource.StandardInput ? "standard input" : Path.GetRelativePath(Folder, finding.Path);
}
