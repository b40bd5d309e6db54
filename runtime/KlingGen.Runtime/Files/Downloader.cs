using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace KlingGen;

/// <summary>
/// Fetches files. It has a connection of its own and no key: addresses of files come from answers, and an answer could name any host.
/// For the same reason it does not connect to private addresses, whatever name they hide behind, unless allowed.
/// </summary>
internal sealed class Downloader : IDisposable
{
    private const int MaxRedirects = 5;

    private readonly FalClientOptions _options;
    private readonly HttpMessageInvoker _http;

    public Downloader(FalClientOptions options)
    {
        _options = options;
        SocketsHttpHandler handler = HttpDoor.NewHandler();
        handler.ConnectCallback = ConnectAsync;
        _http = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    /// <summary>Opens an address for reading, from a position on.</summary>
    public async Task<FileReply> OpenAsync(string url, long from, EntityTagHeaderValue? version, CancellationToken cancellationToken)
    {
        Uri address = Check(url, null);
        for (int redirects = 0; ; redirects++)
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, address);
            message.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Value);
            if (from > 0)
            {
                message.Headers.Range = new RangeHeaderValue(from, null);
                if (version is { IsWeak: false })
                    message.Headers.IfRange = new RangeConditionHeaderValue(version);
            }

            HttpResponseMessage response;
            using var limit = new AttemptLimit(_options.RequestTimeout, _options.TimeProvider, cancellationToken);
            try
            {
                response = await _http.SendAsync(message, limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
            {
                throw new FalConnectionException(
                    $"The file at {address.Host} could not be fetched: no answer within {CallScope.Shown(_options.RequestTimeout)} (FalClientOptions.RequestTimeout).", error)
                {
                    Address = address,
                    Attempts = 1,
                };
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                if (FindRefusal(error) is { } refusal)
                    throw refusal;
                throw new FalConnectionException($"The file at {address.Host} could not be fetched: {error.Message}", error) { Address = address, Attempts = 1 };
            }

            if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
            {
                response.Dispose();
                if (redirects == MaxRedirects)
                    throw new FalApiException($"The file at {address.Host} could not be fetched: more than {MaxRedirects} redirects.");
                address = Check(new Uri(address, location).AbsoluteUri, address);
                continue;
            }

            if (response.IsSuccessStatusCode)
                return new FileReply(response, _options);
            using (response)
                throw Refused(address, response.StatusCode);
        }
    }

    public void Dispose() => _http.Dispose();

    private static FalApiException Refused(Uri address, HttpStatusCode status) => new(
        $"The file at {address.Host} could not be fetched: {(int)status}."
        + (status is HttpStatusCode.NotFound or HttpStatusCode.Gone ? " Files of the service expire, and restricted ones are hidden (FalCallOptions.OutputLifecycle)." : string.Empty))
    {
        StatusCode = status,
        IsRetryable = (int)status is 408 or 429 or >= 500,
    };

    private static Uri Check(string url, Uri? from)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
            throw new FalApiException("The file has no address that can be fetched: it is neither http, https nor a data URI.");
        if (from?.Scheme == "https" && address.Scheme == "http")
            throw new FalApiException($"The file at {from.Host} redirects from https to http, which is not followed.");
        return address;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        string host = context.DnsEndPoint.Host;
        IPAddress[] addresses = IPAddress.TryParse(host, out IPAddress? literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        // The host differs from the request's when a proxy of this machine's configuration stands between; it is trusted.
        bool viaProxy = !string.Equals(host.Trim('[', ']'), context.InitialRequestMessage.RequestUri?.DnsSafeHost, StringComparison.OrdinalIgnoreCase);
        if (!_options.AllowPrivateDownloads && !viaProxy && Array.Exists(addresses, PrivateAddresses.IsPrivate))
            throw new PrivateAddressException(host);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static FalApiException? FindRefusal(Exception error)
    {
        for (Exception? inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner is PrivateAddressException refused)
                return new FalApiException(refused.Message, error);
        }

        return null;
    }

    private sealed class PrivateAddressException(string host)
        : IOException($"The file's address ({host}) leads to this machine or its private network. Set FalClientOptions.AllowPrivateDownloads if that is meant.");
}
