using System.Net;
using System.Text.Json;

namespace KlingGen;

/// <summary>Asks the service for its keys, once, under a time limit and a length limit.</summary>
internal sealed class WebhookKeySource : IDisposable
{
    private const int LongestSet = 256 * 1024;

    private readonly FalWebhookOptions _options;
    private readonly IFalEd25519 _ed25519;
    private readonly ApiSender _sender;
    private readonly Uri _address;

    public WebhookKeySource(FalWebhookOptions options, IFalEd25519 ed25519, HttpClient? foreign)
    {
        _options = options;
        _ed25519 = ed25519;
        _sender = new ApiSender(foreign);
        _address = new Uri(options.RestBaseAddress, ".well-known/jwks.json");
    }

    /// <exception cref="FalConnectionException">The service was not reached.</exception>
    /// <exception cref="FalApiException">Its answer holds no keys.</exception>
    public async Task<WebhookKeySet> FetchAsync()
    {
        using var limit = new AttemptDeadline(_options.KeyTimeout, _options.TimeProvider, CancellationToken.None);
        try
        {
            return await FetchAsync(limit.Token).ConfigureAwait(false);
        }
        // Whatever it is: handlers of a client given by hand may throw anything.
        catch (Exception error) when (error is not FalException)
        {
            string cause = error is OperationCanceledException ? $"no answer within {CallDeadline.Shown(_options.KeyTimeout)} (FalWebhookOptions.KeyTimeout)" : error.Message.TrimEnd('.');
            throw new FalConnectionException($"The keys of the service's webhooks could not be fetched from {_address}: {cause}. Answer the webhook with 503: it is delivered again.", error)
            {
                Address = _address,
                Attempts = 1,
            };
        }
    }

    public void Dispose() => _sender.Dispose();

    private async Task<WebhookKeySet> FetchAsync(CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, _address);
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Value);
        using HttpResponseMessage response = await _sender.SendAsync(message, cancellationToken).ConfigureAwait(false);
        if (message.RequestUri != _address)
            throw new RedirectFollowedException();
        if (response.StatusCode != HttpStatusCode.OK)
            throw NotKeys(response.StatusCode, "no keys came with it", null);

        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            byte[] set = await LimitedBody.ReadAsync(body, LongestSet, cancellationToken).ConfigureAwait(false)
                ?? throw NotKeys(response.StatusCode, $"the answer is longer than {LongestSet} bytes", null);
            try
            {
                return WebhookKeySet.Parse(set, _ed25519, _options.TimeProvider.GetUtcNow());
            }
            catch (JsonException error)
            {
                throw NotKeys(response.StatusCode, $"the answer is no key set ({error.Message.TrimEnd('.')})", error);
            }
        }
    }

    private FalApiException NotKeys(HttpStatusCode status, string cause, Exception? inner) => new(
        $"{_address} answered {(int)status}, and {cause}. Answer the webhook with 503: it is delivered again. If this persists, check FalWebhookOptions.RestBaseAddress.", inner)
    {
        StatusCode = status,
        IsRetryable = true,
    };
}
