using System.Net;
using System.Text.Json;
using KlingGen.TestKit;

namespace KlingGen.Emulator.Tests;

/// <summary>The clock that can be stopped and moved, by itself and over HTTP.</summary>
public sealed class ClockTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stopped_clock_moves_by_what_it_is_given_and_fires_what_is_due_then()
    {
        var clock = new FalEmulatorClock();
        clock.Stop();
        DateTimeOffset before = clock.GetUtcNow();
        long stamp = clock.GetTimestamp();
        int early = 0;
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ITimer first = clock.CreateTimer(_ => Interlocked.Increment(ref early), null, TimeSpan.FromHours(2), Timeout.InfiniteTimeSpan);
        await using ITimer second = clock.CreateTimer(_ => late.TrySetResult(), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        Assert.False(clock.IsRunning);
        Assert.Equal(before, clock.GetUtcNow());

        clock.Advance(TimeSpan.FromHours(1));
        await HangGuard.Within(late.Task, "the timer that is due");
        Assert.Equal(before + TimeSpan.FromHours(1), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(1), clock.GetElapsedTime(stamp));
        Assert.Equal(0, Volatile.Read(ref early));
    }

    [Fact]
    public async Task A_clock_that_goes_on_begins_where_it_stood()
    {
        var clock = new FalEmulatorClock();
        clock.Stop();
        DateTimeOffset stood = clock.GetUtcNow();
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ITimer timer = clock.CreateTimer(_ => fired.TrySetResult(), null, TimeSpan.FromMilliseconds(20), Timeout.InfiniteTimeSpan);
        clock.Stop();
        Assert.False(fired.Task.IsCompleted);
        clock.Start();
        clock.Start();
        await HangGuard.Within(fired.Task, "the timer");
        Assert.InRange(clock.GetUtcNow() - stood, TimeSpan.FromMilliseconds(20), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_period_goes_on_and_a_timer_that_is_gone_does_not()
    {
        var clock = new FalEmulatorClock();
        clock.Stop();
        using var ticks = new SemaphoreSlim(0);
        ITimer timer = clock.CreateTimer(_ => ticks.Release(), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        for (int tick = 0; tick < 3; tick++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            Assert.True(await ticks.WaitAsync(HangGuard.Limit, Token), $"tick {tick}");
        }

        await timer.DisposeAsync();
        clock.Advance(TimeSpan.FromDays(1));
        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        Assert.Equal(0, ticks.CurrentCount);
    }

    [Fact]
    public void Time_does_not_go_back() => Assert.Throws<ArgumentOutOfRangeException>(static () => new FalEmulatorClock().Advance(TimeSpan.FromTicks(-1)));

    [Fact]
    public async Task A_job_stands_still_with_the_clock_and_its_result_is_gone_an_hour_later()
    {
        await using Rig rig = await Rig.StartAsync(static options => (options.TimeProvider, options.Timing) = (new FalEmulatorClock(), FalEmulatorTiming.Demo));
        Assert.False((await SetAsync(rig, """{"running":false}""")).GetProperty("running").GetBoolean());
        string id = await rig.SubmitAsync();
        Assert.Equal("IN_QUEUE", await StatusAsync(rig, id));

        await SetAsync(rig, """{"advance_seconds":60}""");
        await using Stream events = await rig.Http.GetStreamAsync($"queue/{Rig.App}/requests/{id}/status/stream", Token);
        using var lines = new StreamReader(events);
        while (await lines.ReadLineAsync(Token).AsTask().WaitAsync(HangGuard.Limit, Token) is { } line && !line.Contains("COMPLETED", StringComparison.Ordinal))
        {
        }

        Assert.Equal("COMPLETED", await StatusAsync(rig, id));
        await SetAsync(rig, """{"advance_seconds":3601}""");
        Assert.Equal(HttpStatusCode.NotFound, (await rig.GetAsync($"queue/{Rig.App}/requests/{id}/status")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"running":1}""")]
    [InlineData("""{"running":"yes"}""")]
    [InlineData("""{"running":null}""")]
    [InlineData("""{"advance_seconds":-1}""")]
    [InlineData("""{"advance_seconds":"60"}""")]
    [InlineData("""{"advance_seconds":1e300}""")]
    [InlineData("""{"advance_seconds":315360001}""")]
    [InlineData("""{"running":true,"advance_seconds":1}""")]
    [InlineData("""{"stop":true}""")]
    public async Task A_wrong_setting_is_answered_with_the_right_ones(string body)
    {
        await using Rig rig = await Rig.StartAsync(static options => options.TimeProvider = new FalEmulatorClock());
        using HttpResponseMessage answer = await rig.Http.PostAsync("emulator/clock", Rig.Json(body), Token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("advance_seconds", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_of_the_programs_own_is_not_moved_from_outside()
    {
        await using Rig rig = await Rig.StartAsync();
        (HttpStatusCode status, JsonElement body) = await rig.GetAsync("emulator/clock");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("FalEmulatorClock", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_journal_keeps_what_was_answered_where_it_is_text()
    {
        await using Rig rig = await Rig.StartAsync(static options => options.JournalBodyLimit = 100);
        using HttpResponseMessage run = await rig.Http.PostAsync("run/" + Rig.Kling, Rig.Input(), Token);
        string answer = await run.Content.ReadAsStringAsync(Token);
        string url = JsonDocument.Parse(answer).RootElement.GetProperty("images")[0].GetProperty("url").GetString()!;
        await rig.Http.GetByteArrayAsync(new Uri(url), Token);
        (_, JsonElement entries) = await rig.GetAsync("emulator/journal");
        Assert.Equal([answer[..100], ""], entries.EnumerateArray().Select(static entry => entry.GetProperty("answer").GetString()));
    }

    private static async Task<string?> StatusAsync(Rig rig, string id) => (await rig.GetAsync($"queue/{Rig.App}/requests/{id}/status")).Body.GetProperty("status").GetString();

    private static async Task<JsonElement> SetAsync(Rig rig, string body)
    {
        using HttpResponseMessage answer = await rig.Http.PostAsync("emulator/clock", Rig.Json(body), Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Rig.ReadAsync(answer);
    }
}
