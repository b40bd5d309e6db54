using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Queue;

public class SubscribeTests
{
    [Fact]
    public async Task A_job_is_submitted_followed_by_events_and_fetched()
    {
        using var studio = new Studio(Studio.Happy());
        var states = new List<string>();
        FalJobHandle? enqueued = null;

        FalResult<StudioOutput> result = await studio.Endpoint.SubscribeAsync(
            Studio.Input,
            progress: new FalProgress<FalQueueStatus>(status => states.Add(status.ToString())),
            onEnqueue: (handle, _) =>
            {
                enqueued = handle;
                return ValueTask.CompletedTask;
            },
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("https://files.example/a.png", Assert.Single(result.Value.Images).Url);
        Assert.Equal("job-1", result.RequestId);
        Assert.Equal(Studio.Id, result.EndpointId);
        Assert.Equal(2m, result.BillableUnits);
        Assert.Null(result.Cost);
        Assert.Equal(TimeSpan.FromSeconds(1.5), result.InferenceTime);
        Assert.Equal(["step 1", "step 2"], result.Logs.Select(entry => entry.Message));
        Assert.Equal(["in queue, position 2", "in progress\n  step 1", "completed in 1.5 s\n  step 2"], states);
        Assert.Equal("job-1", enqueued?.RequestId);
        Assert.Equal(
            ["POST /acme/studio/v2/text-to-image", "GET /acme/studio/requests/job-1/status/stream?logs=1", "GET /acme/studio/requests/job-1"],
            studio.Handler.Requests.Select(seen => seen.ToString()));
    }

    [Fact]
    public async Task Addresses_of_the_answer_are_not_followed()
    {
        using var studio = new Studio(Studio.Happy());
        await studio.Endpoint.SubscribeAsync(Studio.Input, cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(studio.Handler.Requests, seen => Assert.Equal("queue.fal.run", seen.Address.Host));
    }

    [Theory]
    [InlineData("not found")]
    [InlineData("not a stream")]
    [InlineData("broken")]
    [InlineData("nonsense")]
    [InlineData("empty")]
    [InlineData("no status")]
    public async Task A_stream_that_fails_is_replaced_by_polling(string failure)
    {
        StubHandler handler = Studio.Happy().On("GET", Studio.StatusStream, _ => failure switch
        {
            "not found" => Task.FromResult(Reply.Json(404, """{"detail":"Not Found"}""")),
            "not a stream" => Task.FromResult(Reply.Json(200, """{"status":"IN_QUEUE"}""")),
            "broken" => Task.FromException<HttpResponseMessage>(new HttpRequestException("reset")),
            "no status" => Task.FromResult(Reply.Events("data: {\"detail\":\"what?\"}\n\n")),
            "nonsense" => Task.FromResult(Reply.Events("data: {not json\n\n")),
            _ => Task.FromResult(Reply.Events(": ping\n\n")),
        });
        handler.OnSequence(
            "GET",
            Studio.Status,
            Reply.Give(() => Reply.Json(202, """{"status":"IN_QUEUE","queue_position":1}""")),
            Reply.Give(() => Reply.Json(202, """{"status":"IN_PROGRESS","logs":[{"message":"a"}]}""")),
            Reply.Give(() => Reply.Json(202, """{"status":"IN_PROGRESS","logs":[{"message":"a"},{"message":"b"}]}""")),
            Reply.Give(() => Reply.Json(200, """{"status":"COMPLETED","logs":[{"message":"a"},{"message":"b"}]}""")));
        using var studio = new Studio(handler);
        var news = new List<string>();

        FalResult<StudioOutput> result = await studio.Endpoint.SubscribeAsync(
            Studio.Input, progress: new FalProgress<FalQueueStatus>(status => news.AddRange(status.NewLogs.Select(entry => entry.Message))), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["a", "b"], news);
        Assert.Equal(["a", "b"], result.Logs.Select(entry => entry.Message));
        Assert.Equal(1, handler.Count("GET", Studio.StatusStream));
        Assert.Equal(4, handler.Count("GET", Studio.Status));
    }

    [Fact]
    public async Task A_stream_that_breaks_after_events_is_opened_again()
    {
        StubHandler handler = Studio.Happy();
        handler.OnSequence(
            "GET",
            Studio.StatusStream,
            Reply.Give(() => Reply.Events("data: {\"status\":\"IN_PROGRESS\",\"logs\":[{\"message\":\"a\"}]}\n\n")),
            Reply.Give(() => Reply.Events("data: {\"status\":\"IN_PROGRESS\",\"logs\":[{\"message\":\"a\"},{\"message\":\"b\"}]}\n\ndata: {\"status\":\"COMPLETED\"}\n\n")));
        handler.On("GET", Studio.Status, 202, """{"status":"IN_PROGRESS","logs":[{"message":"a"}]}""");
        using var studio = new Studio(handler);

        FalResult<StudioOutput> result = await studio.Endpoint.SubscribeAsync(Studio.Input, progress: new FalProgress<FalQueueStatus>(_ => { }), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["a", "b"], result.Logs.Select(entry => entry.Message));
        Assert.Equal(2, handler.Count("GET", Studio.StatusStream));
        Assert.Equal(1, handler.Count("GET", Studio.Status));
    }

    [Fact]
    public async Task A_result_that_lags_behind_the_status_is_waited_for()
    {
        StubHandler handler = Studio.Happy();
        handler.OnSequence(
            "GET",
            Studio.Job,
            Reply.Give(() => Reply.Json(400, """{"detail":"Request is still in progress"}""", ("x-fal-request-id", "x"))),
            Reply.Give(() => Reply.Json(200, Studio.Output)));
        using var studio = new Studio(handler);
        FalResult<StudioOutput> result = await studio.Endpoint.SubscribeAsync(Studio.Input, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Single(result.Value.Images);
    }

    [Fact]
    public async Task A_failed_job_throws_what_the_service_says_and_carries_the_handle()
    {
        StubHandler handler = Studio.Happy()
            .On("GET", Studio.StatusStream, _ => Task.FromResult(Reply.Events("data: {\"status\":\"COMPLETED\",\"error\":\"boom\",\"error_type\":\"runner_server_error\"}\n\n")))
            .On("GET", Studio.Job, 500, """{"detail":"the model fell over","error_type":"runner_server_error"}""", ("x-fal-request-id", "job-1"));
        using var studio = new Studio(handler);

        FalApiException error = await Assert.ThrowsAsync<FalApiException>(
            () => studio.Endpoint.SubscribeAsync(Studio.Input, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(500, (int)error.StatusCode!);
        Assert.Equal("runner_server_error", error.ErrorType);
        Assert.Contains("the model fell over", error.Message, StringComparison.Ordinal);
        Assert.Equal("job-1", error.Handle?.RequestId);
        Assert.Equal("job-1", error.RequestId);
        Assert.Equal(1, handler.Count("GET", Studio.Job));
    }

    [Fact]
    public async Task A_resumed_job_needs_nothing_but_its_handle()
    {
        using var studio = new Studio(Studio.Happy());
        FalJobHandle stored = FalJobHandle.Parse(Studio.Handle.ToJson());
        FalJob<StudioOutput> job = studio.Endpoint.Resume(stored);

        FalQueueStatus last = await job.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);
        FalResult<StudioOutput> result = await job.GetResultAsync(TestContext.Current.CancellationToken);

        Assert.Equal(FalQueueState.Completed, last.State);
        Assert.Single(result.Value.Images);
        Assert.DoesNotContain(studio.Handler.Requests, seen => seen.Method == "POST");
        Assert.Throws<ArgumentException>(() => studio.Endpoint.Resume(new FalJobHandle("acme/other", "job-1")));
    }

    [Theory]
    [InlineData(202, """{"status":"CANCELLATION_REQUESTED"}""", FalCancelStatus.Requested)]
    [InlineData(200, """{"success":true}""", FalCancelStatus.Requested)]
    [InlineData(200, """{"status":"OK"}""", FalCancelStatus.Requested)]
    [InlineData(400, """{"status":"ALREADY_COMPLETED"}""", FalCancelStatus.AlreadyCompleted)]
    [InlineData(404, """{"status":"NOT_FOUND"}""", FalCancelStatus.NotFound)]
    public async Task Cancel_says_what_the_service_said(int status, string body, FalCancelStatus expected)
    {
        using var studio = new Studio(new StubHandler().On("PUT", Studio.Cancel, status, body));
        Assert.Equal(expected, await studio.Endpoint.Resume(Studio.Handle).CancelAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("result")]
    public async Task A_bought_job_that_cannot_be_followed_is_no_failure_to_connect(string lost)
    {
        StubHandler handler = Studio.Happy();
        foreach (string path in lost == "status" ? new[] { Studio.StatusStream, Studio.Status } : [Studio.Job])
            handler.On("GET", path, Reply.Throw(static () => new HttpRequestException(HttpRequestError.ConnectionError, "refused")));
        using var studio = new Studio(handler);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var error = await Assert.ThrowsAsync<FalJobUnreachableException>(() => studio.Endpoint.SubscribeAsync(Studio.Input, cancellationToken: cancellation));
        Assert.Equal((Studio.Handle.RequestId, "job-1", Studio.Id, 5), (error.Handle!.RequestId, error.RequestId, error.EndpointId, error.Attempts));
        Assert.Contains("was submitted", error.Message, StringComparison.Ordinal);
        var outcome = Assert.Single(await studio.Endpoint.RunManyAsync([Studio.Input], cancellationToken: cancellation).ToListAsync(cancellation));
        Assert.Equal(outcome.Handle, Assert.IsType<FalJobUnreachableException>(outcome.Error).Handle);
    }

    [Theory]
    [InlineData("\"half \\ud800 of a pair\"", "half \uFFFD of a pair")]
    [InlineData("{\"message\":\"\\udc00\"}", "\uFFFD")]
    [InlineData("{\"\\ud800\":1,\"message\":\"m\"}", "m")]
    public async Task A_log_line_that_is_no_Unicode_costs_no_status(string line, string message)
    {
        using var studio = new Studio(new StubHandler().On("GET", Studio.Status, 200, $$"""{"status":"IN_PROGRESS","logs":[{{line}}]}"""));
        FalQueueStatus status = await studio.Endpoint.Resume(Studio.Handle).GetStatusAsync(logs: true, TestContext.Current.CancellationToken);
        Assert.Equal((FalQueueState.InProgress, message), (status.State, Assert.Single(status.Logs).Message));
        Assert.Single(studio.Handler.Requests);
    }

    [Fact]
    public async Task A_job_of_thirty_seconds_is_polled_at_most_twelve_times()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        DateTimeOffset start = clock.GetUtcNow();
        StubHandler handler = Studio.Happy()
            .On("GET", Studio.StatusStream, 404, "{}")
            .On("GET", Studio.Status, _ => Task.FromResult(clock.GetUtcNow() - start >= TimeSpan.FromSeconds(30)
                ? Reply.Json(200, """{"status":"COMPLETED"}""")
                : Reply.Json(202, """{"status":"IN_PROGRESS"}""")));
        using var studio = new Studio(handler, options =>
        {
            options.TimeProvider = clock;
            options.Pause = (pause, _) =>
            {
                clock.Advance(pause);
                return Task.CompletedTask;
            };
        });

        await studio.Endpoint.SubscribeAsync(Studio.Input, cancellationToken: TestContext.Current.CancellationToken);

        // Submit, one attempt at the stream, the polls and the result.
        Assert.InRange(handler.Requests.Count, 5, 15);
    }
}
