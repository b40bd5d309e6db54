using KlingGen.Batches;

namespace Batches.Tests.Store;

/// <content>Import, leases, budgets.</content>
public abstract class LeaseContract(string kind) : StoreContract(kind)
{
    [Fact]
    public async Task An_import_continues_where_it_was_interrupted_and_a_bad_line_costs_nothing()
    {
        await Store.CreateAsync(Definition(), Stop);
        Assert.Equal(3, await Store.AppendAsync("batch", 1, [Line(1), Line(2), Line(3)], Stop));
        Assert.Empty(await LeaseAsync(5));
        await Store.CreateAsync(Definition(), Stop);
        Assert.Equal(4, await Store.AppendAsync("batch", 1, [Line(1), Line(2), Line(3), new FalBatchLine { Input = "{", Error = "line 4: no" }], Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.AppendAsync("batch", 6, [Line(6)], Stop));
        await Store.SealAsync("batch", Stop);
        Assert.Equal(4, await Store.AppendAsync("batch", 5, [Line(5)], Stop));

        FalBatchStatus status = await StatusAsync();
        Assert.Equal((4, 3, 1, 0m, 0m), (status.Total, status.Planned, status.Failed, status.Reserved, status.Spent));
        FalBatchEvent bad = Assert.Single(await Store.ReadEventsAsync("batch", 0, 10, Stop));
        Assert.Equal((4, FalBatchErrors.InvalidInput, "line 4: no"), (bad.Job.Number, bad.Job.ErrorType, bad.Job.Error));
        Assert.Equal(0, await Store.RetryFailedAsync("batch", null, 10, Stop));
        Assert.Equal([1, 2, 3], (await LeaseAsync(5)).Select(static job => job.Number));
    }

    [Fact]
    public async Task An_id_that_another_endpoint_has_is_refused_in_words()
    {
        await BatchAsync(1);
        FalBatchStoreException error = await Assert.ThrowsAsync<FalBatchStoreException>(() => Store.CreateAsync(Definition() with { EndpointId = "fal-ai/flux/dev" }, Stop));
        Assert.Contains("Give it another id.", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<FalBatchStoreException>(() => Store.SealAsync("nowhere", Stop));
        Assert.Contains("There is no batch nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leases_stay_within_the_slots_of_the_account_and_of_the_batch()
    {
        await BatchAsync(20, Definition("one", maxInFlight: 4));
        await BatchAsync(20, Definition("two", maxInFlight: 100));
        IReadOnlyList<FalBatchJobKey> first = await LeaseAsync(100, slots: 10);
        Assert.Equal(10, first.Count);
        Assert.Equal(4, first.Count(static job => job.BatchId == "one"));
        Assert.Empty(await LeaseAsync(100, slots: 10));
        Assert.Empty(await LeaseAsync(100, slots: 10, account: "nobody"));

        Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(10, (await SweepAsync()).Returned);
        Assert.Equal(3, (await LeaseAsync(3, slots: 10)).Count);
    }

    [Fact]
    public async Task Budget_is_reserved_with_the_lease_and_never_passed()
    {
        await BatchAsync(10, Definition(budget: 1.2m, cost: 0.5m));
        Assert.Equal(2, (await LeaseAsync(10)).Count);
        FalBatchStatus status = await StatusAsync();
        Assert.Equal((1m, 0m, false), (status.Reserved, status.Spent, status.IsOutOfBudget));
        Assert.Empty(await LeaseAsync(10));
        Assert.True((await StatusAsync()).IsOutOfBudget);
        Assert.False((await StatusAsync()).IsIdle);

        await Store.SetBudgetAsync("batch", 1.5m, Stop);
        Assert.Single(await LeaseAsync(10));
        await Store.SetBudgetAsync("batch", null, Stop);
        Assert.Equal(7, (await LeaseAsync(10)).Count);
        await Store.SetBudgetAsync("batch", 100, Stop);
    }

    [Fact]
    public async Task A_job_that_is_too_dear_leaves_the_budget_to_the_others()
    {
        await Store.CreateAsync(Definition(budget: 1m, cost: null), Stop);
        await Store.AppendAsync("batch", 1, [Line(1) with { Estimate = 2m }, Line(2) with { Estimate = 0.4m }, Line(3) with { Estimate = 0.4m }, Line(4) with { Estimate = 0.4m }], Stop);
        await Store.SealAsync("batch", Stop);
        Assert.Equal([2], (await LeaseAsync(1)).Select(static job => job.Number));
        Assert.Equal([3], (await LeaseAsync(1)).Select(static job => job.Number));
        Assert.Empty(await LeaseAsync(1));
        Assert.Equal(0.8m, (await StatusAsync()).Reserved);
    }

    [Fact]
    public async Task Paused_and_cancelled_batches_lease_nothing()
    {
        await BatchAsync(5);
        FalBatchJobKey sent = await SubmittedAsync();
        FalBatchJobKey leased = Assert.Single(await LeaseAsync(1));
        Assert.True(await Store.SetStateAsync("batch", FalBatchState.Paused, "because", Stop));
        Assert.Empty(await LeaseAsync(10));
        Assert.Equal("because", (await StatusAsync()).PauseReason);
        Assert.True(await Store.SetStateAsync("batch", FalBatchState.Running, null, Stop));
        Assert.Single(await LeaseAsync(1));
        Assert.True(await Store.SetStateAsync("batch", FalBatchState.Cancelled, null, Stop));
        Assert.False(await Store.SetStateAsync("batch", FalBatchState.Running, null, Stop));
        Assert.Equal(4, (await SweepAsync()).Cancelled);
        Assert.Empty(await Store.BeginSubmitAsync([leased], TimeSpan.FromMinutes(1), Stop));
        Assert.Equal(FalBatchFinish.Stored, await FinishAsync(sent));
        FalBatchStatus status = await StatusAsync();
        Assert.Equal((4, 1, true, 0m, 0.25m), (status.Cancelled, status.Completed, status.IsFinished, status.Reserved, status.Spent));
    }

    [Fact]
    public async Task A_lease_that_ends_before_anything_is_sent_goes_back_and_its_holder_can_send_nothing()
    {
        await BatchAsync(1);
        FalBatchJobKey first = Assert.Single(await LeaseAsync(1));
        Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(new FalBatchSweep(1, 0, 0, 0), await SweepAsync());
        Assert.Equal(0m, (await StatusAsync()).Reserved);
        FalBatchJobKey second = Assert.Single(await LeaseAsync(1));
        Assert.True(second.Fence > first.Fence);
        Assert.Empty(await Store.BeginSubmitAsync([first], TimeSpan.FromMinutes(1), Stop));
        Assert.Single(await Store.BeginSubmitAsync([second], TimeSpan.FromMinutes(1), Stop));
        Assert.Empty(await Store.BeginSubmitAsync([second], TimeSpan.FromMinutes(1), Stop));
        Assert.False(await AnswerAsync(first, FalBatchAnswerKind.NotSent));
    }

    [Fact]
    public async Task A_job_that_ends_its_workers_is_put_aside()
    {
        await BatchAsync(1);
        for (int life = 1; life <= 3; life++)
        {
            Assert.Single(await LeaseAsync(1));
            Pass(TimeSpan.FromMinutes(2));
            FalBatchSweep sweep = await SweepAsync(maxLeases: 3);
            Assert.Equal((life < 3 ? 1 : 0, life < 3 ? 0 : 1), (sweep.Returned, sweep.PutAside));
        }

        Assert.Equal(FalBatchErrors.PutAside, Assert.Single(await Store.ReadEventsAsync("batch", 0, 10, Stop)).Job.ErrorType);
        Assert.Equal(1, await Store.RetryFailedAsync("batch", null, 10, Stop));
        Assert.Single(await LeaseAsync(1));
    }

    [Fact]
    public async Task Parallel_leases_of_two_programs_share_no_job_and_pass_no_limit()
    {
        await BatchAsync(60, Definition(budget: 20m, cost: 0.5m, maxInFlight: 50));
        await using SqlBatchStore other = NewStore();
        await other.OpenAsync(Stop);
        SqlBatchStore[] programs = [Store, other];
        FalBatchLeases[] leases = await Task.WhenAll(Enumerable.Range(0, 12).Select(index => Task.Run(() => programs[index % 2].LeaseAsync(Request(7, slots: 45), Stop), Stop)));
        long[] numbers = [.. leases.SelectMany(static lease => lease.Jobs).Select(static job => job.Number)];
        Assert.Equal(40, numbers.Length);
        Assert.Equal(40, numbers.Distinct().Count());
        await Audit.CheckAsync(other);
    }
}
