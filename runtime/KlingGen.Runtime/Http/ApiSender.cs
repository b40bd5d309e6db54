using System.Net;
using System.Runtime.Versioning;

namespace KlingGen;

/// <summary>The way out: our own handler, or the caller's client.</summary>
internal sealed class ApiSender : IDisposable
{
    private readonly HttpClient? _foreign;
    private readonly HttpMessageInvoker? _own;
    private readonly Version _version;
    private readonly HttpVersionPolicy _policy;

    /// <param name="foreign">The caller's client, whose default version and policy then count.</param>
    /// <param name="useHttp2">Whether HTTP/2 is asked for at all.</param>
    public ApiSender(HttpClient? foreign, bool useHttp2 = true)
    {
        _foreign = foreign;
        _version = !useHttp2 ? HttpVersion.Version11 : foreign?.DefaultRequestVersion ?? HttpVersion.Version20;
        _policy = !useHttp2 ? HttpVersionPolicy.RequestVersionOrLower : foreign?.DefaultVersionPolicy ?? HttpVersionPolicy.RequestVersionOrLower;
        if (foreign is null)
            _own = new HttpMessageInvoker(NewHandler(), disposeHandler: true);
    }

    /// <summary>The handler for calls of the API.</summary>
    public static HttpMessageHandler NewHandler() => OperatingSystem.IsBrowser() ? new HttpClientHandler { AllowAutoRedirect = false } : NewSocketsHandler();

    /// <summary>
    /// No redirects (they would carry a paid body elsewhere), no cookies, no silent decompression (a small answer could become a huge one).
    /// Connections that idle are dropped early: a POST on a connection that the other side has just closed ends in "nobody knows".
    /// </summary>
    [UnsupportedOSPlatform("browser")]
    public static SocketsHttpHandler NewSocketsHandler() => new()
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

    /// <summary>
    /// Many waiting jobs share a connection where the other side speaks HTTP/2. Paid requests and uploads do not: after a GOAWAY the handler itself may send a
    /// request a second time, and the parts of a large file must not hold up the events of the jobs. Only a client that insists on a version has it everywhere.
    /// </summary>
    public void ChooseVersion(HttpRequestMessage message, bool alone)
    {
        bool insists = _policy != HttpVersionPolicy.RequestVersionOrLower;
        message.Version = alone && !insists ? HttpVersion.Version11 : _version;
        message.VersionPolicy = _policy;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) => _foreign is { } client
        ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
        : _own!.SendAsync(message, cancellationToken);

    // The caller's client is the caller's.
    public void Dispose() => _own?.Dispose();
}
