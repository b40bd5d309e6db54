using KlingGen;
using KlingGen.TestKit;
using Microsoft.Extensions.Time.Testing;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Once;

public sealed class ReplayTests
{
    [Fact]
    public async Task A_recorded_webhook_that_is_sent_a_thousand_times_is_handled_once()
    {
        const int Replays = 1000, Seed = 5;
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
        var signer = new Signer(1);
        using var keys = new KeyServer(signer);
        using FalWebhookVerifier verifier = keys.NewVerifier(clock);
        var inbox = new FalWebhookInbox(timeProvider: clock);
        Delivery recorded = signer.Webhook(clock.GetUtcNow(), "{}"u8.ToArray());
        var random = new Random(Seeds.Of(Seed));
        int handled = 0, repeated = 0, stale = 0;
        for (int i = 0; i < Replays; i++)
        {
            FalWebhookVerificationResult check = await verifier.VerifyAsync(recorded.Headers, recorded.Body);
            if (check.IsValid)
                repeated += await inbox.HandleAsync(check.Webhook.RequestId!, _ => Task.FromResult(handled++)) == FalWebhookHandlingStatus.AlreadyHandled ? 1 : 0;
            else
                stale += check.Status == FalWebhookVerificationStatus.TooOld ? 1 : 0;
            clock.Advance(TimeSpan.FromSeconds(random.NextDouble()));
        }

        Assert.Equal(1, handled);
        Assert.Equal(Replays, 1 + repeated + stale);
        Assert.InRange(repeated, 1, Replays);
        Assert.InRange(stale, 1, Replays);
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {Seed}: {Replays} times, {handled} handled, {repeated} known, {stale} too old");
    }
}
