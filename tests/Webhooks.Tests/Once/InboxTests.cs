using System.Collections.Concurrent;
using KlingGen;
using KlingGen.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace Webhooks.Tests.Once;

public sealed class InboxTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));

    [Fact]
    public async Task Each_job_is_handled_once_however_many_deliver_it_at_once()
    {
        const int Jobs = 200, Copies = 20;
        var inbox = new FalWebhookInbox(timeProvider: _clock);
        Assert.Empty(await DoubledAsync(inbox, Jobs, Copies));
    }

    [Fact]
    public async Task A_store_that_looks_first_and_writes_later_is_caught()
    {
        var inbox = new FalWebhookInbox(new LookingFirst(), timeProvider: _clock);
        Assert.NotEmpty(await DoubledAsync(inbox, 50, 20));
    }

    [Fact]
    public async Task A_handler_that_fails_is_run_again_by_the_next_delivery()
    {
        var inbox = new FalWebhookInbox(timeProvider: _clock);
        int runs = 0;
        for (int i = 0; i < 3; i++)
            await Assert.ThrowsAsync<InvalidDataException>(() => inbox.HandleAsync("a", _ => ++runs < 4 ? throw new InvalidDataException() : Task.CompletedTask));
        Assert.Equal(FalWebhookHandlingStatus.Handled, await inbox.HandleAsync("a", _ => Count(ref runs)));
        Assert.Equal(FalWebhookHandlingStatus.AlreadyHandled, await inbox.HandleAsync("a", _ => Count(ref runs)));
        Assert.Equal(4, runs);
    }

    [Fact]
    public async Task While_a_handler_runs_others_are_reported_so()
    {
        var inbox = new FalWebhookInbox(timeProvider: _clock);
        var hold = new TaskCompletionSource();
        Task<FalWebhookHandlingStatus> first = inbox.HandleAsync("a", _ => hold.Task);
        Assert.Equal(FalWebhookHandlingStatus.Busy, await inbox.HandleAsync("a", _ => throw new InvalidOperationException("run twice")));
        Assert.Equal(FalWebhookHandlingStatus.Handled, await inbox.HandleAsync("b", _ => Task.CompletedTask));
        hold.SetResult();
        Assert.Equal(FalWebhookHandlingStatus.Handled, await first);
    }

    [Fact]
    public async Task A_process_that_died_blocks_a_job_no_longer_than_its_lease()
    {
        var store = new FalInMemoryWebhookStore(timeProvider: _clock);
        FalWebhookClaim dead = await store.ClaimAsync("a", TimeSpan.FromMinutes(5));
        Assert.Equal(FalWebhookClaimStatus.Claimed, dead.State);
        var inbox = new FalWebhookInbox(store, timeProvider: _clock);
        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.Equal(FalWebhookHandlingStatus.Busy, await inbox.HandleAsync("a", _ => Task.CompletedTask));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(FalWebhookHandlingStatus.Handled, await inbox.HandleAsync("a", _ => Task.CompletedTask));
        Assert.False(await store.CompleteAsync("a", dead.Token!));
        await store.ReleaseAsync("a", dead.Token!);
        Assert.Equal(FalWebhookHandlingStatus.AlreadyHandled, await inbox.HandleAsync("a", _ => Task.CompletedTask));
    }

    [Fact]
    public async Task A_claim_that_has_passed_to_another_gives_no_power_over_it()
    {
        var store = new FalInMemoryWebhookStore(timeProvider: _clock);
        string dead = (await store.ClaimAsync("a", TimeSpan.FromMinutes(5))).Token!;
        _clock.Advance(TimeSpan.FromMinutes(5));
        string alive = (await store.ClaimAsync("a", TimeSpan.FromMinutes(5))).Token!;
        Assert.False(await store.CompleteAsync("a", dead));
        await store.ReleaseAsync("a", dead);
        Assert.Equal(FalWebhookClaimStatus.Busy, (await store.ClaimAsync("a", TimeSpan.FromMinutes(5))).State);
        Assert.True(await store.CompleteAsync("a", alive));
        Assert.Equal(FalWebhookClaimStatus.Completed, (await store.ClaimAsync("a", TimeSpan.FromMinutes(5))).State);
    }

    [Fact]
    public async Task A_handler_that_is_too_slow_is_reported_and_loses_its_job()
    {
        var inbox = new FalWebhookInbox(lease: TimeSpan.FromMinutes(1), timeProvider: _clock);
        var started = new TaskCompletionSource();
        Task<FalWebhookHandlingStatus> obedient = inbox.HandleAsync("a", async token =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        });
        await started.Task;
        _clock.Advance(TimeSpan.FromMinutes(1));
        FalTimeoutException error = await Assert.ThrowsAsync<FalTimeoutException>(() => obedient);
        Assert.Equal(("a", TimeSpan.FromMinutes(1)), (error.RequestId, error.Limit));

        var hold = new TaskCompletionSource();
        Task<FalWebhookHandlingStatus> deaf = inbox.HandleAsync("a", _ => hold.Task);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(FalWebhookHandlingStatus.Handled, await inbox.HandleAsync("a", _ => Task.CompletedTask));
        hold.SetResult();
        Assert.Equal(FalWebhookHandlingStatus.LeaseLost, await deaf);
    }

    [Fact]
    public async Task A_caller_that_hangs_up_after_the_work_leaves_it_noted()
    {
        var inbox = new FalWebhookInbox(timeProvider: _clock);
        using var source = new CancellationTokenSource();
        Assert.Equal(FalWebhookHandlingStatus.Handled, await inbox.HandleAsync("a", _ => source.CancelAsync(), source.Token));
        Assert.Equal(FalWebhookHandlingStatus.AlreadyHandled, await inbox.HandleAsync("a", _ => Task.CompletedTask));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => inbox.HandleAsync("b", token => Task.FromCanceled(token), source.Token));
        Assert.Equal(FalWebhookHandlingStatus.Handled, await inbox.HandleAsync("b", _ => Task.CompletedTask));
    }

    [Fact]
    public async Task The_memory_is_bounded_in_time_and_size()
    {
        var store = new FalInMemoryWebhookStore(capacity: 100, retention: TimeSpan.FromHours(1), timeProvider: _clock);
        var inbox = new FalWebhookInbox(store, timeProvider: _clock);
        for (int i = 0; i < 150; i++)
            await inbox.HandleAsync($"{i}", _ => Task.CompletedTask);
        Assert.Equal(FalWebhookClaimStatus.Claimed, (await store.ClaimAsync("49", TimeSpan.FromMinutes(1))).State);
        Assert.Equal(FalWebhookClaimStatus.Completed, (await store.ClaimAsync("50", TimeSpan.FromMinutes(1))).State);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(FalWebhookClaimStatus.Claimed, (await store.ClaimAsync("149", TimeSpan.FromMinutes(1))).State);

        // Claims are never forgotten early: that would run a handler twice. There is no room for more until one ends.
        for (int i = 0; i < 100; i++)
            await store.ClaimAsync($"c{i}", TimeSpan.FromMinutes(1));
        Assert.Equal(FalWebhookClaimStatus.Busy, (await store.ClaimAsync("one more", TimeSpan.FromMinutes(1))).State);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(FalWebhookClaimStatus.Claimed, (await store.ClaimAsync("one more", TimeSpan.FromMinutes(1))).State);
    }

    private static Task Count(ref int runs)
    {
        runs++;
        return Task.CompletedTask;
    }

    /// <returns>The jobs whose handler ran more than once, or never.</returns>
    private static async Task<string[]> DoubledAsync(FalWebhookInbox inbox, int jobs, int copies)
    {
        var runs = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        int[] order = [.. Enumerable.Range(0, jobs * copies)];
        new Random(Seeds.Of(11)).Shuffle(order);
        await Parallel.ForEachAsync(order, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, token) => await inbox.HandleAsync($"{i % jobs}", async _ =>
        {
            await Task.Yield();
            runs.AddOrUpdate($"{i % jobs}", 1, static (_, count) => count + 1);
        }, token));
        return [.. Enumerable.Range(0, jobs).Select(static i => $"{i}").Where(id => runs.GetValueOrDefault(id) != 1)];
    }

    /// <summary>The mistake everyone makes first: two statements where one would have to be.</summary>
    private sealed class LookingFirst : IFalWebhookStore
    {
        private readonly ConcurrentDictionary<string, bool> _done = new(StringComparer.Ordinal);

        public async ValueTask<FalWebhookClaim> ClaimAsync(string requestId, TimeSpan lease, CancellationToken cancellationToken = default)
        {
            bool done = _done.ContainsKey(requestId);
            await Task.Yield();
            return done ? new(FalWebhookClaimStatus.Completed) : new(FalWebhookClaimStatus.Claimed, "mine");
        }

        public ValueTask<bool> CompleteAsync(string requestId, string token, CancellationToken cancellationToken = default) => new(_done.TryAdd(requestId, true));

        public ValueTask ReleaseAsync(string requestId, string token, CancellationToken cancellationToken = default) => default;
    }
}
