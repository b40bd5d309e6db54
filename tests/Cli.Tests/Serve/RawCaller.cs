using System.Net;
using System.Net.Sockets;
using System.Text;
using KlingGen.TestKit;

namespace Cli.Tests.Serve;

/// <summary>A caller that sends what it likes.</summary>
internal sealed class RawCaller(Socket socket) : IDisposable
{
    public static async Task<RawCaller> ConnectAsync(Uri server, int? receiveBuffer = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } bytes)
            socket.ReceiveBufferSize = bytes;
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port), TestContext.Current.CancellationToken);
        return new RawCaller(socket);
    }

    /// <returns>False when the server has hung up.</returns>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[await socket.SendAsync(bytes, TestContext.Current.CancellationToken)..];
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public Task<bool> SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>What comes until the server has said it all, or until <paramref name="end"/> has come.</summary>
    public async Task<string> ReceiveAsync(string? end = null)
    {
        var text = new StringBuilder();
        byte[] part = new byte[16 * 1024];
        while (end is null || !text.ToString().Contains(end, StringComparison.Ordinal))
        {
            int count;
            try
            {
                count = await HangGuard.Within(socket.ReceiveAsync(part, TestContext.Current.CancellationToken).AsTask(), "The answer");
            }
            catch (SocketException)
            {
                break;
            }

            if (count == 0)
                break;
            text.Append(Encoding.Latin1.GetString(part, 0, count));
        }

        return text.ToString();
    }

    public void Dispose() => socket.Dispose();
}
