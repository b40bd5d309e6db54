using KlingGen;
using Microsoft.Extensions.Time.Testing;
using Runtime.Tests.Support;

namespace Runtime.Tests.Queue;

/// <summary>Cancelling and time limits, at every point of a call.</summary>
public class CancellationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Points => new()
    {
        { "before", false }, { "submit", false }, { "stream open", true }, { "stream", true }, { "poll", true }, { "pause", true }, { "result", true },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Cancelling_throws_with_the_handle_wherever_the_call_stands(string point, bool hasHandle)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using Studio studio = HangAt(point, reached);
        if (point == "before")
            await source.CancelAsync();

        Task<FalResult<StudioOutput>> call = studio.Endpoint.SubscribeAsync(Studio.Input, cancellationToken: source.Token);
        if (point != "before")
        {
            await reached.Task.WaitAsync(Cancellation);
            await source.CancelAsync();
        }

        FalCanceledException error = await Assert.ThrowsAsync<FalCanceledException>(() => call);
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Equal(hasHandle, error.Handle is not null);
        Assert.Equal(point == "submit", error.Attempt is not null);
        Assert.Equal(point == "before" ? 0 : 1, studio.Handler.Requests.Count(seen => seen.Method == "POST"));
        Assert.DoesNotContain(studio.Handler.Requests, seen => seen.Method == "PUT");
    }

    [Theory]
    [InlineData("stream", true)]
    [InlineData("poll", true)]
    [InlineData("result", true)]
    [InlineData("stream", false)]
    public async Task The_overall_limit_ends_waiting_with_the_handle(string point, bool cancelOnAbort)
    {
        var clock = new FakeTimeProvider();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using Studio studio = HangAt(point, reached, options =>
        {
            options.TimeProvider = clock;
            options.StreamIdleTimeout = Timeout.InfiniteTimeSpan;
            options.RequestTimeout = Timeout.InfiniteTimeSpan;
        });
        studio.Handler.On("PUT", Studio.Cancel, 202, """{"status":"CANCELLATION_REQUESTED"}""");

        Task<FalResult<StudioOutput>> call = studio.Endpoint.SubscribeAsync(
            Studio.Input, options: new FalCallOptions { Timeout = TimeSpan.FromMinutes(7), CancelOnAbort = cancelOnAbort }, cancellationToken: Cancellation);
        await reached.Task.WaitAsync(Cancellation);
        clock.Advance(TimeSpan.FromMinutes(8));

        FalTimeoutException error = await Assert.ThrowsAsync<FalTimeoutException>(() => call);
        Assert.Equal("job-1", error.Handle?.RequestId);
        Assert.Equal("job-1", error.RequestId);
        Assert.Equal(TimeSpan.FromMinutes(7), error.Limit);
        Assert.Contains("7 minutes", error.Message, StringComparison.Ordinal);
        Assert.Equal(cancelOnAbort ? 1 : 0, studio.Handler.Count("PUT", Studio.Cancel));
    }

    [Fact]
    public async Task Cancelling_notifies_the_service_when_asked_to()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using Studio studio = HangAt("stream", reached);
        studio.Handler.On("PUT", Studio.Cancel, 500, "{}");

        Task<FalResult<StudioOutput>> call = studio.Endpoint.SubscribeAsync(Studio.Input, options: new FalCallOptions { CancelOnAbort = true }, cancellationToken: source.Token);
        await reached.Task.WaitAsync(Cancellation);
        await source.CancelAsync();

        // That the service refuses the cancellation changes nothing for the caller.
        await Assert.ThrowsAsync<FalCanceledException>(() => call);
        Assert.InRange(studio.Handler.Count("PUT", Studio.Cancel), 1, 5);
    }

    [Fact]
    public async Task The_default_limit_is_half_an_hour()
    {
        var clock = new FakeTimeProvider();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using Studio studio = HangAt("pause", reached, options => options.TimeProvider = clock);
        Task<FalQueueStatus> wait = studio.Endpoint.Resume(Studio.Handle).WaitAsync(cancellationToken: Cancellation);
        await reached.Task.WaitAsync(Cancellation);
        clock.Advance(TimeSpan.FromMinutes(29.9));
        Assert.False(wait.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(0.2));
        await Assert.ThrowsAsync<FalTimeoutException>(() => wait);
    }

    [Fact]
    public async Task A_submit_without_an_answer_in_time_is_unknown_and_a_status_is_asked_again()
    {
        var clock = new FakeTimeProvider();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using Studio studio = HangAt("submit", reached, options => options.TimeProvider = clock);
        Task<FalJob<StudioOutput>> submit = studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation);
        await reached.Task.WaitAsync(Cancellation);
        clock.Advance(TimeSpan.FromSeconds(101));
        FalSubmitUnknownException error = await Assert.ThrowsAsync<FalSubmitUnknownException>(() => submit);
        Assert.Equal(TimeSpan.FromSeconds(101), error.Attempt!.EndedAt - error.Attempt.StartedAt);
        Assert.Equal(1, studio.Handler.Count("POST", Studio.Submit));

        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        studio.Handler.OnSequence("GET", Studio.Status, Reply.Hang(asked), Reply.Give(() => Reply.Json(202, """{"status":"IN_PROGRESS"}""")));
        Task<FalQueueStatus> status = studio.Endpoint.Resume(Studio.Handle).GetStatusAsync(cancellationToken: Cancellation);
        await asked.Task.WaitAsync(Cancellation);
        clock.Advance(TimeSpan.FromSeconds(101));
        Assert.Equal(FalQueueState.InProgress, (await status).State);
    }

    [Fact]
    public async Task A_silent_event_stream_gives_way_to_polling()
    {
        var clock = new FakeTimeProvider();
        var silent = new SilentStream();
        StubHandler handler = Studio.Happy().On("GET", Studio.StatusStream, _ =>
        {
            var response = new HttpResponseMessage { Content = new StreamContent(silent) };
            response.Content.Headers.TryAddWithoutValidation("Content-Type", "text/event-stream");
            return Task.FromResult(response);
        });
        using var studio = new Studio(handler, options => options.TimeProvider = clock);
        Task<FalResult<StudioOutput>> call = studio.Endpoint.SubscribeAsync(Studio.Input, cancellationToken: Cancellation);
        await silent.Reached.Task.WaitAsync(Cancellation);
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Single((await call).Value.Images);
        Assert.True(silent.Disposed);
    }

    private static Studio HangAt(string point, TaskCompletionSource reached, Action<FalClientOptions>? configure = null)
    {
        StubHandler handler = Studio.Happy();
        if (point is "poll" or "pause")
            handler.On("GET", Studio.StatusStream, 404, "{}");
        switch (point)
        {
            case "submit":
                handler.On("POST", Studio.Submit, Reply.Hang(reached));
                break;
            case "stream open":
                handler.On("GET", Studio.StatusStream, Reply.Hang(reached));
                break;
            case "stream":
                handler.On("GET", Studio.StatusStream, _ =>
                {
                    var response = new HttpResponseMessage { Content = new StreamContent(new SilentStream(reached, "data: {\"status\":\"IN_PROGRESS\"}\n\n")) };
                    response.Content.Headers.TryAddWithoutValidation("Content-Type", "text/event-stream");
                    return Task.FromResult(response);
                });
                break;
            case "poll":
                handler.On("GET", Studio.Status, Reply.Hang(reached));
                break;
            case "pause":
                handler.On("GET", Studio.Status, 202, """{"status":"IN_PROGRESS"}""");
                break;
            case "result":
                handler.On("GET", Studio.Job, Reply.Hang(reached));
                break;
        }

        return new Studio(handler, options =>
        {
            if (point == "pause")
            {
                options.Pause = async (_, token) =>
                {
                    reached.TrySetResult();
                    var never = new TaskCompletionSource();
                    await using CancellationTokenRegistration registration = token.Register(() => never.TrySetCanceled(token));
                    await never.Task;
                };
            }

            configure?.Invoke(options);
        });
    }
}
