using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Client;

public class RunManyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_failure_does_not_end_the_rest()
    {
        StubHandler handler = Studio.Happy();
        handler.On("POST", Studio.Submit, call => Task.FromResult(call.Request.Body.Contains("bad", StringComparison.Ordinal)
            ? Reply.Json(422, """{"detail":[{"loc":["body","prompt"],"msg":"no","type":"content_policy_violation"}]}""")
            : Reply.Json(200, Studio.Submitted)));
        using var studio = new Studio(handler);
        var enqueued = new List<int>();

        var outcomes = new List<FalOutcome<StudioInput, StudioOutput>>();
        await foreach (var outcome in studio.Endpoint.RunManyAsync(
            Enumerable.Range(0, 20).Select(i => new StudioInput { Prompt = i % 5 == 0 ? "bad" : "good" }), new FalRunManyOptions { MaxConcurrency = 3, OnEnqueue = Note }, Cancellation))
            outcomes.Add(outcome);

        Assert.Equal(Enumerable.Range(0, 20), outcomes.Select(outcome => outcome.Index).Order());
        Assert.Equal(4, outcomes.Count(outcome => outcome.Error is FalApiValidationException && outcome.Handle is null && !outcome.IsSuccess));
        Assert.Equal(16, outcomes.Count(outcome => outcome.IsSuccess && outcome.Handle?.RequestId == "job-1"));
        Assert.Equal(Enumerable.Range(0, 20).Where(i => i % 5 != 0), enqueued.Order());
        Assert.Throws<FalApiValidationException>(() => outcomes.First(outcome => !outcome.IsSuccess).GetResult());

        ValueTask Note(int index, FalJobHandle handle, CancellationToken cancellationToken)
        {
            enqueued.Add(index);
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task No_more_jobs_are_under_way_than_allowed_and_a_slow_reader_slows_them_down()
    {
        int taken = 0;
        IEnumerable<StudioInput> Inputs()
        {
            while (true)
            {
                taken++;
                yield return Studio.Input;
            }
        }

        using var studio = new Studio(Studio.Happy());
        int read = 0;
        await foreach (var _ in studio.Endpoint.RunManyAsync(Inputs(), new FalRunManyOptions { MaxConcurrency = 4 }, Cancellation))
        {
            read++;
            Assert.InRange(taken, read, read + 3);
            if (read == 25)
                break;
        }

        Assert.InRange(studio.Handler.Requests.Count(seen => seen.Method == "POST"), 25, 28);
    }

    [Fact]
    public async Task Cancelling_reports_every_job_that_was_begun_and_then_throws()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        int hanging = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        StubHandler handler = Studio.Happy().On("GET", Studio.StatusStream, async call =>
        {
            if (Interlocked.Increment(ref hanging) == 3)
                all.SetResult();
            return await Reply.Hang(new TaskCompletionSource())(call);
        });
        using var studio = new Studio(handler);
        var outcomes = new List<FalOutcome<StudioInput, StudioOutput>>();
        _ = all.Task.ContinueWith(_ => source.Cancel(), TaskScheduler.Default);

        await Assert.ThrowsAsync<FalCanceledException>(async () =>
        {
            await foreach (var outcome in studio.Endpoint.RunManyAsync(Enumerable.Repeat(Studio.Input, 100), new FalRunManyOptions { MaxConcurrency = 3 }, source.Token))
                outcomes.Add(outcome);
        });

        Assert.Equal(3, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.Equal("job-1", outcome.Handle?.RequestId));
        Assert.All(outcomes, outcome => Assert.IsType<FalCanceledException>(outcome.Error));
    }

    [Fact]
    public async Task A_source_that_fails_ends_the_batch_after_its_jobs()
    {
        static IEnumerable<StudioInput> Inputs()
        {
            yield return Studio.Input;
            yield return Studio.Input;
            throw new InvalidDataException("the file of prompts is broken");
        }

        using var studio = new Studio(Studio.Happy());
        int read = 0;
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var outcome in studio.Endpoint.RunManyAsync(Inputs(), new FalRunManyOptions { MaxConcurrency = 8 }, Cancellation))
            {
                Assert.True(outcome.IsSuccess);
                read++;
            }
        });
        Assert.Equal(2, read);
    }
}
