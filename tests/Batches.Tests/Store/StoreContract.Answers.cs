using System.Data.Common;
using KlingGen;
using KlingGen.Batches;

namespace Batches.Tests.Store;

/// <content>Answers, ends, and what is settled.</content>
public abstract class AnswerContract(string kind) : LeaseContract(kind)
{
    [Fact]
    public async Task A_job_goes_its_way_and_is_settled_by_the_units_it_is_billed_for()
    {
        await BatchAsync(1, Definition(folder: "files"));
        FalBatchJobKey job = await SubmittedAsync();
        Assert.Equal(0.5m, (await StatusAsync()).Reserved);
        FalBatchPoll poll = Assert.Single(await Store.TakePollsAsync(new FalBatchPollSchedule(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)), 10, Stop));
        Assert.Equal((job, Handle(job), FalBatchJobState.Submitted), (poll.Key, poll.Handle, poll.State));
        Assert.Empty(await Store.TakePollsAsync(new FalBatchPollSchedule(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)), 10, Stop));

        Assert.Equal(FalBatchFinish.Stored, await FinishAsync(job, units: 3, result: """{"a":1}"""));
        FalBatchStatus status = await StatusAsync();
        Assert.Equal((0m, 0.75m, 1, 1, false), (status.Reserved, status.Spent, status.Completed, status.Downloading, status.IsFinished));
        Assert.Empty(await Store.ReadEventsAsync("batch", 0, 10, Stop));
        FalBatchDownload download = Assert.Single(await Store.TakeDownloadsAsync(TimeSpan.FromMinutes(5), 10, Stop));
        Assert.Equal((job, "files", """{"a":1}""", 0), (download.Key, download.Folder, download.Result, download.Attempts));
        Assert.Empty(await Store.TakeDownloadsAsync(TimeSpan.FromMinutes(5), 10, Stop));
        Pass(TimeSpan.FromMinutes(6));
        Assert.Equal(1, Assert.Single(await Store.TakeDownloadsAsync(TimeSpan.FromMinutes(5), 10, Stop)).Attempts);
        Assert.True(await Store.FinishDownloadAsync(job, ["a.png", "b.png"], null, Stop));
        Assert.False(await Store.FinishDownloadAsync(job, ["a.png"], null, Stop));

        status = await StatusAsync();
        Assert.Equal((0, 1, 0, true), (status.Completed, status.Downloaded, status.Downloading, status.IsFinished));
        FalBatchEvent done = Assert.Single(await Store.ReadEventsAsync("batch", 0, 10, Stop));
        Assert.Equal((1, FalBatchJobState.Downloaded, """{"a":1}""", 0.75m, "request-1-1"), (done.Sequence, done.Job.State, done.Job.Result, done.Job.Cost, done.Job.RequestId));
        Assert.Equal(["a.png", "b.png"], done.Job.Files);
    }

    [Fact]
    public async Task A_lease_that_ends_while_sending_is_unknown_and_is_never_sent_again_by_itself()
    {
        await BatchAsync(1);
        FalBatchJobKey job = await SendingAsync();
        Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(new FalBatchSweep(0, 1, 0, 0), await SweepAsync());
        FalBatchStatus status = await StatusAsync();
        Assert.Equal((1, 0.5m, true), (status.Unknown, status.Reserved, status.IsFinished));
        Pass(TimeSpan.FromDays(1));
        Assert.Equal(0, (await SweepAsync()).Total);
        Assert.Empty(await LeaseAsync(10));
        Assert.Equal(0, await Store.RetryFailedAsync("batch", null, 10, Stop));
        FalBatchJob unknown = Assert.Single(await Store.ReadJobsAsync("batch", FalBatchJobState.Unknown, 0, 10, Stop));
        Assert.Equal((job, 0.5m), (unknown.Key, unknown.Cost));
        Assert.Contains("may have been bought", unknown.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_late_answer_heals_an_unknown_job(bool candidate)
    {
        await BatchAsync(1);
        FalBatchJobKey job = await SendingAsync();
        if (candidate)
        {
            Assert.True(await AnswerAsync(job, FalBatchAnswerKind.Unknown, Handle(job)));
            Assert.Equal(FalBatchJobState.Unknown, Assert.Single(await Store.TakePollsAsync(new FalBatchPollSchedule(TimeSpan.Zero, TimeSpan.FromSeconds(60)), 10, Stop)).State);
        }
        else
        {
            Pass(TimeSpan.FromMinutes(3));
            await SweepAsync();
            Assert.Empty(await Store.TakePollsAsync(new FalBatchPollSchedule(TimeSpan.Zero, TimeSpan.FromSeconds(60)), 10, Stop));
        }

        Assert.True(await AnswerAsync(job, FalBatchAnswerKind.Submitted, Handle(job)));
        Assert.Equal((1, 0), ((await StatusAsync()).Submitted, (await StatusAsync()).Unknown));
        Assert.Equal(FalBatchFinish.Stored, await FinishAsync(job));
    }

    [Fact]
    public async Task Recent_unknown_jobs_take_slots_and_old_ones_do_not()
    {
        await BatchAsync(20);
        for (int index = 0; index < 4; index++)
            Assert.True(await AnswerAsync(await SendingAsync(), FalBatchAnswerKind.Unknown));
        Assert.Equal(6, (await LeaseAsync(100, slots: 10)).Count);
        Assert.Empty(await LeaseAsync(100, slots: 10));
        Pass(TimeSpan.FromMinutes(16));
        await SweepAsync();
        Assert.Equal(10, (await LeaseAsync(100, slots: 10)).Count);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0.5)]
    public async Task A_person_may_send_an_unknown_job_again_and_what_it_may_have_cost_is_kept(bool neverBought, decimal spent)
    {
        await BatchAsync(2);
        FalBatchJobKey job = await SendingAsync();
        await AnswerAsync(job, FalBatchAnswerKind.Unknown);
        Assert.Equal(0, await Store.RetryUnknownAsync("batch", [2], neverBought, Stop));
        Assert.Equal(1, await Store.RetryUnknownAsync("batch", [1], neverBought, Stop));
        Assert.Equal((spent, 0m), ((await StatusAsync()).Spent, (await StatusAsync()).Reserved));
        FalBatchJobKey[] again = [.. await LeaseAsync(2)];
        FalBatchJobKey second = again.Single(static key => key.Number == 1);
        Assert.Single(await Store.BeginSubmitAsync([second], TimeSpan.FromMinutes(1), Stop));
        // The first attempt's news comes too late: the second is bought.
        Assert.False(await AnswerAsync(job, FalBatchAnswerKind.Submitted, Handle(job)));
        Assert.Equal(FalBatchFinish.Superseded, await FinishAsync(job));
        Assert.True(await AnswerAsync(second, FalBatchAnswerKind.Submitted, Handle(second)));
        Assert.Equal(FalBatchFinish.Stored, await FinishAsync(second));
        Assert.Equal(spent + 0.25m, (await StatusAsync()).Spent);
    }

    [Fact]
    public async Task A_result_of_the_first_attempt_spares_the_second_as_long_as_that_is_not_sent()
    {
        await BatchAsync(1);
        FalBatchJobKey job = await SendingAsync();
        await AnswerAsync(job, FalBatchAnswerKind.Unknown);
        await Store.RetryUnknownAsync("batch", [1], neverBought: false, Stop);
        FalBatchJobKey second = Assert.Single(await LeaseAsync(1));
        Assert.Equal(FalBatchFinish.Stored, await FinishAsync(job));
        Assert.Empty(await Store.BeginSubmitAsync([second], TimeSpan.FromMinutes(1), Stop));
        FalBatchStatus status = await StatusAsync();
        Assert.Equal((1, 0.5m, 0m), (status.Completed, status.Spent, status.Reserved));
    }

    [Fact]
    public async Task A_webhook_before_the_answer_wins_and_the_answer_changes_nothing()
    {
        await BatchAsync(2);
        FalBatchJobKey job = await SendingAsync();
        Assert.Equal(FalBatchFinish.Stored, await FinishAsync(job, units: null));
        Assert.Equal(FalBatchFinish.AlreadyFinished, await FinishAsync(job));
        Assert.False(await AnswerAsync(job, FalBatchAnswerKind.Submitted, Handle(job)));
        Assert.False(await AnswerAsync(job, FalBatchAnswerKind.Unknown));
        Assert.Equal(0, (await SweepAsync()).Total);
        FalBatchStatus status = await StatusAsync();
        Assert.Equal((1, 0.5m, 0m), (status.Completed, status.Spent, status.Reserved));
    }

    [Fact]
    public async Task An_outcome_of_another_job_of_the_service_changes_nothing()
    {
        await BatchAsync(1);
        FalBatchJobKey job = await SubmittedAsync();
        Assert.Equal(FalBatchFinish.Superseded, await FinishAsync(job, requestId: "another"));
        Assert.Equal(FalBatchFinish.Superseded, await FinishAsync(job with { Fence = 7 }, requestId: Handle(job).RequestId));
        Assert.Equal(FalBatchFinish.NotFound, await FinishAsync(job with { Number = 9 }));
        Assert.Equal(FalBatchFinish.NotFound, await FinishAsync(job with { BatchId = "nowhere" }));
        Assert.Equal(1, (await StatusAsync()).Submitted);
    }

    [Fact]
    public async Task A_result_of_what_was_thought_never_sent_is_kept_and_counted_and_one_of_what_never_was_is_not()
    {
        await BatchAsync(2);
        FalBatchJobKey[] jobs = [.. await LeaseAsync(2)];
        Assert.Equal(FalBatchFinish.Superseded, await FinishAsync(jobs[0]));
        Assert.Single(await Store.BeginSubmitAsync([jobs[1]], TimeSpan.FromMinutes(2), Stop));
        Assert.True(await AnswerAsync(jobs[1], FalBatchAnswerKind.NotSent));
        Assert.Equal(FalBatchFinish.Stored, await FinishAsync(jobs[1], units: null));
        FalBatchStatus status = await StatusAsync();
        Assert.Equal((1, 1, 0.5m, 0.5m), (status.Leased, status.Completed, status.Reserved, status.Spent));
    }

    [Fact]
    public async Task What_was_not_bought_goes_back_and_releases_its_money()
    {
        await BatchAsync(3);
        FalBatchJobKey job = await SendingAsync();
        Assert.True(await AnswerAsync(job, FalBatchAnswerKind.NotSent, after: TimeSpan.FromSeconds(30)));
        Assert.Equal((0m, 3), ((await StatusAsync()).Reserved, (await StatusAsync()).Planned));
        Assert.DoesNotContain(1, (await LeaseAsync(10)).Select(static key => key.Number));
        Pass(TimeSpan.FromSeconds(31));
        FalBatchJobKey again = Assert.Single(await LeaseAsync(10));
        Assert.Equal(1, again.Number);
        Assert.Single(await Store.BeginSubmitAsync([again], TimeSpan.FromMinutes(1), Stop));
        Assert.True(await AnswerAsync(again, FalBatchAnswerKind.InputRefused, error: "no"));
        FalBatchStatus status = await StatusAsync();
        Assert.Equal((1, 1m, 0m), (status.Failed, status.Reserved, status.Spent));
        Assert.Equal(1, await Store.RetryFailedAsync("batch", [1], 10, Stop));
    }

    [Fact]
    public async Task Too_many_requests_lower_the_limit_of_the_account_once_and_successes_raise_it()
    {
        await BatchAsync(100, Definition(maxInFlight: 100));
        FalBatchJobKey[] jobs = [.. await LeaseAsync(8, slots: 8)];
        await Store.BeginSubmitAsync(jobs, TimeSpan.FromMinutes(2), Stop);
        Pass(TimeSpan.FromMilliseconds(5));
        Assert.True(await AnswerAsync(jobs[0], FalBatchAnswerKind.Throttled, after: TimeSpan.FromSeconds(20), error: "429"));
        Assert.True(await AnswerAsync(jobs[1], FalBatchAnswerKind.Throttled, after: TimeSpan.FromSeconds(10), error: "429"));
        FalBatchHold hold = Assert.IsType<FalBatchHold>((await Store.LeaseAsync(Request(10, slots: 8), Stop)).Hold);
        Assert.Equal(("429", hold.Until), (hold.Reason, (await StatusAsync()).Hold!.Until));
        Pass(TimeSpan.FromSeconds(21));
        foreach (FalBatchJobKey job in jobs[2..])
            Assert.Equal(FalBatchFinish.Stored, await FinishAsync(job));

        // Half of eight, and four successes make it five.
        FalBatchJobKey[] four = [.. await LeaseAsync(10, slots: 8)];
        Assert.Equal(4, four.Length);
        await Store.BeginSubmitAsync(four, TimeSpan.FromMinutes(2), Stop);
        foreach (FalBatchJobKey job in four)
        {
            Assert.True(await AnswerAsync(job, FalBatchAnswerKind.Submitted, Handle(job)));
            Assert.Equal(FalBatchFinish.Stored, await FinishAsync(job));
        }

        Assert.Single(await LeaseAsync(1, slots: 8));
        Assert.Equal(3, (await LeaseAsync(10, slots: 8)).Count);
        await Store.ReleaseAccountAsync("account", Stop);
        Assert.Equal(4, (await LeaseAsync(10, slots: 8)).Count);
    }

    [Fact]
    public async Task A_refused_account_is_held_and_a_refused_endpoint_pauses_its_batch()
    {
        await BatchAsync(3);
        await BatchAsync(3, Definition("other", account: "rich"));
        Assert.True(await AnswerAsync(await SendingAsync(), FalBatchAnswerKind.AccountRefused, after: TimeSpan.FromMinutes(5), error: "balance"));
        Assert.Empty(await LeaseAsync(10));
        Assert.Equal("balance", (await StatusAsync()).Hold!.Reason);
        Assert.Null((await StatusAsync("other")).Hold);
        Assert.Equal(3, (await LeaseAsync(10, account: "rich")).Count);
        Pass(TimeSpan.FromMinutes(6));
        Assert.True(await AnswerAsync(await SendingAsync(), FalBatchAnswerKind.EndpointRefused, error: "no such endpoint"));
        FalBatchStatus status = await StatusAsync();
        Assert.Equal((FalBatchState.Paused, "no such endpoint", 3, true), (status.State, status.PauseReason, status.Planned, status.IsIdle));
    }

    [Fact]
    public async Task Events_have_an_order_without_gaps_and_a_failed_job_may_be_retried()
    {
        await BatchAsync(5);
        var jobs = new List<FalBatchJobKey>();
        for (int index = 0; index < 5; index++)
            jobs.Add(await SubmittedAsync());
        foreach (int index in (int[])[3, 0, 4])
            Assert.Equal(FalBatchFinish.Stored, await FinishAsync(jobs[index], units: index == 0 ? 0 : 1, error: index == 0 ? "the model failed" : null));
        Assert.Equal([(1, 4), (2, 1), (3, 5)], (await Store.ReadEventsAsync("batch", 0, 10, Stop)).Select(static done => (done.Sequence, done.Job.Number)));
        Assert.Equal([(3, 5)], (await Store.ReadEventsAsync("batch", 2, 10, Stop)).Select(static done => (done.Sequence, done.Job.Number)));
        Assert.Equal([1], (await Store.ReadEventsAsync("batch", 0, 1, Stop)).Select(static done => done.Sequence));
        Assert.Equal((1, 0.5m), ((await StatusAsync()).Failed, (await StatusAsync()).Spent));

        Assert.Equal(1, await Store.RetryFailedAsync("batch", null, 10, Stop));
        FalBatchJobKey again = await SubmittedAsync();
        Assert.Equal((1, 2), (again.Number, again.Fence));
        Assert.Equal(FalBatchFinish.Superseded, await FinishAsync(jobs[0]));
        Assert.Equal(FalBatchFinish.Stored, await FinishAsync(again));
        Assert.Equal([(1, 4), (3, 5), (4, 1)], (await Store.ReadEventsAsync("batch", 0, 10, Stop)).Select(static done => (done.Sequence, done.Job.Number)));
        Assert.Equal([1, 2, 3, 4, 5], (await Store.ReadJobsAsync("batch", null, 0, 10, Stop)).Select(static job => job.Number));
        Assert.Equal([4, 5], (await Store.ReadJobsAsync("batch", null, 3, 10, Stop)).Select(static job => job.Number));
        Assert.Equal([2, 3], (await Store.ReadJobsAsync("batch", FalBatchJobState.Submitted, 0, 10, Stop)).Select(static job => job.Number));
        Assert.All(await Store.ReadJobsAsync("batch", null, 0, 10, Stop), static job => Assert.Equal($$"""{"prompt":"{{job.Number}}"}""", job.Input));
    }

    [Fact]
    public async Task A_download_that_fails_for_good_ends_the_job_with_its_result()
    {
        await BatchAsync(1, Definition(folder: "files"));
        FalBatchJobKey job = await SubmittedAsync();
        await FinishAsync(job);
        Assert.True(await Store.FinishDownloadAsync(job, null, "404", Stop));
        FalBatchJob done = Assert.Single(await Store.ReadEventsAsync("batch", 0, 10, Stop)).Job;
        Assert.Equal((FalBatchJobState.Completed, FalBatchErrors.DownloadFailed, "404", "{}"), (done.State, done.ErrorType, done.Error, done.Result));
        Assert.True((await StatusAsync()).IsFinished);
    }

    [Fact]
    public async Task Everything_is_there_for_the_next_program_and_batches_are_listed_newest_first()
    {
        await BatchAsync(2, Definition("one") with { Name = "Pictures", Priority = FalPriority.Low, Budget = 3.5m });
        await BatchAsync(2, Definition("two"));
        await using SqlBatchStore other = NewStore();
        await other.OpenAsync(Stop);
        Assert.Equal(["two", "one"], (await other.ListAsync(0, 10, Stop)).Select(static batch => batch.Id));
        Assert.Equal(["one"], (await other.ListAsync(1, 10, Stop)).Select(static batch => batch.Id));
        Assert.Equal(Definition("one") with { Name = "Pictures", Priority = FalPriority.Low, Budget = 3.5m }, (await other.FindAsync("one", Stop))!.Definition);
        Assert.Null(await other.FindAsync("three", Stop));
    }

    [Fact]
    public async Task A_step_in_a_foreign_transaction_is_committed_with_it_or_not_at_all()
    {
        await BatchAsync(3);
        FalBatchJobKey job = await SendingAsync();
        foreach (bool commits in (bool[])[false, true])
        {
            await using DbConnection connection = await ConnectAsync();
            await using DbTransaction transaction = await connection.BeginTransactionAsync(Stop);
            await using IFalBatchStore within = Store.Within(transaction);
            Assert.True(Assert.Single(await within.AnswerAsync([new FalBatchAnswer { Key = job, Kind = FalBatchAnswerKind.Submitted, Handle = Handle(job) }], Stop)));
            if (commits)
                await transaction.CommitAsync(Stop);
            else
                await transaction.RollbackAsync(Stop);
            Assert.Equal(commits ? 1 : 0, (await StatusAsync()).Submitted);
            await Assert.ThrowsAsync<FalBatchStoreException>(() => within.SealAsync("batch", Stop));
        }
    }

    [Fact]
    public async Task A_newer_database_is_refused_in_words_and_one_that_is_only_richer_is_used()
    {
        await BatchAsync(1);
        await using SqlBatchStore next = NewStore();
        next.Schema = (SqlSchema.Version + 1, SqlSchema.Oldest, [.. SqlSchema.Steps, ["ALTER TABLE kg_batch ADD COLUMN comment TEXT"]]);
        await next.OpenAsync(Stop);
        // A deployment is under way: both programs work side by side.
        Assert.Single(await LeaseAsync(1));
        await using SqlBatchStore same = NewStore();
        await same.OpenAsync(Stop);
        Assert.Single(await same.ListAsync(0, 10, Stop));

        await using SqlBatchStore later = NewStore();
        later.Schema = (SqlSchema.Version + 2, SqlSchema.Version + 2, [.. next.Schema.Steps, ["ALTER TABLE kg_batch ADD COLUMN remark TEXT"]]);
        await later.OpenAsync(Stop);
        await using SqlBatchStore old = NewStore();
        FalBatchStoreException error = await Assert.ThrowsAsync<FalBatchStoreException>(() => old.OpenAsync(Stop));
        Assert.Contains("Update the package.", error.Message, StringComparison.Ordinal);
    }
}
