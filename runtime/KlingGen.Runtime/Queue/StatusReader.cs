using System.Text.Json;

namespace KlingGen;

/// <summary>Reads a status as the queue or its event stream sends it. Every member may be missing, null, or of another shape.</summary>
internal static class StatusReader
{
    private const int MaxLogs = 100_000;

    /// <summary>Stands for text that is no Unicode: invalid UTF-8, or half of a surrogate pair.</summary>
    private const string Broken = "\uFFFD";

    /// <summary>Reads a status that says where the job stands. Without that it would be waited for in vain.</summary>
    /// <param name="json">The status.</param>
    /// <param name="addresses">Takes the addresses that the status hands out.</param>
    /// <exception cref="JsonException">The text is not a JSON object, or has no status.</exception>
    public static FalQueueStatus ReadState(ReadOnlyMemory<byte> json, JobAddresses? addresses = null)
    {
        FalQueueStatus status = Read(json, addresses);
        return status.StateText is null or Broken ? throw new JsonException("The member 'status' is missing.") : status;
    }

    /// <exception cref="JsonException">The text is not a JSON object.</exception>
    public static FalQueueStatus Read(ReadOnlyMemory<byte> json, JobAddresses? addresses = null)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new JsonException("A status is a JSON object.");
        try
        {
            string? state = Text(root, "status");
            addresses?.Take(root);
            return new FalQueueStatus
            {
                State = State(state),
                StateText = state,
                RequestId = Text(root, "request_id"),
                QueuePosition = root.TryGetProperty("queue_position", out JsonElement position)
                    && position.ValueKind == JsonValueKind.Number && position.TryGetInt32(out int ahead) ? ahead : null,
                Logs = Logs(root),
                InferenceTime = InferenceTime(root),
                Error = Text(root, "error"),
                ErrorType = Text(root, "error_type"),
            };
        }
        catch (InvalidOperationException error)
        {
            // Names that are not UTF-16 (a lone surrogate) cannot be compared by System.Text.Json.
            throw new JsonException("A status has names that are not Unicode.", error);
        }
    }

    private static FalQueueState State(string? text) => text?.ToUpperInvariant() switch
    {
        "IN_QUEUE" => FalQueueState.InQueue,
        "IN_PROGRESS" => FalQueueState.InProgress,
        "COMPLETED" => FalQueueState.Completed,
        _ => FalQueueState.Unknown,
    };

    private static FalLogEntry[] Logs(JsonElement root)
    {
        if (!root.TryGetProperty("logs", out JsonElement logs) || logs.ValueKind != JsonValueKind.Array || logs.GetArrayLength() == 0)
            return [];
        var entries = new List<FalLogEntry>(Math.Min(logs.GetArrayLength(), 256));
        foreach (JsonElement entry in logs.EnumerateArray())
        {
            if (entries.Count == MaxLogs)
                break;
            if (entry.ValueKind == JsonValueKind.String)
                entries.Add(new FalLogEntry(Text(entry)));
            else if (entry.ValueKind == JsonValueKind.Object)
                entries.Add(Entry(entry));
        }

        return [.. entries];
    }

    // Level and source are members of the entry in some answers, of its labels in others, and missing in the newest.
    private static FalLogEntry Entry(JsonElement entry)
    {
        JsonElement labels = entry.TryGetProperty("labels", out JsonElement found) && found.ValueKind == JsonValueKind.Object ? found : default;
        bool labelled = labels.ValueKind == JsonValueKind.Object;
        return new FalLogEntry(
            Text(entry, "message") ?? string.Empty,
            Text(entry, "level") ?? (labelled ? Text(labels, "level") : null),
            Text(entry, "source") ?? (labelled ? Text(labels, "source") : null),
            Text(entry, "timestamp"));
    }

    private static TimeSpan? InferenceTime(JsonElement root) =>
        root.TryGetProperty("metrics", out JsonElement metrics) && metrics.ValueKind == JsonValueKind.Object
        && metrics.TryGetProperty("inference_time", out JsonElement time) && time.ValueKind == JsonValueKind.Number
        && time.TryGetDouble(out double seconds) && seconds is >= 0 and < 1e9
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? Text(value) : null;

    // A log line of the model that is no Unicode must not cost the status that holds it.
    private static string Text(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Broken;
        }
    }
}
