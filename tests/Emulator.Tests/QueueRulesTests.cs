using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace KlingGen.Emulator.Tests;

/// <summary>Priorities, deadlines, limits, retries and retention, all on a fake clock.</summary>
public sealed class QueueRulesTests
{
    private static readonly FalEmulatorTiming Timing = new() { QueueTime = TimeSpan.Zero, RunTime = TimeSpan.FromSeconds(10), QueuePosition = 0, LogLines = 2 };

    [Fact]
    public async Task Low_priority_waits_behind_normal()
    {
        var clock = new FakeTimeProvider();
        await using Rig rig = await StartAsync(clock, o => o.ConcurrencyLimit = 1);
        await SubmitAsync(rig);
        string low = await SubmitAsync(rig, ("X-Fal-Queue-Priority", "low"));
        string normal = await SubmitAsync(rig, ("X-Fal-Queue-Priority", "normal"));
        Assert.Equal("IN_QUEUE 1", await StateAsync(rig, low));
        Assert.Equal("IN_QUEUE 0", await StateAsync(rig, normal));
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("IN_QUEUE 0", await StateAsync(rig, low));
        Assert.Equal("IN_PROGRESS", await StateAsync(rig, normal));
    }

    [Theory]
    [InlineData("X-Fal-Request-Timeout", "5.0")]
    [InlineData("X-Fal-Request-Start-Timeout", "5")]
    public async Task A_request_that_cannot_start_in_time_fails_with_the_callers_own_504(string header, string value)
    {
        var clock = new FakeTimeProvider();
        await using Rig rig = await StartAsync(clock, o => o.ConcurrencyLimit = 1);
        string running = await SubmitAsync(rig, (header, value));
        string late = await SubmitAsync(rig, (header, value));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("IN_PROGRESS", await StateAsync(rig, running));
        Assert.Equal("COMPLETED request_timeout", await StateAsync(rig, late));
        using HttpResponseMessage result = await rig.Http.GetAsync($"queue/{Rig.App}/requests/{late}");
        Assert.Equal(HttpStatusCode.GatewayTimeout, result.StatusCode);
        Assert.Equal(["user"], result.Headers.GetValues("X-Fal-Request-Timeout-Type"));
        Assert.Equal(["request_timeout"], result.Headers.GetValues("X-Fal-Error-Type"));
    }

    [Fact]
    public async Task A_queue_longer_than_the_caller_bears_is_429()
    {
        await using Rig rig = await StartAsync(new FakeTimeProvider(), o => o.ConcurrencyLimit = 1);
        for (int i = 0; i < 3; i++)
            await SubmitAsync(rig);
        using HttpResponseMessage refused = await rig.Http.PostAsync($"queue/{Rig.Kling}?fal_max_queue_length=1", Rig.Input());
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        using HttpResponseMessage taken = await rig.Http.PostAsync($"queue/{Rig.Kling}?fal_max_queue_length=2", Rig.Input());
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        using HttpResponseMessage sync = await rig.Http.PostAsync($"run/{Rig.Kling}", Rig.Input());
        Assert.Equal(HttpStatusCode.TooManyRequests, sync.StatusCode);
        Assert.Equal(["1"], sync.Headers.GetValues("X-Fal-Needs-Retry"));
    }

