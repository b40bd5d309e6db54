using System.Net;
using System.Net.Sockets;

namespace Resilience.Tests.Hosts;

/// <summary>
/// A network in which every name leads to the stranger, ours alone excepted: what the client would send to any host arrives somewhere and is counted.
/// </summary>
internal sealed class Wiretap : DelegatingHandler
{
    private readonly Uri _own;
    private int _keys;

    public Wiretap(Uri own, int foreignPort)
    {
        _own = own;
        InnerHandler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancellation) =>
            {
                bool ours = context.DnsEndPoint.Host == own.Host && context.DnsEndPoint.Port == own.Port;
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, ours ? own.Port : foreignPort, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
    }

    /// <summary>Requests with credentials for another host than ours, whatever became of them.</summary>
    public int KeysToStrangers => Volatile.Read(ref _keys);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool ours = request.RequestUri!.Authority == _own.Authority && request.RequestUri.UserInfo.Length == 0;
        if (!ours && request.Headers.NonValidated.Contains("Authorization"))
            Interlocked.Increment(ref _keys);
        return base.SendAsync(request, cancellationToken);
    }
}
