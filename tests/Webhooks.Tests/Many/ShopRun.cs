using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Tests.Many;

/// <summary>One run of the sample's shop on an emulator whose webhooks get lost, come twice, overtake each other and overtake their own submits.</summary>
internal sealed record ShopRun(int Seed, IReadOnlyList<Order> Orders, IReadOnlyList<Order> Dropped, int Begun, int Doubled, int Early, int Submits)
{
    public int ReportedByWebhook => Orders.Count(static order => order.ReportedBy == "webhook");

    public int NotOnce => Orders.Count(static order => order.Completions != 1);

    public static async Task<ShopRun> OfAsync(int jobs, int seed, Action<IServiceCollection>? configure = null)
    {
        // The waiting of the service, of the webhooks and of the follow-up passes when nothing else goes on.
        var clock = new IdleTime();
        // A run that would never end is ended.
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(HangGuard.Limit);
        CancellationToken token = guard.Token;
        await using FalEmulator emulator = await FalEmulator.StartAsync(Service(clock), token);
        await using Shop shop = await Shop.StartAsync(emulator.Address, clock, services =>
        {
            // The service holds answers back until a webhook was delivered, which may take longer than the usual limit.
            services.Configure<FalClientOptions>(static options => options.RequestTimeout = TimeSpan.FromHours(2));
            configure?.Invoke(services);
        });
        var all = new TaskCompletionSource();
        int completed = 0, early = 0;
        shop.Orders.Completed += order =>
        {
            if (order.Completions == 1 && Interlocked.Increment(ref completed) == jobs)
                all.TrySetResult();
        };

        emulator.Webhooks.Behavior = new()
        {
            DropProbability = 0.2,
            DuplicateProbability = 0.2,
            BeforeAnswerProbability = 0.2,
            LongestDelay = TimeSpan.FromSeconds(60),
            Seed = seed,
        };
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(token);
        Task followUp = shop.FollowUp.RunAsync(every: TimeSpan.FromMinutes(1), silence: TimeSpan.FromMinutes(5), stopping.Token);
        await Parallel.ForAsync(0, jobs, new ParallelOptions { MaxDegreeOfParallelism = 48, CancellationToken = token }, async (i, _) =>
        {
            await shop.OrderAsync($"order-{i}", $"print {i}");
            if (shop.Orders.Find($"order-{i}").ReportedBy == "webhook")
                Interlocked.Increment(ref early);
        });
        await all.Task.WaitAsync(token);
        await stopping.CancelAsync();
        await followUp;
        int begun = emulator.Webhooks.Begun;
        await emulator.Webhooks.WaitForAsync(deliveries => deliveries.Count(static delivery => delivery.StatusCode == 200) == begun, token);

        List<Order> orders = [.. shop.Orders.All];
        ILookup<string, FalWebhookDelivery> sent = emulator.Webhooks.Deliveries.ToLookup(static delivery => delivery.RequestId);
        return new ShopRun(
            seed,
            orders,
            [.. orders.Where(order => !sent.Contains(order.Handle!.RequestId))],
            begun,
            orders.Count(order => sent[order.Handle!.RequestId].Count(static delivery => delivery.Attempt == 1) == 2),
            early,
            emulator.Journal.Entries.Count(static entry => entry.Operation == KlingGen.Emulator.FalOperation.Submit));
    }

    public override string ToString() =>
        $"seed {Seed}: {Orders.Count} jobs, {Begun} webhooks, {Dropped.Count} jobs without, {Doubled} with two, {Early} completed before the answer to their submit, "
        + $"{ReportedByWebhook} reported by webhook, {Orders.Count - ReportedByWebhook} by the follow-up, {NotOnce} not completed exactly once";

    private static FalEmulatorOptions Service(TimeProvider clock) => new()
    {
        Schemas = { Repository.File("schemas/kling-image-v3-text-to-image.json") },
        Timing = FalEmulatorTiming.Instant,
        DrawPictures = false,
        TimeProvider = clock,
        ResultRetention = TimeSpan.FromDays(1),
        ConcurrencyLimit = 64,
    };
}
