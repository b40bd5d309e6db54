using System.Text.Json;
using System.Text.Json.Nodes;

namespace KlingGen.Cli.Jobs;

/// <summary>A request as the journal keeps it: to be recognised by people, so without the megabytes of an inlined picture.</summary>
internal static class JobText
{
    private const int LongestText = 4000;

    public static JsonNode? Shortened(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(static member => KeyValuePair.Create(member.Key, Shortened(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Shortened)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > LongestText } text => JsonValue.Create($"{text.AsSpan(0, 100)}… ({text.Length} characters)"),
        _ => node?.DeepClone(),
    };
}
