using System.Net;
using System.Net.Sockets;

namespace Resilience.Tests.Support;

/// <summary>Addresses at which no request arrives: the name is unknown, the port is closed, the other side does not speak TLS, or is silent.</summary>
internal sealed class Unreachable : IAsyncDisposable
{
    public const string Dns = "Dns";
    public const string Refused = "Refused";
    public const string Tls = "Tls";
    public const string TlsStall = "TlsStall";

    private readonly Socket _closed = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly TcpListener _plain = new(IPAddress.Loopback, 0);
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);
    private readonly Task _answering;

    public Unreachable()
    {
        // Bound and not listening: the port stays ours, and connections to it are refused.
        _closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _plain.Start();
        _silent.Start(backlog: 1000);
        _answering = AnswerInPlainTextAsync();
    }

    public static string[] Kinds => [Dns, Refused, Tls, TlsStall];

    public Uri AddressOf(string kind) => new(kind switch
    {
        Dns => "https://nobody.invalid/",
        Refused => $"http://127.0.0.1:{((IPEndPoint)_closed.LocalEndPoint!).Port}/",
        Tls => $"https://127.0.0.1:{((IPEndPoint)_plain.LocalEndpoint).Port}/",
        _ => $"https://127.0.0.1:{((IPEndPoint)_silent.LocalEndpoint).Port}/",
    });

    public async ValueTask DisposeAsync()
    {
        _closed.Dispose();
        _plain.Dispose();
        _silent.Dispose();
        await _answering;
    }

    private async Task AnswerInPlainTextAsync()
    {
        try
        {
            while (true)
            {
                using Socket connection = await _plain.AcceptSocketAsync();
                await connection.SendAsync("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"u8.ToArray());
                connection.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
        }
    }
}
