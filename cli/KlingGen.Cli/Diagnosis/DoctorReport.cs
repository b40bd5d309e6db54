using System.Text.Json;
using KlingGen.Cli.Output;
using Spectre.Console;

namespace KlingGen.Cli.Diagnosis;

/// <summary>What <c>klinggen doctor</c> has seen.</summary>
internal sealed class DoctorReport(IReadOnlyList<Finding> findings) : IReport
{
    public int Problems { get; } = findings.Count(static finding => finding.Severity != FindingSeverity.Good);

    public void WriteTo(IAnsiConsole console)
    {
        foreach (Finding finding in findings)
        {
            Part mark = finding.Severity switch
            {
                FindingSeverity.Good => Part.Green("ok     "),
                FindingSeverity.Warning => Part.Yellow("warning"),
                _ => Part.Red("error  "),
            };
            console.WriteParts(mark, $" {finding.Check,-9} {finding.What}");
            if (finding.Remedy is { } remedy)
                console.WriteParts($"                  {remedy}");
        }
        console.WriteLine();
        console.WriteLine(Problems == 0 ? "Nothing to mend." : $"{Sentences.Count(Problems, "thing")} to mend.");
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("problems"u8, Problems);
        json.WriteStartArray("findings"u8);
        foreach (Finding finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("check"u8, finding.Check);
            json.WriteString("severity"u8, finding.Severity switch { FindingSeverity.Good => "ok"u8, FindingSeverity.Warning => "warning"u8, _ => "error"u8 });
            json.WriteString("message"u8, finding.What);
            json.WriteString("remedy"u8, finding.Remedy);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
