using System.Collections.Concurrent;
using System.Threading.Channels;
using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Client;

/// <summary>Whatever the source of a batch does, outcomes come as jobs finish. Each case with a budget and without.</summary>
public sealed class ManySourceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int, bool> Shapes => new MatrixTheoryData<int, bool>([1, 2, 4, 64], [true, false]);

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_source_that_is_fed_by_outcomes_ends(int maxConcurrency, bool budget)
    {
        using var studio = new Studio(Studio.Happy());
        var prompts = Channel.CreateUnbounded<StudioInput>();
        prompts.Writer.TryWrite(Studio.Input);
        int read = 0;
        await foreach (FalOutcome<StudioInput, StudioOutput> outcome in Many(studio, prompts.Reader.ReadAllAsync(), maxConcurrency, budget))
        {
            Assert.True(outcome.IsSuccess);
            Assert.Equal(read, outcome.Index);
            if (++read < 10)
                Assert.True(prompts.Writer.TryWrite(Studio.Input));
            else
                prompts.Writer.Complete();
        }

        Assert.Equal(10, read);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_source_that_blocks_its_thread_until_an_outcome_came_ends(int maxConcurrency, bool budget)
    {
        using var studio = new Studio(Studio.Happy());
        using var prompts = new BlockingCollection<StudioInput> { Studio.Input };
        int read = 0;
        var endpoint = Priced(studio);
        await foreach (FalOutcome<StudioInput, StudioOutput> outcome in endpoint.RunManyAsync(
            prompts.GetConsumingEnumerable(Cancellation), new FalRunManyOptions { MaxConcurrency = maxConcurrency, Budget = budget ? new FalBudget(100) : null }, Cancellation))
        {
            Assert.True(outcome.IsSuccess);
            if (++read < 5)
                prompts.Add(Studio.Input, Cancellation);
            else
                prompts.CompleteAdding();
        }

        Assert.Equal(5, read);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_source_that_ends_late_holds_back_the_end_alone(int maxConcurrency, bool budget)
    {
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async IAsyncEnumerable<StudioInput> Inputs()
        {
            for (int i = 0; i < 3; i++)
                yield return Studio.Input;
            await late.Task;
        }

        using var studio = new Studio(Studio.Happy());
        int read = 0;
        await foreach (FalOutcome<StudioInput, StudioOutput> outcome in Many(studio, Inputs(), maxConcurrency, budget))
        {
            Assert.True(outcome.IsSuccess);
            if (++read == 3)
                late.SetResult();
        }

        Assert.Equal(3, read);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_source_that_throws_is_reported_of_after_the_outcomes(int maxConcurrency, bool budget)
    {
        foreach (string place in new[] { "at once", "at the end", "when it is asked for", "when it is disposed" })
        {
            using var studio = new Studio(Studio.Happy());
            int read = 0;
            var source = new Source(2) { Fails = place };
            var error = await Assert.ThrowsAsync<InvalidDataException>(async () =>
            {
                await foreach (FalOutcome<StudioInput, StudioOutput> outcome in Many(studio, source, maxConcurrency, budget))
                {
                    Assert.True(outcome.IsSuccess);
                    read++;
                }
            });
            Assert.Equal(place, error.Message);
            Assert.Equal(place is "at once" or "when it is asked for" ? 0 : 2, read);
            Assert.Equal(place == "when it is asked for" ? 0 : 1, source.Disposed);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_source_without_end_is_reported_and_disposed_when_the_loop_is_left(int maxConcurrency, bool budget)
    {
        using var studio = new Studio(Studio.Happy());
        foreach (int wanted in new[] { 1, 7 })
        {
            var source = new Source(null);
            int read = 0;
            await foreach (var _ in Many(studio, source, maxConcurrency, budget))
            {
                if (++read == wanted)
                    break;
            }

            Assert.Equal((wanted, 1), (read, source.Disposed));
            Assert.InRange(source.Taken, wanted, wanted - 1 + maxConcurrency);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_source_that_waits_is_reported_when_the_loop_is_left(int maxConcurrency, bool budget)
    {
        using var studio = new Studio(Studio.Happy());
        var source = new Source(1) { WaitsAtItsEnd = true };
        await foreach (var _ in Many(studio, source, maxConcurrency, budget))
            break;
        Assert.Equal((1, 1), (source.Taken, source.Disposed));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_source_that_hears_of_no_token_is_left_behind_and_disposed_when_its_step_ends(bool cancels)
    {
        var clock = new KlingGen.TestKit.WatchedTime();
        using var studio = new Studio(Studio.Happy(), options => options.TimeProvider = clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var disposed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async IAsyncEnumerable<StudioInput> Deaf()
        {
            try
            {
                yield return Studio.Input;
                asked.SetResult();
                await never.Task;
            }
            finally
            {
                disposed.SetResult();
            }
        }

        Task batch = Task.Run(async () =>
        {
            await foreach (var _ in studio.Endpoint.RunManyAsync(Deaf(), new FalRunManyOptions { MaxConcurrency = 2 }, stop.Token))
            {
                await asked.Task;
                if (!cancels)
                    break;
                await stop.CancelAsync();
            }
        }, Cancellation);
        await asked.Task;
        TimeSpan grace = TimeSpan.FromSeconds(1);
        await clock.WaitForTimersAsync(due => due == grace, 1, Cancellation);
        clock.Advance(grace);
        if (cancels)
            await Assert.ThrowsAsync<FalCanceledException>(() => batch);
        else
            await batch;
        Assert.False(disposed.Task.IsCompleted);
        never.SetResult();
        await disposed.Task.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task An_input_that_was_on_its_way_when_the_caller_cancelled_has_an_outcome()
    {
        using var studio = new Studio(Studio.Happy());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var canceled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async IAsyncEnumerable<StudioInput> Inputs()
        {
            await canceled.Task;
            yield return Studio.Input with { Prompt = "taken" };
        }

        var outcomes = new List<FalOutcome<StudioInput, StudioOutput>>();
        Task batch = Task.Run(async () =>
        {
            await foreach (FalOutcome<StudioInput, StudioOutput> outcome in studio.Endpoint.RunManyAsync(Inputs(), cancellationToken: stop.Token))
                outcomes.Add(outcome);
        }, Cancellation);
        await stop.CancelAsync();
        canceled.SetResult();
        await Assert.ThrowsAsync<FalCanceledException>(() => batch);
        // The batch may also have been cancelled before it asked for anything.
        Assert.All(outcomes, static outcome => Assert.IsType<FalCanceledException>(outcome.Error));
        Assert.Empty(studio.Handler.Requests);
    }

    [Fact]
    public async Task An_input_without_room_waits_and_holds_back_no_outcome()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        StubHandler handler = Studio.Happy().On("GET", Studio.Job, 200, Studio.Output, ("x-fal-billable-units", "1"));
        handler.OnWrapped("GET", Studio.Job, async (call, real) =>
        {
            await release.Task;
            return await real(call);
        });
        using var studio = new Studio(handler);
        // Room for two; of what was reserved for them, half comes back, and the third begins.
        var budget = new FalBudget(2);
        int read = 0;
        await using IAsyncEnumerator<FalOutcome<StudioInput, StudioOutput>> outcomes =
            Priced(studio).RunManyAsync(Enumerable.Repeat(Studio.Input, 3), new FalRunManyOptions { MaxConcurrency = 8, Budget = budget }, Cancellation).GetAsyncEnumerator(Cancellation);
        ValueTask<bool> first = outcomes.MoveNextAsync();
        release.SetResult();
        for (bool more = await first; more; more = await outcomes.MoveNextAsync())
        {
            read++;
            Assert.True(outcomes.Current.IsSuccess, outcomes.Current.Error?.ToString());
        }

        Assert.Equal(3, read);
    }

    [Fact]
    public async Task An_option_that_cannot_be_honoured_takes_no_input()
    {
        using var studio = new Studio(Studio.Happy());
        var source = new Source(3);
        Assert.Throws<ArgumentException>(() => studio.Endpoint.RunManyAsync(source, new FalRunManyOptions { CallOptions = new FalCallOptions { RunnerHint = "ä" } }));
        Assert.Equal(0, source.Taken);
        await Task.CompletedTask;
    }

    private static IAsyncEnumerable<FalOutcome<StudioInput, StudioOutput>> Many(Studio studio, IAsyncEnumerable<StudioInput> inputs, int maxConcurrency, bool budget) =>
        Priced(studio).RunManyAsync(inputs, new FalRunManyOptions { MaxConcurrency = maxConcurrency, Budget = budget ? new FalBudget(10_000) : null }, Cancellation);

    // One USD an input; a result bills two units, which is as much.
    private static PricedStudio Priced(Studio studio) => new(studio.Client);

    private sealed class PricedStudio(FalClient client) : FalEndpoint<StudioInput, StudioOutput>(client, Studio.Id, new FalPrice(0.5m, "images", "USD"))
    {
        protected override long? CountImages(StudioInput input) => 2;
    }

    /// <summary>A source that notes what is done with it, and misbehaves to order.</summary>
    private sealed class Source(int? count) : IAsyncEnumerable<StudioInput>, IAsyncEnumerator<StudioInput>
    {
        private CancellationToken _token;
        private int _busy;

        public string? Fails { get; init; }

        public bool WaitsAtItsEnd { get; init; }

        public int Taken { get; private set; }

        public int Disposed { get; private set; }

        public StudioInput Current => Studio.Input;

        public IAsyncEnumerator<StudioInput> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            _token = cancellationToken;
            return Fails == "when it is asked for" ? throw new InvalidDataException(Fails) : this;
        }

        public async ValueTask<bool> MoveNextAsync()
        {
            Assert.Equal(1, Interlocked.Increment(ref _busy));
            try
            {
                if (Fails == "at once" || (Fails == "at the end" && Taken == count))
                    throw new InvalidDataException(Fails);
                if (Taken == count && WaitsAtItsEnd)
                    await Task.Delay(Timeout.Infinite, _token);
                if (Taken == count)
                    return false;
                Taken++;
                return true;
            }
            finally
            {
                Interlocked.Decrement(ref _busy);
            }
        }

        public ValueTask DisposeAsync()
        {
            Assert.Equal(0, _busy);
            Disposed++;
            return Fails == "when it is disposed" ? throw new InvalidDataException(Fails) : ValueTask.CompletedTask;
        }
    }
}
