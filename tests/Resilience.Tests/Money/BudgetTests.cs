using System.Collections.Concurrent;
using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Resilience.Tests.Support;

namespace Resilience.Tests.Money;

/// <summary>500 random batches under random faults; the emulator's billing record is the evidence of what was spent.</summary>
[Collection(IdleTime.Collection)]
public sealed class BudgetTests(ITestOutputHelper output)
{
    private const int Batches = 500;
    private static readonly int Seed = Seeds.Of(20261122) % 1_000_000_000;

    [Fact]
    public async Task No_batch_spends_more_than_its_limit()
    {
        var broken = new ConcurrentQueue<string>();
        var outcomes = new Tally();
        int billed = 0, exhausted = 0;
        await Bookkeeping.RunAsync(Enumerable.Range(Seed, Batches), Price, async (fal, seed) =>
        {
            Batch batch = Batch.Of(seed);
            var budget = new FalBudget(batch.Limit) { CostWhenUnknown = batch.Estimates ? null : 9 * Batch.Price };
            await HangGuard.Within(RunAsync(fal, batch, seed, budget, outcomes), batch.ToString());
            return budget;
        }, (ledger, budget) =>
        {
            Interlocked.Add(ref billed, ledger.Jobs);
            if (budget.Remaining < Batch.Price)
                Interlocked.Increment(ref exhausted);
            if (Fault(ledger, budget) is { } fault)
                broken.Enqueue($"seed {ledger.Seed}: {fault}; {budget}; {Batch.Of(ledger.Seed)}");
        });

        output.WriteLine($"seed {Seed}: {Batches} batches, {billed} jobs billed, {exhausted} budgets used up, none passed");
        output.WriteLine(outcomes.ToString());
        Assert.True(broken.IsEmpty, string.Join('\n', broken));
        Assert.InRange(billed, 500, int.MaxValue);
    }

    [Fact]
    public async Task A_batch_that_counts_only_the_results_it_sees_fails_the_same_check()
    {
        var passed = new ConcurrentQueue<string>();
        await Bookkeeping.RunAsync(Enumerable.Range(Seed, 60), Price, async (fal, seed) =>
        {
            Batch batch = Batch.Of(seed);
            await NaiveAsync(fal, batch, seed);
            return batch;
        }, (ledger, batch) =>
        {
            if (ledger.Spent > batch.Limit)
                passed.Enqueue($"seed {ledger.Seed}: {ledger.Spent} of {batch.Limit}");
        });

        output.WriteLine($"{passed.Count} of 60 passed their limits, such as {passed.FirstOrDefault()}");
        Assert.NotEmpty(passed);
    }

    private static string? Fault(Ledger ledger, FalBudget budget) =>
        ledger.Spent > budget.Limit ? $"{ledger.Spent} were spent"
        : ledger.Spent > budget.Spent ? $"{ledger.Spent} were spent, and the budget knows of {budget.Spent}"
        : budget.Spent > budget.Limit ? "the budget is passed"
        : budget.Reserved != 0 ? "something is still reserved"
        : budget.TotalReserved != budget.Spent + budget.TotalReleased ? $"{budget.TotalReserved} were reserved, {budget.TotalReleased} released"
        : null;

    private static void Price(FalEmulatorOptions options) => options.DefaultPrice = new FalEmulatorPrice(Batch.Price);

    private static async Task RunAsync(FalClient fal, Batch batch, int seed, FalBudget budget, Tally outcomes)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var endpoint = new Kling(fal, batch.Estimates);
        int seen = 0;
        try
        {
            await foreach (FalOutcome<FalJson, FalJson> outcome in endpoint.RunManyAsync(batch.Images.Select(images => Bookkeeping.Input(seed, images)), new FalRunManyOptions { MaxConcurrency = batch.MaxConcurrency, Budget = budget }, source.Token))
            {
                outcomes.Add("batches", outcome.Error?.GetType().Name ?? "a result");
                if (seen++ != batch.StopAfter)
                    continue;
                if (!batch.Cancels)
                    break;
                await source.CancelAsync();
            }
        }
        catch (FalCanceledException) when (source.IsCancellationRequested)
        {
            outcomes.Add("batches", "cancelled");
        }
    }

    // What one writes without thinking of lost answers: what failed has cost nothing.
    private static async Task NaiveAsync(FalClient fal, Batch batch, int seed)
    {
        var endpoint = new Kling(fal, estimates: true);
        decimal spent = 0;
        foreach (FalJson input in batch.Images.Select(images => Bookkeeping.Input(seed, images)))
        {
            if (spent + endpoint.EstimateCost(input)!.Amount > batch.Limit)
                break;
            try
            {
                spent += (await endpoint.SubscribeAsync(input, cancellationToken: TestContext.Current.CancellationToken)).Cost?.Amount ?? 0;
            }
            catch (FalException)
            {
            }
        }
    }

    /// <summary>The endpoint as the generator emits it, for free JSON.</summary>
    private sealed class Kling(FalClient fal, bool estimates) : FalEndpoint<FalJson, FalJson>(fal, Rig.Id, new FalPrice(Batch.Price, "images", "USD"))
    {
        protected override long? CountImages(FalJson input) => estimates ? input.Element.GetProperty("num_images").GetInt64() : null;
    }
}
