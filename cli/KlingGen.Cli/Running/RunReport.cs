using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Output;
using Spectre.Console;

namespace KlingGen.Cli.Running;

/// <summary>How a call ended.</summary>
internal sealed record RunReport(CliHost Host, string Endpoint, JsonNode Input, FalCost? Estimate) : IReport
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The tool's own id; null for a dry run.</summary>
    public string? Job { get; init; }

    /// <summary>The job at the service; null for a dry run.</summary>
    public FalJobHandle? Handle { get; init; }

    /// <summary>The result; null where it was not waited for.</summary>
    public FalResult<FalJson>? Result { get; init; }

    /// <summary>Saved files, absolute.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What the service would have refused, where the input was sent all the same.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    private string State => Result is not null ? "completed" : Handle is not null ? "submitted" : "not-sent";

    public void WriteTo(IAnsiConsole console)
    {
        if (Handle is null)
        {
            console.WriteLine($"{Endpoint} would be called with");
            console.Verbatim(Shown.CleanLines(Input.ToJsonString(s_readable)));
            console.WriteLine(Estimate is { } estimate ? $"It would cost {estimate}. Nothing was sent." : "What it would cost is not known. Nothing was sent.");
            return;
        }
        if (Result is null)
        {
            console.WriteLine($"Job {Job}, request {Handle.RequestId}. Go on with 'klinggen jobs wait {Job}'.");
            console.Verbatim(Handle.ToJson());
            return;
        }
        foreach (string file in Files)
            console.Verbatim(Shown.Clean(Host.Shown(file)));
        if (Files.Count == 0)
            console.Verbatim(Shown.CleanLines(JsonNode.Parse(Result.Value.ToString())?.ToJsonString(s_readable) ?? "null"));
        console.WriteLine(Result.Cost is { } cost ? $"Cost {cost}. Job {Job}, request {Handle.RequestId}." : $"What it cost is not known. Job {Job}, request {Handle.RequestId}.");
    }

    public void WriteTo(Utf8JsonWriter json) => ToJson().WriteTo(json);

    /// <summary>The report as JSON.</summary>
    public JsonObject ToJson()
    {
        var report = new JsonObject { ["endpoint"] = Endpoint, ["state"] = State, ["job"] = Job, ["requestId"] = Handle?.RequestId };
        if (Handle is not null)
            report["handle"] = JsonNode.Parse(Handle.ToJson());
        else
            report["input"] = Input.DeepClone();
        report["estimate"] = Jobs.JobRecord.CostOf(Estimate);
        report["cost"] = Jobs.JobRecord.CostOf(Result?.Cost);
        report["billableUnits"] = Result?.BillableUnits;
        report["inferenceSeconds"] = Result?.InferenceTime?.TotalSeconds;
        report["files"] = new JsonArray([.. Files.Select(static file => JsonValue.Create(file))]);
        report["output"] = Result is null ? null : JsonNode.Parse(Result.Value.ToString());
        report["warnings"] = new JsonArray([.. Findings.Select(static finding => JsonValue.Create(finding))]);
        return report;
    }
}
