using System.Text.Json.Nodes;

namespace KlingGen.Emulator.Recording;

/// <summary>One request of a call and what was answered, scrubbed.</summary>
/// <param name="Operation">What it asked for.</param>
/// <param name="Path">Path and query on the service's host.</param>
/// <param name="Status">Status of the answer.</param>
/// <param name="Headers">Those of the answer that the service's protocol knows.</param>
/// <param name="Body">The answer where it is JSON; a string where it is other text; null where it is a stream.</param>
internal sealed record RecordedExchange(FalOperation Operation, string Path, int Status, IReadOnlyDictionary<string, string> Headers, JsonNode? Body)
{
    /// <summary>The events of a stream; null for all other answers.</summary>
    public IReadOnlyList<JsonNode?>? Events { get; init; }

    /// <summary>Whether a stream ended before its end.</summary>
    public bool IsCut { get; init; }

    /// <summary>How often it came in a row with the same answer.</summary>
    public int Times { get; init; } = 1;

    public bool IsSameAs(RecordedExchange other) => Operation == other.Operation && Path == other.Path && Status == other.Status && Events is null && other.Events is null && JsonNode.DeepEquals(Body, other.Body);

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["operation"] = Operation.ToString(), ["path"] = Path, ["status"] = Status };
        if (Times > 1)
            json["times"] = Times;
        if (Headers.Count > 0)
            json["headers"] = new JsonObject([.. Headers.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))]);
        if (Events is null)
            json["body"] = Body?.DeepClone();
        else
            json["events"] = new JsonArray([.. Events.Select(static item => item?.DeepClone())]);
        if (IsCut)
            json["cut"] = true;
        return json;
    }

    public static RecordedExchange Read(JsonObject json) => new(
        Enum.TryParse((string?)json["operation"], out FalOperation operation) ? operation : throw new FormatException($"has an operation '{json["operation"]}', which this version does not know"),
        (string?)json["path"] ?? throw new FormatException("has an exchange without a path"),
        (int?)json["status"] ?? throw new FormatException("has an exchange without a status"),
        (json["headers"] as JsonObject)?.ToDictionary(static pair => pair.Key, static pair => (string?)pair.Value ?? "", StringComparer.OrdinalIgnoreCase) ?? [],
        json["body"]?.DeepClone())
    {
        Times = (int?)json["times"] ?? 1,
        IsCut = (bool?)json["cut"] ?? false,
        Events = (json["events"] as JsonArray)?.Select(static item => item?.DeepClone()).ToArray(),
    };
}
