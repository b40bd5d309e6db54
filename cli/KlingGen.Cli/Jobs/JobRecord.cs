using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KlingGen.Cli.Jobs;

/// <summary>A job, put together from its lines in the journal.</summary>
internal sealed class JobRecord(string id)
{
    /// <summary>The tool's own id.</summary>
    public string Id => id;

    public DateTimeOffset StartedAt { get; private set; }

    public string Endpoint { get; private set; } = "";

    /// <summary>The emulator that has it; null for the service.</summary>
    public string? Service { get; private set; }

    /// <summary>Whether the emulator lived only as long as the command.</summary>
    public bool IsEphemeral { get; private set; }

    /// <summary>The request, its long texts shortened.</summary>
    public JsonNode? Input { get; private set; }

    public FalJobHandle? Handle { get; private set; }

    public JobState State { get; private set; } = JobState.Unknown;

    /// <summary>What was estimated, or what it cost, with the currency.</summary>
    public FalCost? Cost { get; private set; }

    public FalCost? Estimate { get; private set; }

    /// <summary>Saved files, absolute.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    /// <summary>Where the files are at the service.</summary>
    public IReadOnlyList<string> Addresses { get; private set; } = [];

    /// <summary>How many files its result has.</summary>
    public int FileCount { get; private set; }

    /// <summary>Why there is no result, or what is known of an attempt.</summary>
    public string? Reason { get; private set; }

    public bool IsCancelAsked { get; private set; }

    public bool IsForgotten { get; private set; }

    /// <summary>The batch and the line of it; null for a single job.</summary>
    public string? Batch { get; private set; }

    private (int Id, long Start)? Owner { get; set; }

    /// <summary>Whether the process that is about to submit it still runs.</summary>
    /// <param name="isAlive">Whether a process of that id and start runs.</param>
    public JobRecord Now(Func<int, long, bool> isAlive)
    {
        if (State == JobState.Unknown && Reason is null && Owner is { } owner && isAlive(owner.Id, owner.Start))
            State = JobState.Submitting;
        return this;
    }

    /// <summary>What jobs have cost, or may have: of those whose cost is not known, the estimate.</summary>
    public static decimal Spent(IEnumerable<JobRecord> jobs, string currency) =>
        jobs.Where(static job => job.State is not JobState.NotBought).Sum(job => (job.Cost ?? job.Estimate) is { } cost && cost.Currency == currency ? cost.Amount : 0);

    /// <summary>Takes a line in.</summary>
    public void Apply(JobEvent line)
    {
        JsonObject facts = line.Facts;
        switch (line.Kind)
        {
            case JobEvents.Intent:
                StartedAt = line.At;
                Endpoint = Text(facts, "endpoint") ?? "";
                Service = Text(facts, "service");
                IsEphemeral = facts["ephemeral"] is JsonValue value && value.TryGetValue(out bool flag) && flag;
                Input = facts["input"];
                Estimate = ReadCost(facts, "estimate");
                Batch = Text(facts, "batch");
                if (facts["process"] is JsonValue process && process.TryGetValue(out int number) && facts["processStart"] is JsonValue start && start.TryGetValue(out long ticks))
                    Owner = (number, ticks);
                break;
            case JobEvents.Handle when facts["handle"] is { } handle && FalJobHandle.TryParse(handle.ToJsonString(), out FalJobHandle? found):
                Handle = found;
                if (State is JobState.Unknown or JobState.Submitting)
                    State = JobState.Submitted;
                break;
            case JobEvents.Unknown:
                State = JobState.Unknown;
                Reason = Text(facts, "reason") ?? "no answer came";
                break;
            case JobEvents.NotBought:
                State = JobState.NotBought;
                Reason = Text(facts, "reason");
                break;
            case JobEvents.Completed:
                State = JobState.Completed;
                Reason = null;
                Cost = ReadCost(facts, "cost");
                Addresses = Texts(facts, "addresses");
                FileCount = facts["fileCount"] is JsonValue count && count.TryGetValue(out int files) ? files : Addresses.Count;
                break;
            case JobEvents.Saved:
                Files = [.. Files.Union(Texts(facts, "files"), StringComparer.Ordinal)];
                break;
            case JobEvents.Failed:
                State = JobState.Failed;
                Reason = Text(facts, "reason");
                Cost = ReadCost(facts, "cost");
                break;
            case JobEvents.Cancel:
                IsCancelAsked = true;
                break;
            case JobEvents.Forgotten:
                IsForgotten = true;
                break;
        }
    }

    /// <summary>Writes a cost into a line.</summary>
    public static JsonNode? CostOf(FalCost? cost) => cost is null ? null : new JsonObject { ["amount"] = cost.Amount, ["currency"] = cost.Currency };

    private static FalCost? ReadCost(JsonObject facts, string name) =>
        facts[name] is JsonObject cost && cost["amount"] is JsonValue amount && amount.GetValueKind() == JsonValueKind.Number
        && decimal.TryParse(amount.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && Text(cost, "currency") is { } currency ? new FalCost(number, currency) : null;

    private static string? Text(JsonObject facts, string name) => facts[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string[] Texts(JsonObject facts, string name) => facts[name] is JsonArray items ? [.. items.OfType<JsonValue>().Select(static item => item.TryGetValue(out string? text) ? text : null).OfType<string>()] : [];
}
