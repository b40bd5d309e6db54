using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using KlingGen.Emulator.Validation;
using Microsoft.Net.Http.Headers;

namespace KlingGen.Emulator.Hosting;

/// <summary>
/// A request body as JSON, read once and strictly for all addresses: RFC 8259 and nothing more, valid UTF-8, no lone surrogates, no deeper than
/// <see cref="MaxDepth"/>. Of members that occur twice the last one counts, as it does for the service.
/// </summary>
internal sealed class JsonBody
{
    /// <summary>Deeper than any input of an endpoint, and no danger to what walks along it.</summary>
    public const int MaxDepth = 128;

    private const int LongestEcho = 200;

    private JsonBody(JsonElement root) => Root = root;

    private JsonBody(JsonObject problem) => Problem = problem;

    /// <summary>The value; undefined where there is a problem.</summary>
    public JsonElement Root { get; }

    /// <summary>What is wrong, as an entry of the service's <c>detail</c> list; null where the body is JSON.</summary>
    public JsonObject? Problem { get; }

    /// <param name="body">The bytes.</param>
    /// <param name="contentType">What the caller says they are; null where nothing is said, which passes for JSON.</param>
    public static JsonBody Read(ReadOnlyMemory<byte> body, string? contentType = null)
    {
        ReadOnlySpan<byte> bytes = body.Span;
        if (bytes.IsEmpty)
            return new JsonBody(FalDetail.Of(["body"], "Field required", "missing", context: null, input: null));
        if (contentType is { Length: > 0 } && !IsJson(contentType))
            return new JsonBody(FalDetail.Of(["body"], "Input should be a valid dictionary; the content type is not JSON", "dict_type", context: null, Echo(bytes)));
        if (!Utf8.IsValid(bytes))
            return Wrong(bytes, FirstInvalid(bytes), "the body is not UTF-8");

        try
        {
            if (FirstLoneSurrogate(bytes) is { } at)
                return Wrong(bytes, at, "a \\u escape is half of a surrogate pair");
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return new JsonBody(document.RootElement.Clone());
        }
        catch (JsonException e)
        {
            return Wrong(bytes, Offset(bytes, e), Reason(e));
        }
    }

    /// <summary>The same, with the content type of the call's header.</summary>
    public static JsonBody Of(FalCall call) => Read(call.Body, call.Header("Content-Type"));

    /// <summary>The answer to a body that is no JSON; null for one that is.</summary>
    public Reply? Refusal() => Problem is null ? null : Reply.Json(422, new JsonObject { ["detail"] = new JsonArray(Problem.DeepClone()) });

    private static bool IsJson(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && (type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));

    private static JsonBody Wrong(ReadOnlySpan<byte> bytes, int offset, string reason) => new(FalDetail.NotJson(Characters(bytes[..offset]), reason));

    /// <summary>Reads every token, and so finds what breaks the grammar too.</summary>
    private static int? FirstLoneSurrogate(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.ValueIsEscaped && !CanBeText(ref reader))
                return (int)reader.TokenStartIndex;
        }
        return null;
    }

    private static bool CanBeText(ref Utf8JsonReader reader)
    {
        try
        {
            _ = reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out int length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }

    private static int Offset(ReadOnlySpan<byte> bytes, JsonException error)
    {
        int at = 0;
        for (long line = error.LineNumber ?? 0; line > 0 && bytes[at..].IndexOf((byte)'\n') is >= 0 and var end; line--)
            at += end + 1;
        return (int)Math.Min(at + (error.BytePositionInLine ?? 0), bytes.Length);
    }

    /// <summary>The service counts characters, not bytes.</summary>
    private static int Characters(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        foreach (byte b in bytes)
            count += (b & 0xC0) != 0x80 ? 1 : 0;
        return count;
    }

    private static string Reason(JsonException error)
    {
        string text = error.Message;
        foreach (string tail in (string[])[" LineNumber:", " Change the reader options", " Path:"])
        {
            if (text.IndexOf(tail, StringComparison.Ordinal) is > 0 and var at)
                text = text[..at];
        }
        return text.TrimEnd('.', ' ');
    }

    private static string Echo(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, LongestEcho)]);
}
