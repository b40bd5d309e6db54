using System.Net;

namespace KlingGen;

/// <summary>The way out: our own handler, or the caller's client. HTTP/1.1 only, which is all that the handler here has.</summary>
internal sealed class ApiSender : IDisposable
{
    private readonly HttpClient? _foreign;
    private readonly HttpMessageInvoker? _own;

    /// <param name="foreign">The caller's client.</param>
    /// <param name="useHttp2">Without a meaning here.</param>
    public ApiSender(HttpClient? foreign, bool useHttp2 = true)
    {
        _ = useHttp2;
        _foreign = foreign;
        if (foreign is null)
            _own = new HttpMessageInvoker(NewHandler(), disposeHandler: true);
    }

    /// <summary>
    /// No redirects (they would carry a paid body elsewhere), no cookies, no silent decompression (a small answer could become a huge one).
    /// </summary>
    public static HttpMessageHandler NewHandler() => new HttpClientHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
    };

    /// <summary>HTTP/1.1 for every request.</summary>
    public void ChooseVersion(HttpRequestMessage message, bool alone)
    {
        _ = alone;
        message.Version = HttpVersion.Version11;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) => _foreign is { } client
        ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
        : _own!.SendAsync(message, cancellationToken);

    // The caller's client is the caller's.
    public void Dispose() => _own?.Dispose();
}
