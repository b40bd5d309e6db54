using System.Text.Json;
using System.Text.Json.Nodes;

namespace KlingGen.Emulator.Exchange;

/// <summary>An answer before it is written, so that a fault can still spoil the writing.</summary>
internal sealed class Reply
{
    public int Status { get; init; } = 200;

    public string? ContentType { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Set instead of <see cref="Body"/> where the answer grows while it is sent; one item is one event with its blank line.</summary>
    public IAsyncEnumerable<ReadOnlyMemory<byte>>? Frames { get; init; }

    /// <summary>Set instead of a body where the connection becomes a WebSocket: what is said on it. The status is 101 then.</summary>
    public Func<System.Net.WebSockets.WebSocket, Task>? Upgrade { get; init; }

    /// <summary>What the answer holds of the account while it lasts. Given back when the request is over, whatever became of the answer.</summary>
    public IDisposable? Held { get; init; }

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static Reply Json(int status, ReadOnlyMemory<byte> body) => new() { Status = status, ContentType = "application/json", Body = body };

    public static Reply Json(int status, JsonNode? body) => Json(status, JsonText.Bytes(body));

    public static Reply Json(int status, Action<Utf8JsonWriter> write) => Json(status, JsonText.Bytes(write));

    public static Reply Events(IAsyncEnumerable<ReadOnlyMemory<byte>> frames, IDisposable? held = null) => new()
    {
        Held = held,
        ContentType = "text/event-stream; charset=utf-8",
        Frames = frames,
        Headers = { ["Cache-Control"] = "no-store" },
    };

    public Reply With(string header, string? value)
    {
        if (value is not null)
            Headers[header] = value;
        return this;
    }
}
