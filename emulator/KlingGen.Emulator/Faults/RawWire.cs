using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace KlingGen.Emulator.Faults;

/// <summary>Bytes straight into a connection's socket.</summary>
internal sealed class RawWire(Socket socket, CancellationToken cancellationToken)
{
    public async Task SendAsync(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> body = default)
    {
        byte[] bytes = [.. head.Span, .. body.Span];
        for (ReadOnlyMemory<byte> rest = bytes; rest.Length > 0;)
            rest = rest[await socket.SendAsync(rest, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
    }

    public async Task SendByteByByteAsync(ReadOnlyMemory<byte> bytes)
    {
        socket.NoDelay = true;
        for (int i = 0; i < bytes.Length; i++)
            await socket.SendAsync(bytes.Slice(i, 1), SocketFlags.None, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Events as chunks, as they come; half of them means the first and half of the second.</summary>
    /// <param name="head">The head of the answer.</param>
    /// <param name="frames">The events.</param>
    /// <param name="half">Whether half of them are sent.</param>
    /// <param name="end">Whether the body is ended as it should be.</param>
    /// <param name="toTheEnd">Whether events that are not sent are awaited all the same, because making them is the work.</param>
    public async Task SendFramesAsync(ReadOnlyMemory<byte> head, IAsyncEnumerable<ReadOnlyMemory<byte>> frames, bool half, bool end, bool toTheEnd)
    {
        await SendAsync(head).ConfigureAwait(false);
        int made = 0;
        await foreach (ReadOnlyMemory<byte> frame in frames.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            made++;
            if (!half || made == 1)
                await SendAsync(Chunk(frame)).ConfigureAwait(false);
            else if (made == 2)
                await SendAsync(Chunk(frame[..(frame.Length / 2)])).ConfigureAwait(false);
            if (half && made == 2 && !toTheEnd)
                break;
        }

        if (end)
            await SendAsync("0\r\n\r\n"u8.ToArray()).ConfigureAwait(false);
    }

    public static ReadOnlyMemory<byte> Chunk(ReadOnlyMemory<byte> data) => data.Length == 0
        ? data
        : (byte[])[.. Encoding.ASCII.GetBytes(data.Length.ToString("x", CultureInfo.InvariantCulture)), .. "\r\n"u8, .. data.Span, .. "\r\n"u8];
}
