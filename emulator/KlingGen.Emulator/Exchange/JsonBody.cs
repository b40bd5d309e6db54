using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Validation;
using Microsoft.Net.Http.Headers;

namespace KlingGen.Emulator.Exchange;

/// <summary>A request body as JSON, read once and strictly, the same for all addresses.</summary>
internal sealed class JsonBody
{
    private const int LongestEcho = 200;

    private JsonBody(StrictJson read) => (Root, Problem) = read;

    /// <summary>The value; undefined where there is a problem.</summary>
    public JsonElement Root { get; }

    /// <summary>What is wrong, as an entry of the service's <c>detail</c> list; null where the body is JSON.</summary>
    public JsonObject? Problem { get; }

    /// <param name="body">The bytes.</param>
    /// <param name="contentType">What the caller says they are; null where nothing is said, which passes for JSON.</param>
    public static JsonBody Read(ReadOnlyMemory<byte> body, string? contentType = null) =>
        !body.IsEmpty && contentType is { Length: > 0 } && !IsJson(contentType)
            ? new JsonBody(new StrictJson(default, FalDetail.Of(["body"], "Input should be a valid dictionary; the content type is not JSON", "dict_type", context: null, Echo(body.Span))))
            : new JsonBody(StrictJson.Read(body));

    /// <summary>The same, with the content type of the call's header.</summary>
    public static JsonBody Of(FalCall call) => Read(call.Body, call.Header("Content-Type"));

    /// <summary>The answer to a body that is no JSON; null for one that is.</summary>
    public Reply? Refusal() => Problem is null ? null : Reply.Json(422, new JsonObject { ["detail"] = new JsonArray(Problem.DeepClone()) });

    private static bool IsJson(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && (type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));

    private static string Echo(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, LongestEcho)]);
}
