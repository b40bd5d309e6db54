using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Runtime.Tests.Support;

/// <summary>A socket that reads requests whole and does with the connection what the test says. What it has read is the evidence.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Func<string, NetworkStream, Task> _answer;
    private readonly Task _loop;

    /// <param name="answer">Gets the request (head and body) and the connection, which is closed afterwards.</param>
    public RawServer(Func<string, NetworkStream, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _loop = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public IReadOnlyList<string> Requests => [.. _requests];

    public int Posts => _requests.Count(request => request.StartsWith("POST ", StringComparison.Ordinal));

    /// <summary>Closes with RST in place of FIN.</summary>
    public static Task Reset(NetworkStream stream)
    {
        stream.Socket.LingerState = new LingerOption(true, 0);
        stream.Socket.Close();
        return Task.CompletedTask;
    }

    public static Task Write(NetworkStream stream, string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    public static string Response(int status, string body, string headers = "", int? length = null) =>
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {length ?? Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception error) when (error is SocketException or InvalidOperationException)
        {
            // Stopped between two accepts.
        }

        await Task.WhenAll(open);
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                NetworkStream stream = connection.GetStream();
                if (await ReadAsync(stream) is { } request)
                {
                    _requests.Enqueue(request);
                    await _answer(request, stream);
                }
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
            {
            }
        }
    }

    private async Task<string?> ReadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        byte[] buffer = new byte[8192];
        while (true)
        {
            string text = Encoding.UTF8.GetString([.. bytes]);
            int head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && bytes.Count >= head + 4 + Length(text[..head]))
                return text;
            int read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
                return null;
            bytes.AddRange(buffer.AsSpan(0, read));
        }
    }

    private static int Length(string head)
    {
        foreach (string line in head.Split("\r\n"))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                return int.Parse(line["Content-Length:".Length..].Trim(), System.Globalization.CultureInfo.InvariantCulture);
        }

        return 0;
    }
}
