using System.Text.Json;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>Reads a status as the queue or its event stream sends it. Every member may be missing, null, or of another shape.</summary>
internal static class StatusReader
{
    private const int MaxLogs = 100_000;

    /// <summary>Reads a status that says where the job stands. Without that the wait would never end.</summary>
    /// <param name="json">The status.</param>
    /// <param name="addresses">Takes the addresses that the status hands out.</param>
    /// <exception cref="JsonException">The text is not a JSON object, or has no status.</exception>
    public static FalQueueStatus ReadState(ReadOnlyMemory<byte> json, JobAddresses? addresses = null)
    {
        FalQueueStatus status = Read(json, addresses);
        return status.StateText is not { } state || state.Contains('\uFFFD', StringComparison.Ordinal) ? throw new JsonException("The member 'status' is missing.") : status;
    }

    /// <exception cref="JsonException">The text is not a JSON object.</exception>
    public static FalQueueStatus Read(ReadOnlyMemory<byte> json, JobAddresses? addresses = null)
    {
        using JsonDocument document = Parse(json);
        JsonElement root = document.RootElement;
        string? state = StateText(root);
        addresses?.Take(root);
        return new FalQueueStatus
        {
            State = State(state),
            StateText = state,
            RequestId = RequestId(root, addresses?.Handle.RequestId),
            QueuePosition = root.TryGet("queue_position", out JsonElement position)
                && position.ValueKind == JsonValueKind.Number && position.TryGetInt32(out int ahead) ? ahead : null,
            Logs = Logs(root),
            InferenceTime = InferenceTime(root),
            Error = Text(root, "error"),
            ErrorType = Text(root, "error_type"),
        };
    }

    /// <exception cref="JsonException">The text is not a JSON object.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        JsonDocument document = JsonDocument.Parse(JsonStrings.Utf8Of(json));
        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return document;
        document.Dispose();
        throw new JsonException("A status must be a JSON object.");
    }

    /// <summary>The id of the request.</summary>
    /// <param name="status">A status, or the answer to a submit.</param>
    /// <param name="expected">What it probably is.</param>
    public static string? RequestId(JsonElement status, string? expected) =>
        status.TryGet("request_id", out JsonElement value) ? expected is not null && Is(value, expected) ? expected : value.Text() : null;

    private static string? StateText(JsonElement root)
    {
        if (!root.TryGet("status", out JsonElement value))
            return null;
        foreach (string word in Words<FalQueueState>.All)
        {
            if (Is(value, word))
                return word;
        }

        return value.Text();
    }

    // Without a string of its own. What is no UTF-16 is no text that we know.
    private static bool Is(JsonElement value, string text)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String && value.ValueEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static FalQueueState State(string? text) => Words<FalQueueState>.Find(text?.ToUpperInvariant() ?? string.Empty) ?? FalQueueState.Unknown;

    private static FalLogEntry[] Logs(JsonElement root)
    {
        if (!root.TryGet("logs", out JsonElement logs) || logs.ValueKind != JsonValueKind.Array || logs.GetArrayLength() == 0)
            return [];
        var entries = new List<FalLogEntry>(Math.Min(logs.GetArrayLength(), 256));
        foreach (JsonElement entry in logs.EnumerateArray())
        {
            if (entries.Count == MaxLogs)
                break;
            if (entry.ValueKind == JsonValueKind.String)
                entries.Add(new FalLogEntry(entry.Text()!));
            else if (entry.ValueKind == JsonValueKind.Object)
                entries.Add(Entry(entry));
        }

        return [.. entries];
    }

    // Level and source are members of the entry in some answers, of its labels in others, and missing in the newest.
    private static FalLogEntry Entry(JsonElement entry)
    {
        JsonElement labels = entry.TryGet("labels", out JsonElement found) && found.ValueKind == JsonValueKind.Object ? found : default;
        bool labelled = labels.ValueKind == JsonValueKind.Object;
        return new FalLogEntry(
            Text(entry, "message") ?? string.Empty,
            Text(entry, "level") ?? (labelled ? Text(labels, "level") : null),
            Text(entry, "source") ?? (labelled ? Text(labels, "source") : null),
            Text(entry, "timestamp"));
    }

    private static TimeSpan? InferenceTime(JsonElement root) =>
        root.TryGet("metrics", out JsonElement metrics) && metrics.ValueKind == JsonValueKind.Object
        && metrics.TryGet("inference_time", out JsonElement time) && time.ValueKind == JsonValueKind.Number
        && time.TryGetDouble(out double seconds) && seconds is >= 0 and < 1e9
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGet(name, out JsonElement value) ? value.Text() : null;
}