    [Fact]
    public async Task The_platform_tries_again_and_callers_see_a_step_back()
    {
        var clock = new FakeTimeProvider();
        await using Rig rig = await StartAsync(clock, o => o.Timing = Timing with { QueueTime = TimeSpan.FromSeconds(1) });
        rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.Failure, ErrorType = "runner_disconnected", FailedAttempts = 2, Times = 1 });
        string id = await SubmitAsync(rig);
        var states = new List<string>();
        for (int i = 0; i < 6; i++)
        {
            states.Add(await StateAsync(rig, id));
            clock.Advance(TimeSpan.FromSeconds(i % 2 == 0 ? 1 : 10));
        }

        Assert.Equal(["IN_QUEUE 0", "IN_PROGRESS", "IN_QUEUE 0", "IN_PROGRESS", "IN_QUEUE 0", "IN_PROGRESS"], states);
        Assert.Equal("COMPLETED", await StateAsync(rig, id));
        (HttpStatusCode status, _) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}");
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData("1", 1)]
    public async Task After_its_attempts_or_on_the_callers_wish_the_platform_gives_up(string? noRetry, int attempts)
    {
        var clock = new FakeTimeProvider();
        await using Rig rig = await StartAsync(clock);
        rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.Failure, ErrorType = "runner_connection_refused" });
        string id = noRetry is null ? await SubmitAsync(rig) : await SubmitAsync(rig, ("X-Fal-No-Retry", noRetry));
        clock.Advance(TimeSpan.FromSeconds((10 * attempts) - 1));
        Assert.Equal("IN_PROGRESS", await StateAsync(rig, id));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("COMPLETED runner_connection_refused", await StateAsync(rig, id));
        (HttpStatusCode status, JsonElement body) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "runner_connection_refused"), (status, body.GetProperty("error_type").GetString()));
    }

    [Theory]
    [InlineData("content_policy_violation", 422, "false")]
    [InlineData("downstream_service_unavailable", 500, "true")]
    [InlineData("generation_timeout", 504, "false")]
    public async Task A_model_failure_is_replayed_by_result_run_and_stream(string type, int status, string retryable)
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.Failure, ErrorType = type });
        string id = await SubmitAsync(rig);
        Assert.Equal("COMPLETED", await StateAsync(rig, id));
        using HttpResponseMessage result = await rig.Http.GetAsync($"queue/{Rig.App}/requests/{id}");
        using HttpResponseMessage run = await rig.Http.PostAsync($"run/{Rig.Kling}", Rig.Input());
        using HttpResponseMessage stream = await rig.Http.PostAsync($"run/{Rig.Kling}/stream", Rig.Input());
        foreach (HttpResponseMessage response in (HttpResponseMessage[])[result, run, stream])
        {
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal([retryable], response.Headers.GetValues("X-Fal-Retryable"));
            Assert.Equal(type, (await Rig.ReadAsync(response)).GetProperty("detail")[0].GetProperty("type").GetString());
        }
    }

    [Fact]
    public void Every_documented_failure_can_be_ordered()
    {
        Assert.Equal(44, Runs.FailureTable.Types.Distinct().Count());
        foreach (string type in Runs.FailureTable.Types)
        {
            Runs.ModelFailure failure = Runs.FailureTable.Make(type, new Exchange.WantedFailure(type, int.MaxValue, null, null, null), new FalEmulatorOptions());
            Assert.InRange(failure.Status, 400, 504);
            Assert.Contains(type, failure.Body.ToJsonString(), StringComparison.Ordinal);
        }

        var faults = new FalFaults();
        Assert.Throws<ArgumentException>(() => faults.Add(new FalFault { Kind = FalFaultKind.Failure, ErrorType = "bad_luck" }));
    }

    [Theory]
    [InlineData(false, 59, 61)]
    [InlineData(true, 5, 7)]
    public async Task Results_are_kept_for_an_hour_and_large_ones_for_minutes(bool large, int found, int lost)
    {
        var clock = new FakeTimeProvider();
        await using Rig rig = await StartAsync(clock, o => o.Timing = FalEmulatorTiming.Instant);
        string id = await rig.SubmitAsync(Rig.Json(large ? """{"prompt":"a","sync_mode":true,"num_images":9}""" : """{"prompt":"a"}"""));
        clock.Advance(TimeSpan.FromMinutes(found));
        Assert.Equal(HttpStatusCode.OK, (await rig.GetAsync($"queue/{Rig.App}/requests/{id}")).Status);
        clock.Advance(TimeSpan.FromMinutes(lost - found));
        Assert.Equal(HttpStatusCode.NotFound, (await rig.GetAsync($"queue/{Rig.App}/requests/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await rig.GetAsync($"queue/{Rig.App}/requests/{id}/status")).Status);
    }

    [Fact]
    public async Task Output_files_live_as_long_as_the_caller_asked()
    {
        var clock = new FakeTimeProvider();
        await using Rig rig = await StartAsync(clock, o => o.Timing = FalEmulatorTiming.Instant);
        string id = await SubmitAsync(rig, ("X-Fal-Object-Lifecycle-Preference", """{"expiration_duration_seconds":60}"""));
        (_, JsonElement body) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}");
        string url = body.GetProperty("images")[0].GetProperty("url").GetString()!;
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.NotEmpty(await rig.Http.GetByteArrayAsync(url));
        clock.Advance(TimeSpan.FromSeconds(1));
        using HttpResponseMessage gone = await rig.Http.GetAsync(url);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory]
    [InlineData(FalCancelStyle.Requested, 202, "CANCELLATION_REQUESTED", 499)]
    [InlineData(FalCancelStyle.Ok, 200, "OK", 499)]
    [InlineData(FalCancelStyle.Success, 200, "success", 499)]
    [InlineData(FalCancelStyle.Forgotten, 202, "CANCELLATION_REQUESTED", 404)]
    [InlineData(FalCancelStyle.Ignored, 202, "CANCELLATION_REQUESTED", 200)]
    public async Task Cancel_has_every_documented_style(FalCancelStyle style, int status, string word, int result)
    {
        var clock = new FakeTimeProvider();
        await using Rig rig = await StartAsync(clock, o => o.CancelStyle = style);
        string id = await SubmitAsync(rig);
        using HttpResponseMessage cancel = await rig.Http.PutAsync($"queue/{Rig.App}/requests/{id}/cancel", null);
        Assert.Equal(status, (int)cancel.StatusCode);
        Assert.Contains(word, await cancel.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(result, (int)(await rig.GetAsync($"queue/{Rig.App}/requests/{id}")).Status);
    }

    private static Task<Rig> StartAsync(FakeTimeProvider clock, Action<FalEmulatorOptions>? more = null) => Rig.StartAsync(o =>
    {
        (o.TimeProvider, o.Timing) = (clock, Timing);
        more?.Invoke(o);
    });

    private static async Task<string> SubmitAsync(Rig rig, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "queue/" + Rig.Kling) { Content = Rig.Input() };
        foreach ((string name, string value) in headers)
            request.Headers.Add(name, value);
        using HttpResponseMessage response = await rig.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await Rig.ReadAsync(response)).GetProperty("request_id").GetString()!;
    }

    private static async Task<string> StateAsync(Rig rig, string id)
    {
        (_, JsonElement body) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}/status");
        return body.GetProperty("status").GetString()
            + (body.TryGetProperty("queue_position", out JsonElement position) ? $" {position}" : "")
            + (body.TryGetProperty("error_type", out JsonElement type) ? $" {type}" : "");
    }
}
