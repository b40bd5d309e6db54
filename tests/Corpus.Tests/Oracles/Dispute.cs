using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CorpusTests.Emitted;
using CorpusTests.Instances;
using KlingGen;

namespace CorpusTests.Oracles;

/// <summary>A disagreement, and the search for the documented reason behind it (docs/validation.md).</summary>
/// <remarks>
/// A reason holds only if the other oracle, asked about the instance with nothing but the reason's cause taken away, says what we said: so
/// a reason cannot hide a second difference.
/// </remarks>
internal sealed class Dispute(EmittedEndpoint endpoint, NJsonOracle oracle, JsonNode? instance, Outcome ours)
{
    private static readonly (string Id, Func<Dispute, JsonNode?, JsonNode?> Twin)[] s_reasons =
    [
        ("utf16-units", static (_, node) => Json.Map(node, OneUnit)),
        ("whole-fraction", static (_, node) => Json.Map(node, Whole)),
        ("null-left-off", static (dispute, node) => dispute.AsSent(node, PruneNulls)),
        ("tuple-rest", static (dispute, node) => dispute.AsSent(node, PruneItems)),
    ];

    /// <summary>The reasons that explain the disagreement, or null.</summary>
    public string? Reason()
    {
        if (oracle.IsValid(instance) && ours.Refusal is not null && IsBeyondOurIntegers())
            return "integer-range";

        if (ours.IsValid && IsLeftToTheService(instance))
            return "left-to-the-service";

        bool lenient = ours.Refusal is null && ours.Findings.All(static finding => finding.Rule == FalRules.InvalidUrl);
        if (!ours.IsValid && lenient && oracle.IsValid(instance))
            return "media-address";
        for (int set = 1; set < 1 << s_reasons.Length; set++)
        {
            JsonNode? twin = instance;
            for (int i = 0; i < s_reasons.Length; i++)
                if ((set & (1 << i)) != 0)
                    twin = s_reasons[i].Twin(this, twin);
            if (Json.Text(twin) == Json.Text(instance))
                continue;
            bool theirs = oracle.IsValid(twin);
            string ids = string.Join("+", s_reasons.Where((_, i) => (set & (1 << i)) != 0).Select(static reason => reason.Id));
            if (theirs == ours.IsValid)
                return ids;
            if (theirs && lenient)
                return ids + "+media-address";
            if (ours.IsValid && IsLeftToTheService(twin))
                return ids + "+left-to-the-service";
        }
        return null;
    }

    public override string ToString()
    {
        string theirs = string.Join(" | ", oracle.Errors(instance).Take(4).Select(static error => $"{error.Kind} {error.Path}"));
        string text = Json.Text(instance);
        return $"{endpoint.Name}\n  ours:   {ours}\n  theirs: {(theirs.Length == 0 ? "valid" : theirs)}\n  {(text.Length > 700 ? text[..700] + "…" : text)}";
    }

    /// <summary>NJsonSchema counts UTF-16 units; with one unit a character it counts right.</summary>
    private static JsonNode OneUnit(JsonValue value) =>
        value.TryGetValue(out string? text) && text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
            ? JsonValue.Create(string.Concat(text.EnumerateRunes().Select(static rune => rune.Value > 0xFFFF ? (char)(0xE000 + (rune.Value % 0x1000)) : (char)rune.Value)))
            : value.DeepClone();

    /// <summary>NJsonSchema refuses 2.0 as an integer.</summary>
    public static JsonNode Whole(JsonValue value) =>
        value.GetValueKind() == JsonValueKind.Number && value.ToJsonString() is var text && text.Contains('.', StringComparison.Ordinal)
        && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && number == decimal.Truncate(number)
            ? JsonNode.Parse(number.ToString("0", CultureInfo.InvariantCulture))!
            : value.DeepClone();

    /// <summary>What we send is what counts; some of what was read is not in it.</summary>
    private JsonNode? AsSent(JsonNode? node, Func<JsonNode?, JsonNode?, JsonNode?> prune) =>
        ours.Value is null ? node : prune(node, JsonNode.Parse(endpoint.Input.Write(ours.Value)));

    /// <summary>Null in an optional member is absence to us.</summary>
    private static JsonNode? PruneNulls(JsonNode? node, JsonNode? written) => (node, written) switch
    {
        (JsonObject members, JsonObject kept) => new JsonObject(members.Where(member => member.Value is not null || kept.ContainsKey(member.Key)).Select(member => KeyValuePair.Create(member.Key, PruneNulls(member.Value, kept[member.Key])))),
        (JsonArray items, JsonArray kept) when items.Count == kept.Count => new JsonArray([.. items.Select((item, i) => PruneNulls(item, kept[i]))]),
        _ => node?.DeepClone(),
    };

    /// <summary>A tuple is read up to its last position.</summary>
    private static JsonNode? PruneItems(JsonNode? node, JsonNode? written) => (node, written) switch
    {
        (JsonObject members, JsonObject kept) => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, PruneItems(member.Value, kept[member.Key])))),
        (JsonArray items, JsonArray kept) => new JsonArray([.. items.Take(kept.Count).Select((item, i) => PruneItems(item, kept[i]))]),
        _ => node?.DeepClone(),
    };

    /// <summary>
    /// All that the other oracle found is inside values that we hold as they are: free JSON, an open enum's unknown value, a union's unknown
    /// case (which the service itself may have sent).
    /// </summary>
    private bool IsLeftToTheService(JsonNode? twin) => Places.Deepest(oracle.Errors(twin), twin).All(place =>
    {
        for (string pointer = place.Pointer; pointer.Length > 0; pointer = pointer[..pointer.LastIndexOf('/')])
        {
            object? held = Graph.Held(endpoint, Graph.At(endpoint, ours.Value, pointer));
            if (held is FalJson || held?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(FalOpenEnum<>) && type.GetProperty("IsKnown")!.GetValue(held) is false)
                return true;
        }
        return false;
    });

    /// <summary>A whole number that the C# type of the member cannot hold.</summary>
    private bool IsBeyondOurIntegers()
    {
        bool beyond = false;
        JsonNode? twin = Json.Map(instance, value =>
        {
            bool large = value.GetValueKind() == JsonValueKind.Number && double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) is var number && Math.Truncate(number) == number && Math.Abs(number) > int.MaxValue;
            beyond |= large;
            return large ? JsonValue.Create(1) : value.DeepClone();
        });
        return beyond && Outcome.Of(endpoint.Input, twin).Refusal is null;
    }
}
