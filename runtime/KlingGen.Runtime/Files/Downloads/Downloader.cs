using System.Net;
using System.Net.Http.Headers;

namespace KlingGen;

/// <summary>Fetches files, by the sender without credentials.</summary>
internal sealed class Downloader(FalClientOptions options, DownloadSender sender)
{
    private const int MaxRedirects = 5;

    /// <summary>Opens an address for reading, from a position on.</summary>
    public async Task<FileReply> OpenAsync(string url, long from, EntityTagHeaderValue? version, CancellationToken cancellationToken)
    {
        Uri address = Check(url, null);
        for (int redirects = 0; ; redirects++)
        {
            using HttpRequestMessage message = NewMessage(address, from, version);
            HttpResponseMessage response = await SendAsync(message, address, cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
            {
                response.Dispose();
                if (redirects == MaxRedirects)
                    throw new FalApiException($"The file at {address.Host} could not be fetched: more than {MaxRedirects} redirects.");
                address = Check(new Uri(address, location).AbsoluteUri, address);
                continue;
            }

            // 416: there is nothing behind the position, which is the end of a file whose length was never announced.
            if (response.IsSuccessStatusCode || (from > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable))
                return new FileReply(response, options);
            using (response)
                throw Refused(address, response.StatusCode);
        }
    }

    private static HttpRequestMessage NewMessage(Uri address, long from, EntityTagHeaderValue? version)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address);
        InBrowser.StreamAnswer(message);
        if (from > 0)
        {
            message.Headers.Range = new RangeHeaderValue(from, null);
            if (version is { IsWeak: false })
                message.Headers.IfRange = new RangeConditionHeaderValue(version);
        }

        return message;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, Uri address, CancellationToken cancellationToken)
    {
        using var limit = new AttemptDeadline(options.RequestTimeout, options.TimeProvider, cancellationToken);
        try
        {
            return await sender.SendAsync(message, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreached(address, $"no answer within {CallDeadline.Shown(options.RequestTimeout)} (FalClientOptions.RequestTimeout).", error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Unreached(address, InBrowser.Explain(error.Message.TrimEnd('.')) + ".", error);
        }
    }

    private static FalConnectionException Unreached(Uri address, string cause, Exception error) =>
        new($"The file at {address.Host} could not be fetched: {cause}", error) { Address = address, Attempts = 1 };

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
}
