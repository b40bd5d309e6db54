using KlingGen.Batches;
using KlingGen.TestKit;

namespace Batches.Tests.Store;

/// <summary>What comes while a transaction is under way goes into the next one, all of it.</summary>
public sealed class GatheringTests : IDisposable
{
    private readonly List<int[]> _transactions = [];
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _goesOn = new(0);
    private Exception? _failure;

    [Fact]
    public async Task Steps_that_wait_go_together_and_each_gets_its_own_results()
    {
        Gathering<int, string> gathering = New(max: 5);
        Task<IReadOnlyList<string>> first = gathering.RunAsync([1], TestContext.Current.CancellationToken);
        await _begun.WaitAsync(TestContext.Current.CancellationToken);
        Task<IReadOnlyList<string>>[] waiting = [gathering.RunAsync([2, 3], CancellationToken.None), gathering.RunAsync([4], CancellationToken.None), gathering.RunAsync([5, 6, 7], CancellationToken.None), gathering.RunAsync([8], CancellationToken.None)];
        _goesOn.Release(10);
        Assert.Equal(["1"], await HangGuard.Within(first, "the first"));
        Assert.Equal([["2", "3"], ["4"], ["5", "6", "7"], ["8"]], await HangGuard.Within(Task.WhenAll(waiting), "the others"));
        Assert.Equal([[1], [2, 3, 4], [5, 6, 7, 8]], _transactions);
    }

    [Fact]
    public async Task A_mistake_in_one_of_them_is_its_own_and_a_trouble_of_the_database_everybodys()
    {
        Gathering<int, string> gathering = New(max: 64);
        _goesOn.Release(20);
        foreach (bool transient in (bool[])[false, true])
        {
            _failure = transient ? new FalBatchStoreException("full") { IsTransient = true } : new ArgumentException("bad");
            _transactions.Clear();
            Task<IReadOnlyList<string>>[] calls = await BehindOneAsync(gathering, [13], [2], [3]);
            await HangGuard.Within(Task.WhenAll(calls).ContinueWith(static _ => { }, TaskScheduler.Default), "the calls");
            Assert.Equal(transient ? [TaskStatus.Faulted, TaskStatus.Faulted, TaskStatus.Faulted] : [TaskStatus.Faulted, TaskStatus.RanToCompletion, TaskStatus.RanToCompletion], calls.Select(static call => call.Status));
        }

        // It goes on after that.
        Assert.Equal(["4"], await HangGuard.Within(gathering.RunAsync([4], CancellationToken.None), "the next"));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_began_does_nothing()
    {
        Gathering<int, string> gathering = New(max: 64);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gathering.RunAsync([1], new CancellationToken(canceled: true)));
        Assert.Empty(_transactions);
    }

    public void Dispose()
    {
        _begun.Dispose();
        _goesOn.Dispose();
    }

    private Gathering<int, string> New(int max) => new(
        async items =>
        {
            lock (_transactions)
                _transactions.Add([.. items]);
            _begun.Release();
            await _goesOn.WaitAsync(TestContext.Current.CancellationToken);
            return items.Contains(13) ? throw _failure! : [.. items.Select(static item => $"{item}")];
        },
        () => max);

    /// <summary>Calls that come while another transaction is under way.</summary>
    private async Task<Task<IReadOnlyList<string>>[]> BehindOneAsync(Gathering<int, string> gathering, params int[][] calls)
    {
        while (_goesOn.CurrentCount > 0)
            await _goesOn.WaitAsync(TestContext.Current.CancellationToken);
        while (_begun.CurrentCount > 0)
            await _begun.WaitAsync(TestContext.Current.CancellationToken);
        Task<IReadOnlyList<string>> first = gathering.RunAsync([1], CancellationToken.None);
        await _begun.WaitAsync(TestContext.Current.CancellationToken);
        Task<IReadOnlyList<string>>[] waiting = [.. calls.Select(call => gathering.RunAsync(call, CancellationToken.None))];
        _goesOn.Release(20);
        await HangGuard.Within(first, "the first");
        return waiting;
    }
}
