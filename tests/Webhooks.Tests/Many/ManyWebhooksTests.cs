using KlingGen;
using KlingGen.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Tests.Many;

/// <summary>The sample's receiver and follow-up under everything that can happen to webhooks.</summary>
[Collection(IdleTime.Collection)]
public sealed class ManyWebhooksTests
{
    [Fact]
    public async Task Of_five_thousand_jobs_each_is_completed_once()
    {
        const int Jobs = 5000;
        ShopRun run = await ShopRun.OfAsync(Jobs, seed: Seeds.Of(20_261_122));
        TestContext.Current.TestOutputHelper!.WriteLine(run.ToString());

        Assert.Equal((Jobs, Jobs), (run.Orders.Count, run.Submits));
        Assert.All(run.Orders, static order => Assert.Equal((1, "1 picture(s)"), (order.Completions, order.Outcome)));
        Assert.All(run.Dropped, static order => Assert.Equal("follow-up", order.ReportedBy));
        // The run was as rough as it was meant to be.
        Assert.InRange(run.Dropped.Count, Jobs * 15 / 100, Jobs * 25 / 100);
        Assert.InRange(run.Doubled, Jobs * 12 / 100, Jobs * 20 / 100);
        Assert.InRange(run.Early, Jobs / 20, Jobs);
    }

    [Fact]
    public async Task A_shop_that_forgets_what_it_has_handled_is_caught()
    {
        ShopRun run = await ShopRun.OfAsync(150, seed: 1, static services => services.AddSingleton<IFalWebhookStore, Forgetful>());
        TestContext.Current.TestOutputHelper!.WriteLine(run.ToString());
        Assert.InRange(run.NotOnce, 1, 150);
    }

    [Fact]
    public async Task The_sample_runs_offline_and_completes_every_order_once()
    {
        CommandResult run = await CommandLine.RunAsync(AppContext.BaseDirectory, "dotnet", "Webhooks.dll");
        run.ShouldSucceed();
        Assert.Contains("order-lost: 1 picture(s), reported by webhook", run.Output, StringComparison.Ordinal);
        Assert.Contains("reported by follow-up", run.Output, StringComparison.Ordinal);
        Assert.Contains("for 21 orders; completed more than once: 0", run.Output, StringComparison.Ordinal);
    }

    /// <summary>No store at all: every delivery is handled.</summary>
    private sealed class Forgetful : IFalWebhookStore
    {
        public ValueTask<FalWebhookClaim> ClaimAsync(string requestId, TimeSpan lease, CancellationToken cancellationToken = default) =>
            new(new FalWebhookClaim(FalWebhookClaimStatus.Claimed, "mine"));

        public ValueTask<bool> CompleteAsync(string requestId, string token, CancellationToken cancellationToken = default) => new(true);

        public ValueTask ReleaseAsync(string requestId, string token, CancellationToken cancellationToken = default) => default;
    }
}
