using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace KlingGen;

/// <summary>Names and connections. Tests replace it, to see what becomes of names that answer with addresses of this machine.</summary>
internal class Network
{
    public static Network System { get; } = new();

    [UnsupportedOSPlatform("browser")]
    public virtual Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);

    [UnsupportedOSPlatform("browser")]
    public virtual async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
