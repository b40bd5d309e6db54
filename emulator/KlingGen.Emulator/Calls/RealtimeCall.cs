using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Runs;

namespace KlingGen.Emulator.Calls;

/// <summary>A realtime connection: an input a message, an output a message, in MessagePack, or in JSON for who writes text.</summary>
internal sealed class RealtimeCall(EmulatorServices services)
{
    private const int UsualBuffer = 60;
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(1);

    public Reply Answer(FalCall call)
    {
        EndpointName name = call.Endpoint!.Value;
        if (!services.Runs.HasApplication(name))
            return Errors.UnknownApplication(name.Application);
        if (call.Query("max_buffering") is { } text && !(int.TryParse(text, CultureInfo.InvariantCulture, out int asked) && asked is >= 1 and <= 60))
            return Errors.Detail(422, "max_buffering must be from 1 to 60");
        return new Reply { Status = 101, Upgrade = socket => TalkAsync(call, name, socket) };
    }

    /// <summary>What a caller without a valid token gets: the connection, and on it one message that says so.</summary>
    public static Reply Unauthorized(FalCall call) => new()
    {
        Status = 101,
        Upgrade = async socket =>
        {
            await SendAsync(socket, new JsonObject { ["status"] = "error", ["error"] = "Unauthorized" }, isText: true, call.Aborted).ConfigureAwait(false);
            await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "Unauthorized", call.Aborted).ConfigureAwait(false);
        },
    };

    private async Task TalkAsync(FalCall call, EndpointName name, WebSocket socket)
    {
        // What does not fit any more is dropped, the oldest first.
        var waiting = Channel.CreateBounded<(byte[] Message, bool IsText)>(new BoundedChannelOptions(int.TryParse(call.Query("max_buffering"), CultureInfo.InvariantCulture, out int asked) ? asked : UsualBuffer) { FullMode = BoundedChannelFullMode.DropOldest });
        Task listening = ListenAsync(socket, waiting.Writer, call.Aborted);
        while (await NextAsync(waiting.Reader, call.Aborted).ConfigureAwait(false) is { } next)
        {
            if (next.Message is null)
            {
                await SendAsync(socket, new JsonObject { ["type"] = "x-fal-error", ["error"] = "TIMEOUT", ["reason"] = "No message for a while" }, isText: true, call.Aborted).ConfigureAwait(false);
                break;
            }
            await AnswerAsync(call, name, socket, next.Message, next.IsText).ConfigureAwait(false);
        }
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, call.Aborted).ConfigureAwait(false);
        await listening.ConfigureAwait(false);
    }

    /// <returns>The next message; one without bytes after a time of silence; null at the end.</returns>
    private async Task<(byte[]? Message, bool IsText)?> NextAsync(ChannelReader<(byte[] Message, bool IsText)> waiting, CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(IdleLimit, services.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
        try
        {
            return await waiting.WaitToReadAsync(either.Token).ConfigureAwait(false) && waiting.TryRead(out (byte[] Message, bool IsText) next) ? next : null;
        }
        catch (OperationCanceledException) when (idle.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (null, false);
        }
    }

    private async Task ListenAsync(WebSocket socket, ChannelWriter<(byte[] Message, bool IsText)> waiting, CancellationToken cancellationToken)
    {
        try
        {
            var message = new MemoryStream();
            byte[] piece = new byte[16 * 1024];
            while (true)
            {
                ValueWebSocketReceiveResult received = await socket.ReceiveAsync(piece.AsMemory(), cancellationToken).ConfigureAwait(false);
                if (received.MessageType == WebSocketMessageType.Close)
                    return;
                message.Write(piece, 0, received.Count);
                if (message.Length > services.Options.MaxInputBytes)
                    return;
                if (!received.EndOfMessage)
                    continue;
                await waiting.WriteAsync((message.ToArray(), received.MessageType == WebSocketMessageType.Text), cancellationToken).ConfigureAwait(false);
                message.SetLength(0);
            }
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException)
        {
            // Whoever is gone says no more.
        }
        finally
        {
            waiting.Complete();
        }
    }

    private async Task AnswerAsync(FalCall call, EndpointName name, WebSocket socket, byte[] message, bool isText)
    {
        byte[] body;
        try
        {
            body = isText ? message : JsonText.Bytes(PackedJson.Read(message)).ToArray();
        }
        catch (FormatException error)
        {
            await SendAsync(socket, Error("INVALID_MESSAGE", error.Message), isText, call.Aborted).ConfigureAwait(false);
            return;
        }

        FalCall each = call.Of(body);
        each.Entry = services.Journal.Record(each, complete: true, services.Options);
        each.Entry.Status = 200;
        DateTimeOffset begun = services.Clock.GetUtcNow();
        if (services.Runs.Begin(name, each, isQueued: false, out Reply? refusal) is not { } run)
        {
            each.Entry.Status = refusal!.Status;
            await SendAsync(socket, Error("INVALID_REQUEST", JsonBody.Read(refusal.Body).Root.Text("detail") ?? "The request is refused"), isText, call.Aborted).ConfigureAwait(false);
            return;
        }
        if (run.Failure is { } failure)
        {
            each.Entry.Status = failure.Status;
            await SendAsync(socket, Error(failure.Status == 422 ? "INVALID_REQUEST" : "INTERNAL_ERROR", Reason(failure)), isText, call.Aborted).ConfigureAwait(false);
            return;
        }

        if (services.Options.Timing.RunTime > TimeSpan.Zero)
            await Task.Delay(services.Options.Timing.RunTime, services.Clock, call.Aborted).ConfigureAwait(false);
        services.Billing.Add(run);
        each.Entry.RequestId = run.RequestId;
        await SendAsync(socket, JsonNode.Parse(run.OutputFor(call.Addresses).Span), isText, call.Aborted).ConfigureAwait(false);
        double seconds = (services.Clock.GetUtcNow() - begun).TotalSeconds;
        await SendAsync(socket, new JsonObject { ["type"] = "x-fal-message", ["action"] = "timings", ["timing"] = seconds }, isText: true, call.Aborted).ConfigureAwait(false);
    }

    private static string Reason(ModelFailure failure) =>
        failure.Body["detail"] is JsonArray { Count: > 0 } details && details[0] is JsonObject first
            ? $"{string.Join('.', (first["loc"] as JsonArray ?? []).Skip(1))}: {first["msg"]}"
            : failure.ErrorText;

    private static JsonObject Error(string error, string reason) => new() { ["type"] = "x-fal-error", ["error"] = error, ["reason"] = reason };

    private static async Task SendAsync(WebSocket socket, JsonNode? message, bool isText, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = isText ? JsonText.Bytes(message) : PackedJson.Write(message);
        await socket.SendAsync(bytes, isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, cancellationToken).ConfigureAwait(false);
    }
}
