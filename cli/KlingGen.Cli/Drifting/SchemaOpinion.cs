using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Recording;
using KlingGen.Emulator.Validation;

namespace KlingGen.Cli.Drifting;

/// <summary>What an endpoint's schema file says of values that were seen.</summary>
internal sealed class SchemaOpinion(EmulatedEndpoint endpoint)
{
    /// <summary>An address in the place of a file of which the recording has the digest alone.</summary>
    private static readonly string s_anyFile = $"https://{HostTable.NameOf(FalHost.Cdn)}/files/b/recorded/file";

    /// <summary>The input as it can be sent: with addresses where the recording has digests.</summary>
    public static JsonNode? Sendable(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(static member => KeyValuePair.Create(member.Key, Sendable(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sendable)]),
        JsonValue value when value.TryGetValue(out string? text) && text.StartsWith(Scrubber.DigestPrefix, StringComparison.Ordinal) => JsonValue.Create(s_anyFile),
        _ => node?.DeepClone(),
    };

    public IEnumerable<(string Path, string Message)> Input(JsonNode? input) => Broken(endpoint.InputChecker, input);

    public IEnumerable<string> UnknownInput(JsonNode? input) => UnknownMembers.Of(endpoint.Document, endpoint.Facts.InputPointer, input);

    public IEnumerable<(string Path, string Message)> Output(JsonNode? output) => Broken(endpoint.OutputChecker, output);

    public IEnumerable<string> UnknownOutput(JsonNode? output) => UnknownMembers.Of(endpoint.Document, endpoint.Facts.OutputPointer, output);

    /// <summary>The place of an entry of the service's <c>detail</c> list.</summary>
    public static string PathOf(JsonNode? location) => (location as JsonArray ?? []).Skip(1).Aggregate("$", static (path, step) => step switch
    {
        JsonValue value when value.TryGetValue(out int index) => JsonDifference.Item(path, index),
        JsonValue value when value.TryGetValue(out string? name) => JsonDifference.Member(path, name),
        _ => path,
    });

    private static IEnumerable<(string Path, string Message)> Broken(SchemaChecker checker, JsonNode? value)
    {
        using JsonDocument document = JsonDocument.Parse(value?.ToJsonString() ?? "null", new JsonDocumentOptions { MaxDepth = 512 });
        return [.. checker.Check(document.RootElement).OfType<JsonObject>().Select(static detail => (PathOf(detail["loc"]), (string?)detail["msg"] ?? "does not fit"))];
    }
}
