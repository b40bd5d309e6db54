using KlingGen;
using Microsoft.AspNetCore.Http;
using Webhooks.Fal.KlingImageV3TextToImage;

namespace Webhooks;

/// <summary>What happens when a webhook comes.</summary>
public sealed class WebhookReceiver(FalWebhookVerifier verifier, FalWebhookInbox inbox, FalWebhookJobKey key, FalClient fal, OrderBook orders)
{
    /// <returns>The status to answer with. The service delivers again unless it is 2xx.</returns>
    public async Task<int> ReceiveAsync(HttpRequest request)
    {
        CancellationToken token = request.HttpContext.RequestAborted;
        try
        {
            // 1. Did the service send exactly these bytes, just now? The body is the raw one: nothing may have read or parsed it before.
            FalWebhookVerificationResult check = await verifier.VerifyAsync(FalWebhookHeaders.Read(name => request.Headers[name]), request.Body, token);
            if (!check.IsValid)
                return check.Status == FalWebhookVerificationStatus.BodyTooLong ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status401Unauthorized;

            // 2. Did we ask for it? The service signs for all its customers; the MAC in the address is ours alone.
            if (!key.TryRead(request.QueryString.Value, out FalWebhookJob? job))
                return StatusCodes.Status401Unauthorized;

            // 3. What does it say? An order whose submit was never answered learns its job here.
            FalWebhook<KlingImageV3TextToImageOutput> webhook = fal.KlingImageV3TextToImage().ParseWebhook(check.Webhook);
            if (!orders.TryAttach(job.ClientJobId, webhook.Job.Handle))
                return StatusCodes.Status409Conflict;

            // 4. Once, however often it comes.
            FalWebhookHandlingStatus handling = await inbox.HandleAsync(webhook.RequestId, token => CompleteAsync(job.ClientJobId, webhook, token), token);
            return handling is FalWebhookHandlingStatus.Handled or FalWebhookHandlingStatus.AlreadyHandled ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        }
        catch (FalWebhookFormatException)
        {
            return StatusCodes.Status400BadRequest;
        }
        catch (FalException)
        {
            // No keys to compare with, or no result to fetch, at this moment.
            return StatusCodes.Status503ServiceUnavailable;
        }
    }

    private async Task CompleteAsync(string orderId, FalWebhook<KlingImageV3TextToImageOutput> webhook, CancellationToken token)
    {
        string outcome = webhook.Failure is { } failure
            ? failure.Message
            : $"{(await webhook.GetResultAsync(token)).Value.Images.Count} picture(s)";
        await orders.CompleteAsync(orderId, outcome, "webhook");
    }
}
