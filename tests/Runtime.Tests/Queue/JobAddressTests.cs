using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Queue;

/// <summary>Which address a call about a job goes to, and what becomes of one that the service does not know any more.</summary>
public class JobAddressTests
{
    private const string Moved = """{"request_id":"job-1","status_url":"https://queue.fal.run/q/t/state","response_url":"https://queue.fal.run/q/t/output?sig=1","cancel_url":"https://queue.fal.run/q/t/stop"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_go_to_the_addresses_that_were_handed_out()
    {
        StubHandler handler = new StubHandler()
            .On("POST", Studio.Submit, 200, Moved)
            .On("GET", "/q/t/state", 200, """{"status":"COMPLETED"}""")
            .On("GET", "/q/t/state/stream", _ => Task.FromResult(Reply.Events("data: {\"status\":\"COMPLETED\"}\n\n")))
            .On("GET", "/q/t/output", 200, Studio.Output)
            .On("PUT", "/q/t/stop", 202, """{"status":"CANCELLATION_REQUESTED"}""");
        using var studio = new Studio(handler);
        FalJob<StudioOutput> job = await studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation);
        await UseAsync(job);
        string[] used = ["GET /q/t/state?logs=1", "GET /q/t/state/stream", "GET /q/t/output?sig=1", "PUT /q/t/stop"];
        Assert.Equal(used, handler.Requests.Skip(1).Select(static seen => seen.ToString()));

        // In another process, by the stored handle.
        await UseAsync(studio.Endpoint.Resume(FalJobHandle.Parse(job.Handle.ToJson())));
        Assert.Equal(used, handler.Requests.Skip(5).Select(static seen => seen.ToString()));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    public async Task An_address_that_is_unknown_is_given_up_for_the_rebuilt_one_once(int status)
    {
        StubHandler handler = Studio.Happy().On("POST", Studio.Submit, 200, Moved).On("PUT", Studio.Cancel, 202, """{"status":"CANCELLATION_REQUESTED"}""");
        // The service goes on handing out what it does not know.
        handler.On("GET", Studio.Status, 200, Moved.Replace("{", """{"status":"COMPLETED",""", StringComparison.Ordinal));
        foreach ((string method, string path) in new[] { ("GET", "/q/t/state"), ("GET", "/q/t/state/stream"), ("GET", "/q/t/output"), ("PUT", "/q/t/stop") })
            handler.On(method, path, status, """{"detail":"Not Found"}""");
        using var studio = new Studio(handler);
        FalJob<StudioOutput> job = await studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation);
        await UseAsync(job);
        Assert.Equal(
            [
                "GET /q/t/state?logs=1", $"GET {Studio.Status}?logs=1", $"GET {Studio.StatusStream}", "GET /q/t/output?sig=1", $"GET {Studio.Job}", "PUT /q/t/stop", $"PUT {Studio.Cancel}",
            ],
            handler.Requests.Skip(1).Select(static seen => seen.ToString()));

        await UseAsync(job);
        Assert.Equal(
            [$"GET {Studio.Status}?logs=1", $"GET {Studio.StatusStream}", $"GET {Studio.Job}", $"PUT {Studio.Cancel}"],
            handler.Requests.Skip(8).Select(static seen => seen.ToString()));
        Assert.DoesNotContain("q/t", job.Handle.ToJson(), StringComparison.Ordinal);
        Assert.Empty(studio.Pauses);
    }

    [Fact]
    public async Task A_job_that_is_known_under_neither_address_is_unknown()
    {
        StubHandler handler = new StubHandler().On("POST", Studio.Submit, 200, Moved);
        foreach ((string method, string path) in new[] { ("GET", "/q/t/state"), ("GET", "/q/t/output"), ("PUT", "/q/t/stop"), ("GET", Studio.Status), ("GET", Studio.Job), ("PUT", Studio.Cancel) })
            handler.On(method, path, 404, $$"""{"status":"NOT_FOUND","detail":"{{path}}"}""");
        using var studio = new Studio(handler);
        FalJob<StudioOutput> job = await studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation);

        // In the words of the address that was handed out; and nothing is given up for it.
        for (int i = 0; i < 2; i++)
        {
            FalApiException error = await Assert.ThrowsAsync<FalApiException>(() => job.GetStatusAsync(cancellationToken: Cancellation));
            Assert.Equal((404, "job-1"), ((int)error.StatusCode!, error.Handle?.RequestId));
            Assert.Contains("/q/t/state", error.Body, StringComparison.Ordinal);
            Assert.Contains("/q/t/output", (await Assert.ThrowsAsync<FalApiException>(() => job.GetResultAsync(Cancellation))).Body, StringComparison.Ordinal);
            Assert.Equal(FalCancelStatus.NotFound, await job.CancelAsync(Cancellation));
        }

        Assert.Equal(1 + (2 * 6), handler.Requests.Count);
        Assert.Contains("q/t/state", job.Handle.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_model_behind_the_rebuilt_address_is_the_jobs_failure()
    {
        StubHandler handler = new StubHandler()
            .On("POST", Studio.Submit, 200, Moved)
            .On("GET", "/q/t/output", 404, "{}")
            .On("GET", Studio.Job, 422, """{"detail":[{"loc":["body","prompt"],"msg":"too long","type":"string_too_long"}]}""");
        using var studio = new Studio(handler);
        FalJob<StudioOutput> job = await studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation);
        await Assert.ThrowsAsync<FalApiValidationException>(() => job.GetResultAsync(Cancellation));
        await Assert.ThrowsAsync<FalApiValidationException>(() => job.GetResultAsync(Cancellation));
        Assert.Equal(1, handler.Count("GET", "/q/t/output"));
    }

    [Fact]
    public async Task Later_answers_can_move_a_job_and_unusable_ones_cannot()
    {
        StubHandler handler = Studio.Happy().OnSequence(
            "GET",
            Studio.Status,
            Reply.Give(static () => Reply.Json(202, """{"status":"IN_QUEUE","status_url":"https://evil.example/x","response_url":7,"cancel_url":null}""")),
            Reply.Give(static () => Reply.Json(202, Moved.Replace("{", """{"status":"IN_PROGRESS",""", StringComparison.Ordinal))));
        handler.On("GET", "/q/t/state", 200, """{"status":"COMPLETED"}""").On("GET", "/q/t/output", 200, Studio.Output);
        using var studio = new Studio(handler);
        FalJob<StudioOutput> job = studio.Endpoint.Resume(Studio.Handle);
        string before = job.Handle.ToJson();
        await job.GetStatusAsync(cancellationToken: Cancellation);
        Assert.Equal(before, job.Handle.ToJson());
        await job.GetStatusAsync(cancellationToken: Cancellation);
        Assert.Equal(FalQueueState.Completed, (await job.GetStatusAsync(cancellationToken: Cancellation)).State);
        await job.GetResultAsync(Cancellation);
        Assert.Equal(["/q/t/state", "/q/t/output?sig=1"], handler.Requests.Skip(2).Select(static seen => seen.PathAndQuery));
        Assert.Contains("\"response_path\":\"q/t/output?sig=1\"", job.Handle.ToJson(), StringComparison.Ordinal);
        Assert.Equal(Studio.Handle, job.Handle);
    }

    [Fact]
    public async Task A_service_that_moves_a_job_without_end_is_not_followed_without_end()
    {
        int next = 0;
        StubHandler handler = new StubHandler().On("GET", Studio.Status, _ => Task.FromResult(Reply.Json(202, $$"""{"status":"IN_QUEUE","status_url":"https://queue.fal.run/q/{{next++}}"}""")));
        for (int i = 0; i < 40; i++)
            handler.On("GET", $"/q/{i}", 404, "{}");
        using var studio = new Studio(handler);
        FalJob<StudioOutput> job = studio.Endpoint.Resume(Studio.Handle);
        for (int i = 0; i < 40; i++)
            await job.GetStatusAsync(cancellationToken: Cancellation);
        Assert.InRange(handler.Requests.Count(static seen => seen.PathAndQuery.StartsWith("/q/", StringComparison.Ordinal)), 1, 10);
    }

    [Fact]
    public async Task A_key_that_a_service_sends_back_is_not_stored()
    {
        StubHandler handler = Studio.Happy().On("POST", Studio.Submit, 200, Moved.Replace("/q/t/", $"/q/{Studio.Key}/", StringComparison.Ordinal));
        using var studio = new Studio(handler);
        FalJob<StudioOutput> job = await studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation);
        Assert.DoesNotContain("canary", job.Handle.ToJson(), StringComparison.Ordinal);
        await job.GetResultAsync(Cancellation);
    }

    [Fact]
    public void Handles_of_older_versions_and_of_newer_ones_are_read()
    {
        FalJobHandle old = FalJobHandle.Parse($$"""{"endpoint_id":"{{Studio.Id}}","request_id":"job-1","submitted_at":"2026-01-02T03:04:05Z"}""");
        Assert.Null(old.Paths);
        Assert.Equal(3, System.Text.Json.JsonDocument.Parse(old.ToJson()).RootElement.EnumerateObject().Count());

        FalJobHandle newer = FalJobHandle.Parse($$"""{"endpoint_id":"{{Studio.Id}}","request_id":"job-1","status_path":"q/t","tomorrow":{"a":[1]},"cancel_path":{"a":["x"]},"response_path":null}""");
        Assert.Equal(new JobPaths("q/t", null, null), newer.Paths);
        Assert.Equal(newer.ToJson(), FalJobHandle.Parse(newer.ToJson()).ToJson());
        Assert.True(FalJobHandle.TryParse($$"""{"endpoint_id":"{{Studio.Id}}","request_id":"job-1","status_path":"{{new string('a', 1 << 20)}}"}""", out FalJobHandle? large));
        Assert.Null(large.Paths);

        // Which job it is, is endpoint and request id.
        Assert.Equal(old, newer);
        Assert.Equal(old.GetHashCode(), newer.GetHashCode());
        Assert.NotEqual(old, new FalJobHandle(Studio.Id, "job-2"));
        Assert.NotEqual(old, new FalJobHandle("acme/other", "job-1"));
    }

    private static async Task UseAsync(FalJob<StudioOutput> job)
    {
        await job.GetStatusAsync(logs: true, Cancellation);
        await job.WaitAsync(cancellationToken: Cancellation);
        await job.GetResultAsync(Cancellation);
        await job.CancelAsync(Cancellation);
    }
}
