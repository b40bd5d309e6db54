using System.Net;

namespace KlingGen;

/// <summary>The way out: our own handler, or the caller's client.</summary>
internal sealed class ApiSender : IDisposable
{
    private readonly HttpClient? _foreign;
    private readonly HttpMessageInvoker? _own;

    public ApiSender(HttpClient? foreign)
    {
        _foreign = foreign;
        if (foreign is null)
            _own = new HttpMessageInvoker(NewHandler(), disposeHandler: true);
    }

    /// <summary>
    /// No redirects (they would carry a paid body elsewhere), no cookies, no silent decompression (a small answer could become a huge one).
    /// Connections that idle are dropped early: a POST on a connection that the other side has just closed ends in "nobody knows".
    /// </summary>
    public static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        EnableMultipleHttp2Connections = true,
        MaxResponseHeadersLength = 64,
    };

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) => _foreign is { } client
        ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
        : _own!.SendAsync(message, cancellationToken);

    // The caller's client is the caller's.
    public void Dispose() => _own?.Dispose();
}
