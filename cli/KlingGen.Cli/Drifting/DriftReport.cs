using System.Text.Json;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Output;
using Spectre.Console;

namespace KlingGen.Cli.Drifting;

/// <summary>What <c>klinggen drift</c> found.</summary>
internal sealed record DriftReport(CliHost Host, int Recordings, IReadOnlyList<DriftFinding> Findings) : IReport
{
    public void WriteTo(IAnsiConsole console)
    {
        foreach (DriftLeg leg in Enum.GetValues<DriftLeg>())
        {
            DriftFinding[] found = [.. Findings.Where(finding => finding.Leg == leg)];
            if (found.Length == 0)
                continue;
            console.WriteParts(Part.Bold(Title(leg)));
            foreach (DriftFinding finding in found)
                console.WriteParts("  ", Part.Yellow(finding.Kind), Shown.Clean($" {finding.Endpoint} {finding.Path}: {finding.Message}{Place(finding)}."));
        }
        console.WriteLine($"{Sentences.Count(Recordings, "recording")}, {Sentences.Count(Findings.Count, "difference")}.");
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("recordings"u8, Recordings);
        json.WriteStartArray("findings"u8);
        foreach (DriftFinding finding in Findings)
        {
            json.WriteStartObject();
            json.WriteString("leg"u8, Word(finding.Leg));
            json.WriteString("kind"u8, finding.Kind);
            json.WriteString("endpoint"u8, finding.Endpoint);
            json.WriteString("path"u8, finding.Path);
            json.WriteString("message"u8, finding.Message);
            if (finding.File is { } file)
                json.WriteString("recording"u8, Host.Shown(file));
            json.WriteNumber("times"u8, finding.Times);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private string Place(DriftFinding finding) =>
        finding.File is { } file ? $" ({Host.Shown(file)}{(finding.Times > 1 ? $" and {finding.Times - 1} more" : "")})" : "";

    private static string Title(DriftLeg leg) => leg switch
    {
        DriftLeg.SchemaAndRecording => "Schema file and recording",
        DriftLeg.RecordingAndEmulator => "Recording and emulator",
        _ => "Schema file and emulator",
    };

    private static string Word(DriftLeg leg) => leg switch
    {
        DriftLeg.SchemaAndRecording => "schema-recording",
        DriftLeg.RecordingAndEmulator => "recording-emulator",
        _ => "schema-emulator",
    };
}
