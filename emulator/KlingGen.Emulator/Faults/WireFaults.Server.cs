using KlingGen.Emulator.Exchange;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace KlingGen.Emulator.Faults;

/// <content>The same faults where bytes past the server would be nonsense, over HTTP/2 and TLS: what leaves is written by the server, and the connection ends as the fault says.</content>
internal static partial class WireFaults
{
    private static bool IsPlain(FalCall call) =>
        HttpProtocol.IsHttp11(call.Http.Request.Protocol) && call.Http.Features.Get<ITlsHandshakeFeature>() is null;

    private static async Task SendThroughServerAsync(FalFault fault, Reply reply, FalCall call, Amount amount, Ending ending)
    {
        SentStream? sent = call.Http.Features.Get<IHttp2StreamIdFeature>() is { } stream ? call.Http.Features.GetRequiredFeature<FrameOutput>().Watch(stream.StreamId) : null;
        long length = await WriteThroughServerAsync(fault, reply, call, amount, ending).ConfigureAwait(false);
        if (ending != Ending.Finish && length >= 0 && sent is not null)
            await sent.LeftAsync(length, call.Aborted).ConfigureAwait(false);
    }

    /// <returns>The length of the body so far; below zero, not even a head.</returns>
    private static async Task<long> WriteThroughServerAsync(FalFault fault, Reply reply, FalCall call, Amount amount, Ending ending)
    {
        HttpResponse response = call.Http.Response;
        response.StatusCode = reply.Status;
        if (amount == Amount.Nothing && ending != Ending.Finish)
            return -1;
        if (amount == Amount.Nothing)
        {
            await response.StartAsync(call.Aborted).ConfigureAwait(false);
            return 0;
        }

        response.ContentType = reply.ContentType;
        foreach ((string name, string value) in reply.Headers)
            response.Headers[name] = value;
        if (amount == Amount.Headers)
        {
            response.ContentLength = ending == Ending.Finish ? 0 : Math.Max(1, reply.Body.Length);
            await response.StartAsync(call.Aborted).ConfigureAwait(false);
            await response.Body.FlushAsync(call.Aborted).ConfigureAwait(false);
            return 0;
        }

        if (reply.Frames is not null)
            return await SendFramesAsync(response, reply.Frames, call, half: amount == Amount.Half).ConfigureAwait(false);

        ReadOnlyMemory<byte> body = reply.Body[..BodyLength(fault, reply, amount)];
        // A length of its own only where the answer is to end well; the server would not let an answer end that is shorter than it said.
        if (ending == Ending.Finish)
            response.ContentLength = body.Length;
        else if (amount == Amount.Half)
            response.ContentLength = reply.Body.Length;
        int step = fault.Kind == FalFaultKind.ByteByByte ? 1 : Math.Max(1, body.Length);
        for (int at = 0; at < body.Length; at += step)
        {
            await response.Body.WriteAsync(body.Slice(at, Math.Min(step, body.Length - at)), call.Aborted).ConfigureAwait(false);
            await response.Body.FlushAsync(call.Aborted).ConfigureAwait(false);
        }

        return body.Length;
    }

    // The server sends no more than it announced: of a wrong length, what was announced leaves, and the rest stays away.
    private static int BodyLength(FalFault fault, Reply reply, Amount amount) =>
        fault.Kind == FalFaultKind.WrongLength ? reply.Body.Length * 2 / 3 : amount == Amount.Half ? reply.Body.Length / 2 : reply.Body.Length;

    private static async Task<long> SendFramesAsync(HttpResponse response, IAsyncEnumerable<ReadOnlyMemory<byte>> frames, FalCall call, bool half)
    {
        await response.StartAsync(call.Aborted).ConfigureAwait(false);
        int made = 0;
        long length = 0;
        await foreach (ReadOnlyMemory<byte> frame in frames.WithCancellation(call.Aborted).ConfigureAwait(false))
        {
            made++;
            if (half && made > 2)
                continue;
            ReadOnlyMemory<byte> part = half && made == 2 ? frame[..(frame.Length / 2)] : frame;
            length += part.Length;
            await response.Body.WriteAsync(part, call.Aborted).ConfigureAwait(false);
            await response.Body.FlushAsync(call.Aborted).ConfigureAwait(false);
            if (half && made == 2 && call.Operation != FalOperation.Stream)
                break;
        }

        return length;
    }
}
