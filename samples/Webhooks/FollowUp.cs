using KlingGen;
using Webhooks.Fal.KlingImageV3TextToImage;

namespace Webhooks;

/// <summary>Asks about the orders that no webhook has reported: one may be lost for good, however often the service tried.</summary>
public sealed class FollowUp(OrderBook orders, FalWebhookInbox inbox, FalClient fal, TimeProvider time)
{
    /// <summary>Sweeps now and then, for as long as the program runs.</summary>
    /// <param name="every">The pause between two sweeps.</param>
    /// <param name="silence">How old an order is before it is asked about.</param>
    /// <param name="token">Ends it.</param>
    public async Task RunAsync(TimeSpan every, TimeSpan silence, CancellationToken token)
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(token))
                await SweepAsync(silence, token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <returns>How many orders it completed.</returns>
    public async Task<int> SweepAsync(TimeSpan silence, CancellationToken token)
    {
        int completed = 0;
        foreach (Order order in orders.OpenSince(time.GetUtcNow() - silence))
        {
            try
            {
                // Without a handle the submit itself was never answered: its webhook says it, or docs/surviving-crashes.md.
                if (order.Handle is { } handle && await ReportAsync(order.Id, fal.KlingImageV3TextToImage().Resume(handle), token))
                    completed++;
            }
            catch (FalException)
            {
                // The service could not be asked. The next sweep asks again.
            }
        }

        return completed;
    }

    private async Task<bool> ReportAsync(string orderId, FalJob<KlingImageV3TextToImageOutput> job, CancellationToken token)
    {
        if ((await job.GetStatusAsync(cancellationToken: token)).State != FalQueueState.Completed)
            return false;

        string outcome;
        try
        {
            outcome = $"{(await job.GetResultAsync(token)).Value.Images.Count} picture(s)";
        }
        catch (FalApiException failure) when (!failure.IsRetryable)
        {
            outcome = failure.Message;
        }

        // The same inbox as the webhooks': whoever is first completes the order, and the other finds it done.
        return await inbox.HandleAsync(job.RequestId, _ => orders.CompleteAsync(orderId, outcome, "follow-up"), token) == FalWebhookHandlingStatus.Handled;
    }
}
