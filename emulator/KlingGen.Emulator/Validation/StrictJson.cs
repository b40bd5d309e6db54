using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace KlingGen.Emulator.Validation;

/// <summary>
/// JSON, read strictly: RFC 8259 and nothing more, valid UTF-8, no lone surrogates, no deeper than <see cref="MaxDepth"/>. Of members that occur
/// twice the last one counts, as it does for the service.
/// </summary>
/// <param name="Root">The value; undefined where there is a problem.</param>
/// <param name="Problem">What is wrong, as an entry of the service's <c>detail</c> list; null for JSON.</param>
internal readonly record struct StrictJson(JsonElement Root, JsonObject? Problem)
{
    /// <summary>Deeper than any input of an endpoint, and no danger to what walks along it.</summary>
    public const int MaxDepth = 128;

    public static StrictJson Read(ReadOnlyMemory<byte> json)
    {
        ReadOnlySpan<byte> bytes = json.Span;
        if (bytes.IsEmpty)
            return new StrictJson(default, FalDetail.Of(["body"], "Field required", "missing", context: null, input: null));
        if (!Utf8.IsValid(bytes))
            return Wrong(bytes, FirstInvalid(bytes), "the body is not UTF-8");

        try
        {
            if (FirstLoneSurrogate(bytes) is { } at)
                return Wrong(bytes, at, "a \\u escape is half of a surrogate pair");
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return new StrictJson(document.RootElement.Clone(), null);
        }
        catch (JsonException e)
        {
            return Wrong(bytes, Offset(bytes, e), Reason(e));
        }
    }

    /// <summary>A value that was read, for an answer that echoes it.</summary>
    public static JsonNode? Echo(string json) => JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = MaxDepth });

    private static StrictJson Wrong(ReadOnlySpan<byte> bytes, int offset, string reason) => new(default, FalDetail.NotJson(Characters(bytes[..offset]), reason));

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
}
