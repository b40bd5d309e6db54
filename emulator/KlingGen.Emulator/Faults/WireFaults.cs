using System.Net.Sockets;
using System.Text;
using KlingGen.Emulator.Exchange;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace KlingGen.Emulator.Faults;

/// <summary>Faults of the connection. They write to the socket past the server, which would never send what they send.</summary>
internal static partial class WireFaults
{
    private enum Amount
    {
        Nothing,
        Headers,
        Half,
        Full,
    }

    private enum Ending
    {
        Finish,
        Stall,
        Fin,
        Reset,
    }

    public static bool Strikes(FalFaultKind kind) => Grid(kind) is not null || kind is FalFaultKind.ByteByByte or FalFaultKind.WrongLength;

    /// <summary>Whether nothing of the body leaves.</summary>
    public static bool LeavesOutBody(FalFaultKind kind) => Grid(kind) is { Amount: Amount.Nothing or Amount.Headers };

    public static async Task WriteAsync(FalFault fault, FalCall call, Reply reply)
    {
        Socket socket = call.Http.Features.Get<IConnectionSocketFeature>()?.Socket
            ?? throw new InvalidOperationException("The connection has no socket.");
        var wire = new RawWire(socket, call.Aborted);
        (Amount amount, Ending ending) = Grid(fault.Kind) ?? (Amount.Full, Ending.Finish);
        try
        {
            if (!IsPlain(call))
                await SendThroughServerAsync(fault, reply, call, amount, ending).ConfigureAwait(false);
            else if (fault.Kind == FalFaultKind.ByteByByte)
                await wire.SendByteByByteAsync(await WholeAsync(reply, call).ConfigureAwait(false)).ConfigureAwait(false);
            else if (fault.Kind == FalFaultKind.WrongLength)
                await SendWrongLengthAsync(wire, reply, call).ConfigureAwait(false);
            else
                await SendAsync(wire, reply, call, amount, ending).ConfigureAwait(false);

            // The server ends what it wrote itself.
            if (IsPlain(call) || ending != Ending.Finish)
                await EndAsync(socket, ending, call).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            // The caller left before the fault was complete: nobody is there to be deceived.
        }
        finally
        {
            if (IsPlain(call) || ending != Ending.Finish)
                call.Http.Abort();
        }
    }

    private static async Task SendAsync(RawWire wire, Reply reply, FalCall call, Amount amount, Ending ending)
    {
        if (amount == Amount.Nothing)
        {
            if (ending == Ending.Finish)
                await wire.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {reply.Status} {ReasonPhrases.GetReasonPhrase(reply.Status)}\r\n\r\n")).ConfigureAwait(false);
            return;
        }

        if (amount == Amount.Headers)
        {
            int declared = ending == Ending.Finish ? 0 : Math.Max(1, reply.Body.Length);
            await wire.SendAsync(Head(reply, declared)).ConfigureAwait(false);
            return;
        }

        if (reply.Frames is not null)
        {
            await wire.SendFramesAsync(Head(reply, length: null), reply.Frames, half: amount == Amount.Half, end: ending == Ending.Finish, toTheEnd: call.Operation == FalOperation.Stream).ConfigureAwait(false);
            return;
        }

        ReadOnlyMemory<byte> body = amount == Amount.Half ? reply.Body[..(reply.Body.Length / 2)] : reply.Body;
        if (ending == Ending.Finish)
            await wire.SendAsync(Head(reply, body.Length), body).ConfigureAwait(false);
        else if (amount == Amount.Half)
            await wire.SendAsync(Head(reply, reply.Body.Length), body).ConfigureAwait(false);
        else
            await wire.SendAsync(Head(reply, length: null), RawWire.Chunk(body)).ConfigureAwait(false);
    }

    private static async Task SendWrongLengthAsync(RawWire wire, Reply reply, FalCall call)
    {
        ReadOnlyMemory<byte> body = reply.Frames is null ? reply.Body : await BodyAsync(reply, call).ConfigureAwait(false);
        await wire.SendAsync(Head(reply, body.Length * 2 / 3), body).ConfigureAwait(false);
    }

    private static async Task<ReadOnlyMemory<byte>> WholeAsync(Reply reply, FalCall call)
    {
        ReadOnlyMemory<byte> body = reply.Frames is null ? reply.Body : await BodyAsync(reply, call).ConfigureAwait(false);
        return (byte[])[.. Head(reply, body.Length).Span, .. body.Span];
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(Reply reply, FalCall call)
    {
        var all = new MemoryStream();
        await foreach (ReadOnlyMemory<byte> frame in reply.Frames!.WithCancellation(call.Aborted).ConfigureAwait(false))
            all.Write(frame.Span);
        return all.ToArray();
    }

    private static ReadOnlyMemory<byte> Head(Reply reply, int? length)
    {
        var head = new StringBuilder($"HTTP/1.1 {reply.Status} {ReasonPhrases.GetReasonPhrase(reply.Status)}\r\nConnection: close\r\n");
        if (reply.ContentType is not null)
            head.Append("Content-Type: ").Append(reply.ContentType).Append("\r\n");
        foreach ((string name, string value) in reply.Headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        head.Append(length is null ? "Transfer-Encoding: chunked\r\n\r\n" : $"Content-Length: {length}\r\n\r\n");
        return Encoding.ASCII.GetBytes(head.ToString());
    }

    private static async Task EndAsync(Socket socket, Ending ending, FalCall call)
    {
        switch (ending)
        {
            case Ending.Stall:
                await GoneAsync(call).ConfigureAwait(false);
                break;
            case Ending.Reset:
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                socket.Close(timeout: 0);
                break;
            default:
                // The server answers an abort with RST, which could overtake what the caller has not read yet: the caller closes first.
                socket.Shutdown(SocketShutdown.Send);
                await GoneAsync(call).ConfigureAwait(false);
                break;
        }
    }

    private static async Task GoneAsync(FalCall call)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (call.Aborted.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), gone).ConfigureAwait(false))
            await gone.Task.ConfigureAwait(false);
    }

    private static (Amount Amount, Ending Ending)? Grid(FalFaultKind kind) =>
        kind is >= FalFaultKind.FullFinish and <= FalFaultKind.NothingReset
            ? (Amount.Full - ((kind - FalFaultKind.FullFinish) / 4), (Ending)((kind - FalFaultKind.FullFinish) % 4))
            : null;
}
