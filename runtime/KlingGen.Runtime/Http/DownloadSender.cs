using System.Net;
using System.Runtime.Versioning;

namespace KlingGen;

/// <summary>
/// The way to addresses that come out of answers, which could name any host. It has connections of its own, no key and no headers of the caller's client,
/// follows nothing, and does not connect to private addresses, whatever name they hide behind, unless allowed.
/// </summary>
internal sealed class DownloadSender : IDisposable
{
    private readonly FalClientOptions _options;
    private readonly HttpMessageInvoker _http;

    public DownloadSender(FalClientOptions options)
    {
        _options = options;
        _http = new HttpMessageInvoker(NewHandler(), disposeHandler: true);
    }

    /// <summary>Sends one request; the head of the answer is here when it returns.</summary>
    /// <exception cref="FalApiException">The address leads to this machine or its private network.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (FindRefusal(error) is { } refused)
        {
            throw new FalApiException(refused.Message, error);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpMessageHandler NewHandler()
    {
        // A browser connects by itself, under its own rules for addresses, and shows nothing of a redirect but its end.
        if (OperatingSystem.IsBrowser())
            return new HttpClientHandler();
        SocketsHttpHandler handler = ApiSender.NewSocketsHandler();
        handler.ConnectCallback = ConnectAsync;
        return handler;
    }

    [UnsupportedOSPlatform("browser")]
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        string host = context.DnsEndPoint.Host;
        IPAddress[] addresses = IPAddress.TryParse(host, out IPAddress? literal) ? [literal] : await _options.Network.ResolveAsync(host, cancellationToken).ConfigureAwait(false);
        // The host differs from the request's when a proxy of this machine's configuration stands between; it is trusted.
        bool viaProxy = !string.Equals(host.Trim('[', ']'), context.InitialRequestMessage.RequestUri?.DnsSafeHost, StringComparison.OrdinalIgnoreCase);
        if (!_options.AllowPrivateDownloads && !viaProxy && Array.Exists(addresses, PrivateAddresses.IsPrivate))
            throw new PrivateAddressException(host);
        // To the very addresses that were checked: a second look-up could answer otherwise.
        return await _options.Network.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
    }

    private static PrivateAddressException? FindRefusal(Exception error)
    {
        for (Exception? inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner is PrivateAddressException refused)
                return refused;
        }

        return null;
    }

    private sealed class PrivateAddressException(string host)
        : IOException($"The file's address ({host}) leads to this machine or its private network. Set FalClientOptions.AllowPrivateDownloads if this is intended.");
}
