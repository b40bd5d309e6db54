using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Resilience.Tests.Support;

/// <summary>A stranger on this machine: takes whatever is sent to it, answers every request with a plain 404, and remembers each byte.</summary>
internal sealed class ForeignListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _heard = new();
    private readonly Task _loop;

    public ForeignListener()
    {
        _listener.Start();
        _loop = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections { get; private set; }

    /// <summary>What came, one text per connection.</summary>
    public IReadOnlyList<string> Heard => [.. _heard];

    /// <summary>How many connections brought the key, or any credentials at all.</summary>
    public int KeysSeen => _heard.Count(static text =>
        text.Contains("canary", StringComparison.OrdinalIgnoreCase) || text.Contains("authorization", StringComparison.OrdinalIgnoreCase));

    /// <summary>Ends listening; what was heard is complete then.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loop;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                TcpClient connection = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                open.Add(HearAsync(connection));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            // Whoever has connected by now is heard to the end.
            while (_listener.Server.IsBound && _listener.Pending())
            {
                TcpClient late = await _listener.AcceptTcpClientAsync();
                Connections++;
                open.Add(HearAsync(late));
            }

            _listener.Stop();
        }

        await Task.WhenAll(open);
    }

    private async Task HearAsync(TcpClient connection)
    {
        using (connection)
        {
            var heard = new StringBuilder();
            byte[] buffer = new byte[8192];
            try
            {
                NetworkStream stream = connection.GetStream();
                int read;
                while ((read = await stream.ReadAsync(buffer, _stop.Token)) > 0)
                {
                    heard.Append(Encoding.Latin1.GetString(buffer, 0, read));
                    if (heard.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
                    {
                        await stream.WriteAsync("HTTP/1.1 404 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stop.Token);
                        break;
                    }
                }
            }
            catch (Exception error) when (error is IOException or OperationCanceledException)
            {
                if (connection.Connected && connection.Available > 0)
                    heard.Append(Encoding.Latin1.GetString(buffer, 0, connection.GetStream().Read(buffer, 0, buffer.Length)));
            }

            _heard.Enqueue(heard.ToString());
        }
    }
}
