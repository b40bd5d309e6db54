using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using KlingGen.Cli.Running.Inputs;

namespace KlingGen.Cli.Running.Many;

/// <summary>A line of a batch: one input.</summary>
/// <param name="Number">Its place in the file, from 1.</param>
internal sealed record BatchLine(int Number)
{
    /// <summary>The input; null where the line is none.</summary>
    public ShapedInput? Input { get; init; }

    /// <summary>What is wrong with it; empty where nothing is.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>
    /// What makes it the same line when the batch runs again: batch, input, and which of several equal lines it is. Lines before it may come and go.
    /// </summary>
    public string Key { get; init; } = "";

    /// <summary>The key of an input in a batch.</summary>
    public static string KeyOf(string batch, JsonNode input, int occurrence)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(Sorted(input)?.ToJsonString() ?? "null"));
        return $"{batch}/{Convert.ToHexStringLower(hash.AsSpan(0, 12))}/{occurrence}";
    }

    // The order of members means nothing, so it does not make another line.
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(static member => member.Key, StringComparer.Ordinal).Select(static member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}

/// <summary>How a line ended.</summary>
/// <param name="Number">Its place in the file, from 1.</param>
/// <param name="Status">One of the words of <see cref="LineStatus"/>.</param>
internal sealed record LineResult(int Number, string Status)
{
    public string? Job { get; init; }

    public string? RequestId { get; init; }

    public FalCost? Cost { get; init; }

    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Why there is no result.</summary>
    public string? Message { get; init; }

    public JsonObject ToJson() => new()
    {
        ["line"] = Number,
        ["status"] = Status,
        ["job"] = Job,
        ["requestId"] = RequestId,
        ["cost"] = Jobs.JobRecord.CostOf(Cost),
        ["files"] = new JsonArray([.. Files.Select(static file => JsonValue.Create(file))]),
        ["message"] = Message,
    };
}

/// <summary>Words for how a line ended. Scripts rely on them.</summary>
internal static class LineStatus
{
    public const string Completed = "completed";
    public const string Invalid = "invalid";
    public const string Failed = "failed";
    public const string NotBought = "not-bought";
    public const string TooExpensive = "too-expensive";
    public const string Unknown = "unknown";
    public const string Pending = "pending";
}
