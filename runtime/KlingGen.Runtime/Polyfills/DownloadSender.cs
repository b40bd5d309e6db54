using System.Net;

namespace KlingGen;

/// <summary>
/// The way to addresses that come out of answers, which could name any host. It has connections of its own, no key and no headers of the caller's client,
/// follows nothing, and does not go to private addresses unless allowed. The handler here connects by itself, so a name is looked up before, and again by the handler.
/// </summary>
internal sealed class DownloadSender(FalClientOptions options) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(ApiSender.NewHandler(), disposeHandler: true);

    /// <summary>Sends one request; the head of the answer is here when it returns.</summary>
    /// <exception cref="FalApiException">The address leads to this machine or its private network.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (!options.AllowPrivateDownloads)
            await CheckAsync(message.RequestUri!, cancellationToken).ConfigureAwait(false);
        return await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    private async Task CheckAsync(Uri address, CancellationToken cancellationToken)
    {
        string host = address.DnsSafeHost;
        IPAddress[] addresses;
        try
        {
            addresses = IPAddress.TryParse(host, out IPAddress? literal) ? [literal] : await options.Network.ResolveAsync(host, cancellationToken).ConfigureAwait(false);
        }
        catch (System.Net.Sockets.SocketException error)
        {
            throw new HttpRequestException(error.Message, error);
        }

        if (Array.Exists(addresses, PrivateAddresses.IsPrivate))
            throw new FalApiException($"The file's address ({host}) leads to this machine or its private network. Set FalClientOptions.AllowPrivateDownloads if this is intended.");
    }
}
