using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace KlingGen;

/// <summary>An answer: its head, and its body either whole or as a stream that is still coming.</summary>
internal sealed class ApiReply(HttpResponseMessage message, ApiKey key, ReadOnlyMemory<byte> body, Stream? stream, IDisposable? guard) : IDisposable
{
    private IDisposable? _guard = guard;

    public HttpStatusCode Status => message.StatusCode;

    public HttpResponseHeaders Headers => message.Headers;

    public string? ContentType => message.Content.Headers.ContentType?.MediaType;

    public ReadOnlyMemory<byte> Body => body;

    /// <summary>Set for streamed operations that succeeded.</summary>
    public Stream? Stream => stream;

    public string? RequestId => ReplyHeaders.Text(message.Headers, "x-fal-request-id", key);

    public decimal? BillableUnits => ReplyHeaders.BillableUnits(message.Headers);

    public void Dispose()
    {
        stream?.Dispose();
        message.Dispose();
        // Once: the limit may be the next attempt's by now.
        Interlocked.Exchange(ref _guard, null)?.Dispose();
    }
}

/// <summary>Reads headers without the validation that would throw or reformat.</summary>
internal static class ReplyHeaders
{
    public static string? Text(HttpResponseHeaders headers, string name)
    {
        if (!headers.NonValidated.TryGetValues(name, out HeaderStringValues values))
            return null;
        foreach (string value in values)
            return value.Trim() is { Length: > 0 and <= 512 } text ? text : null;
        return null;
    }

    /// <summary>The text, without the key should the other side have sent it back.</summary>
    public static string? Text(HttpResponseHeaders headers, string name, ApiKey key) => Text(headers, name) is { } text ? key.Scrub(text) : null;

    public static bool? Flag(HttpResponseHeaders headers, string name) => Text(headers, name)?.ToLowerInvariant() switch
    {
        "1" or "true" or "yes" => true,
        "0" or "false" or "no" => false,
        _ => null,
    };

    public static decimal? BillableUnits(HttpResponseHeaders headers) => Text(headers, "x-fal-billable-units") is { } text
        && decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out decimal units)
            ? units
            : null;

    public static ReplyFacts Facts(HttpResponseMessage reply, ReadOnlyMemory<byte> body) => new(
        (int)reply.StatusCode,
        Text(reply.Headers, "x-fal-request-id") is not null,
        LooksLikeJson(body.Span),
        string.Equals(Text(reply.Headers, "x-fal-request-timeout-type"), "user", StringComparison.OrdinalIgnoreCase),
        Flag(reply.Headers, "x-fal-needs-retry") ?? Flag(reply.Headers, "x-fal-retryable"));

    // The content type is not asked: gateways label their pages freely, and the first character decides.
    private static bool LooksLikeJson(ReadOnlySpan<byte> body)
    {
        foreach (byte b in body)
        {
            if (b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF)
                continue;
            return b is (byte)'{' or (byte)'[' or (byte)'"';
        }

        return false;
    }
}
