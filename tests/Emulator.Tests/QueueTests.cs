using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace KlingGen.Emulator.Tests;

public sealed class QueueTests
{
    private static readonly FalEmulatorTiming Manual = new() { QueueTime = TimeSpan.FromSeconds(2), RunTime = TimeSpan.FromSeconds(10), QueuePosition = 2, LogLines = 5 };

    [Fact]
    public async Task A_request_waits_works_and_completes_on_the_given_clock()
    {
        var clock = new FakeTimeProvider();
        await using Rig rig = await Rig.StartAsync(o => (o.TimeProvider, o.Timing) = (clock, Manual));
        string id = await rig.SubmitAsync();

        (HttpStatusCode status, JsonElement body) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}/status");
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal("IN_QUEUE", body.GetProperty("status").GetString());
        Assert.Equal(2, body.GetProperty("queue_position").GetInt32());

        clock.Advance(TimeSpan.FromSeconds(1));
        (_, body) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}/status");
        Assert.Equal(1, body.GetProperty("queue_position").GetInt32());

        clock.Advance(TimeSpan.FromSeconds(6));
        (status, body) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}/status?logs=1");
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal("IN_PROGRESS", body.GetProperty("status").GetString());
        Assert.Equal(3, body.GetProperty("logs").GetArrayLength());
        Assert.Equal(JsonValueKind.String, body.GetProperty("logs")[0].GetProperty("message").ValueKind);

        clock.Advance(TimeSpan.FromSeconds(5));
        (status, body) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}/status");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("COMPLETED", body.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, body.GetProperty("logs").ValueKind);
        Assert.Equal(10, body.GetProperty("metrics").GetProperty("inference_time").GetDouble());
        Assert.False(body.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task A_leap_of_the_clock_loses_no_log_and_keeps_the_times()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        await using Rig rig = await Rig.StartAsync(o => (o.TimeProvider, o.Timing) = (clock, Manual));
        string id = await rig.SubmitAsync();
        clock.Advance(TimeSpan.FromDays(100) / 100000);
        clock.Advance(TimeSpan.FromMinutes(1));

        (_, JsonElement body) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}/status?logs=1");
        Assert.Equal("COMPLETED", body.GetProperty("status").GetString());
        Assert.Equal(["1970-01-01T00:00:02Z", "1970-01-01T00:00:04Z", "1970-01-01T00:00:06Z", "1970-01-01T00:00:08Z", "1970-01-01T00:00:10Z"],
            body.GetProperty("logs").EnumerateArray().Select(l => l.GetProperty("timestamp").GetString()));
    }

    [Fact]
    public async Task Submit_answers_the_five_members_with_addresses_of_the_emulator()
    {
        await using Rig rig = await Rig.StartAsync(o => o.Timing = Manual);
        using HttpResponseMessage response = await rig.Http.PostAsync("queue/" + Rig.Kling, Rig.Input());
        JsonElement body = await Rig.ReadAsync(response);
        string id = body.GetProperty("request_id").GetString()!;
        string url = $"{rig.Emulator.Address}queue/{Rig.App}/requests/{id}";
        Assert.Equal("IN_QUEUE", body.GetProperty("status").GetString());
        Assert.Equal(2, body.GetProperty("queue_position").GetInt32());
        Assert.Equal(url, body.GetProperty("response_url").GetString());
        Assert.Equal(url + "/status", body.GetProperty("status_url").GetString());
        Assert.Equal(url + "/cancel", body.GetProperty("cancel_url").GetString());
        Assert.Equal([id], response.Headers.GetValues("x-fal-request-id"));
    }

    [Theory]
    [InlineData("fal-ai/kling-image/requests/{0}")]
    [InlineData("fal-ai/kling-image/requests/{0}/")]
    [InlineData("fal-ai/kling-image/requests/{0}/response")]
    [InlineData("fal-ai/kling-image/v3/text-to-image/requests/{0}")]
    [InlineData("fal-ai/kling-image/v3/text-to-image/requests/{0}/response")]
    public async Task The_result_is_found_under_every_form_of_its_address(string form)
    {
        await using Rig rig = await Rig.StartAsync();
        string id = await rig.SubmitAsync();
        using HttpResponseMessage response = await rig.Http.GetAsync("queue/" + form.Replace("{0}", id, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([id], response.Headers.GetValues("x-fal-request-id"));
        Assert.Equal(["1"], response.Headers.GetValues("X-Fal-Billable-Units"));
        Assert.Equal(1, (await Rig.ReadAsync(response)).GetProperty("images").GetArrayLength());
    }

    [Fact]
    public async Task An_early_result_is_400_and_an_unknown_or_foreign_request_404()
    {
        await using Rig rig = await Rig.StartAsync(o => o.Timing = Manual);
        string id = await rig.SubmitAsync();

        (HttpStatusCode status, JsonElement body) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("Request is still in progress", body.GetProperty("detail").GetString());

        foreach (string unknown in (string[])[$"{Rig.App}/requests/{Guid.NewGuid()}", $"other/app/requests/{id}"])
        {
            foreach (string tail in (string[])["", "/status", "/status/stream"])
            {
                (status, body) = await rig.GetAsync($"queue/{unknown}{tail}");
                Assert.Equal(HttpStatusCode.NotFound, status);
                Assert.Equal("NOT_FOUND", body.GetProperty("status").GetString());
            }
        }
    }

    [Fact]
    public async Task Cancel_ends_a_waiting_request_and_is_refused_for_a_finished_one()
    {
        await using Rig rig = await Rig.StartAsync(o => o.Timing = Manual);
        string id = await rig.SubmitAsync();
        using HttpResponseMessage first = await rig.Http.PutAsync($"queue/{Rig.App}/requests/{id}/cancel", null);
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal("CANCELLATION_REQUESTED", (await Rig.ReadAsync(first)).GetProperty("status").GetString());

        using HttpResponseMessage second = await rig.Http.PutAsync($"queue/{Rig.App}/requests/{id}/cancel", null);
        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        Assert.Equal("ALREADY_COMPLETED", (await Rig.ReadAsync(second)).GetProperty("status").GetString());

        (HttpStatusCode status, JsonElement body) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}/status");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("client_cancelled", body.GetProperty("error_type").GetString());
        (status, _) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}");
        Assert.Equal(499, (int)status);
    }

    [Fact]
    public async Task The_concurrency_limit_makes_requests_wait_in_order()
    {
        var clock = new FakeTimeProvider();
        await using Rig rig = await Rig.StartAsync(o =>
        {
            (o.TimeProvider, o.ConcurrencyLimit) = (clock, 1);
            o.Timing = Manual with { QueueTime = TimeSpan.Zero, QueuePosition = 0 };
        });
        string[] ids = [await rig.SubmitAsync(), await rig.SubmitAsync(), await rig.SubmitAsync()];

        Assert.Equal(["IN_PROGRESS", "IN_QUEUE 0", "IN_QUEUE 1"], await StatesAsync(rig, ids));
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["COMPLETED", "IN_PROGRESS", "IN_QUEUE 0"], await StatesAsync(rig, ids));
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(["COMPLETED", "COMPLETED", "COMPLETED"], await StatesAsync(rig, ids));
    }

    private static async Task<List<string>> StatesAsync(Rig rig, IEnumerable<string> ids)
    {
        var states = new List<string>();
        foreach (string id in ids)
        {
            (_, JsonElement body) = await rig.GetAsync($"queue/{Rig.App}/requests/{id}/status");
            states.Add(body.GetProperty("status").GetString() + (body.TryGetProperty("queue_position", out JsonElement position) ? $" {position}" : ""));
        }

        return states;
    }
}
