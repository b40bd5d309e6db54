using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Output;
using Spectre.Console;

namespace KlingGen.Cli.Jobs;

/// <summary>Jobs as a table, or as JSON.</summary>
internal sealed record JobListReport(CliHost Host, IReadOnlyList<JobRecord> Jobs, int BrokenLines) : IReport
{
    public void WriteTo(IAnsiConsole console)
    {
        if (Jobs.Count == 0)
        {
            console.WriteLine("No jobs.");
            return;
        }
        var table = new Table().Border(TableBorder.Rounded).WithColumns("Job", "Started", "Endpoint", "State", "Cost", "Files");
        foreach (JobRecord job in Jobs)
            table.AddRow(new Text(job.Id), new Text(job.StartedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)), new Text(Shown.Clean(job.Endpoint)), new Text(JobWords.Of(job)), new Text(JobWords.Cost(job)), new Text(job.Files.Count.ToString(CultureInfo.InvariantCulture)));
        console.Write(table);
        if (Jobs.Any(static job => job.State == JobState.Unknown))
            console.WriteLine("An unknown job may have been bought: no answer came. It is never sent again by itself.");
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("jobs"u8);
        foreach (JobRecord job in Jobs)
            JobWords.ToJson(job).WriteTo(json);
        json.WriteEndArray();
        json.WriteNumber("brokenLines"u8, BrokenLines);
        json.WriteEndObject();
    }
}

/// <summary>One job with all that the journal knows.</summary>
internal sealed record JobReport(CliHost Host, JobRecord Job) : IReport
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void WriteTo(IAnsiConsole console)
    {
        console.WriteLine($"Job       {Job.Id}");
        console.WriteLine($"Endpoint  {Shown.Clean(Job.Endpoint)}{(Job.Service is { } service ? $" at {Shown.Clean(service)}" : "")}");
        console.WriteLine($"Started   {Job.StartedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)}");
        console.WriteLine($"State     {JobWords.Of(Job)}{(Job.IsCancelAsked ? " (the service was asked to stop it)" : "")}");
        if (Job.Reason is { } reason)
            console.WriteLine($"Reason    {Shown.Clean(reason)}");
        if (JobWords.Cost(Job) is { Length: > 0 } cost)
            console.WriteLine($"Cost      {cost}");
        if (Job.Handle is { } handle)
            console.WriteLine($"Request   {Shown.Clean(handle.RequestId)}");
        foreach (string file in Job.Files)
            console.Verbatim($"File      {Shown.Clean(Host.Shown(file))}");
        console.WriteLine("Input");
        console.Verbatim(Shown.CleanLines(Job.Input?.ToJsonString(s_readable) ?? "{}"));
        if (Job.State == JobState.Unknown)
            console.WriteLine($"No answer came, so it may have been bought. Look at {ServiceHosts.Dashboard} for a request of that time; if there is none, run it again.");
    }

    public void WriteTo(Utf8JsonWriter json) => JobWords.ToJson(Job).WriteTo(json);
}

/// <summary>What became of a job that was cancelled or forgotten.</summary>
internal sealed record JobActionReport(string Job, string Outcome, string Sentence) : IReport
{
    public void WriteTo(IAnsiConsole console) => console.WriteLine(Sentence);

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("job"u8, Job);
        json.WriteString("outcome"u8, Outcome);
        json.WriteEndObject();
    }
}

/// <summary>Jobs in words.</summary>
internal static class JobWords
{
    public static string Of(JobRecord job) => job.State switch
    {
        JobState.Unknown => "unknown",
        JobState.Submitting => "submitting",
        JobState.Submitted => "submitted",
        JobState.Completed => "completed",
        JobState.Failed => "failed",
        _ => "not-bought",
    };

    public static string Cost(JobRecord job) => job.Cost is { } cost ? cost.ToString() : job.State is not JobState.NotBought && job.Estimate is { } estimate ? $"about {estimate}" : "";

    public static JsonObject ToJson(JobRecord job) => new()
    {
        ["job"] = job.Id,
        ["state"] = Of(job),
        ["endpoint"] = job.Endpoint,
        ["service"] = job.Service,
        ["startedAt"] = job.StartedAt.ToString("O", CultureInfo.InvariantCulture),
        ["requestId"] = job.Handle?.RequestId,
        ["handle"] = job.Handle is null ? null : JsonNode.Parse(job.Handle.ToJson()),
        ["estimate"] = JobRecord.CostOf(job.Estimate),
        ["cost"] = JobRecord.CostOf(job.Cost),
        ["reason"] = job.Reason,
        ["cancelAsked"] = job.IsCancelAsked,
        ["files"] = new JsonArray([.. job.Files.Select(static file => JsonValue.Create(file))]),
        ["input"] = job.Input?.DeepClone(),
    };
}
