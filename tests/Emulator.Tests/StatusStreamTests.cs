using System.Net.ServerSentEvents;
using System.Text.Json;
using KlingGen.TestKit;

namespace KlingGen.Emulator.Tests;

public sealed class StatusStreamTests
{
    [Fact]
    public async Task Events_follow_the_states_with_logs_as_increments_and_then_end()
    {
        var clock = new WatchedTime();
        await using Rig rig = await Rig.StartAsync(o =>
        {
            o.TimeProvider = clock;
            o.Timing = new FalEmulatorTiming { QueueTime = TimeSpan.FromSeconds(1), QueuePosition = 1, RunTime = TimeSpan.FromSeconds(3), LogLines = 3 };
        });
        string id = await rig.SubmitAsync();
        using HttpResponseMessage response = await rig.Http.GetAsync($"queue/{Rig.App}/requests/{id}/status/stream?logs=1", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);

        var events = new List<JsonElement>();
        await foreach (SseItem<string> item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            events.Add(JsonDocument.Parse(item.Data).RootElement);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["IN_QUEUE", "IN_PROGRESS", "IN_PROGRESS", "IN_PROGRESS", "COMPLETED"], events.Select(e => e.GetProperty("status").GetString()));
        Assert.Equal([1, 1, 1, 0], events.Skip(1).Select(e => e.GetProperty("logs").GetArrayLength()));
        Assert.All(events, e => Assert.Equal(id, e.GetProperty("request_id").GetString()));
    }

    [Fact]
    public async Task Silence_is_broken_by_comments()
    {
        var clock = new WatchedTime();
        await using Rig rig = await Rig.StartAsync(o =>
        {
            o.TimeProvider = clock;
            o.Timing = new FalEmulatorTiming { QueueTime = TimeSpan.FromDays(36500), QueuePosition = 0, PingInterval = TimeSpan.FromSeconds(15) };
        });
        string id = await rig.SubmitAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using HttpResponseMessage response = await rig.Http.GetAsync($"queue/{Rig.App}/requests/{id}/status/stream", HttpCompletionOption.ResponseHeadersRead, stop.Token);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(stop.Token));
        Assert.Equal(": ping", await lines.ReadLineAsync(stop.Token));
        Assert.Equal("", await lines.ReadLineAsync(stop.Token));
        Assert.StartsWith("data: {\"status\":\"IN_QUEUE\"", await lines.ReadLineAsync(stop.Token), StringComparison.Ordinal);
        Assert.Equal("", await lines.ReadLineAsync(stop.Token));

        // The emulator starts its silence timer after it has written.
        ValueTask<string?> next = lines.ReadLineAsync(stop.Token);
        TimeSpan silence = TimeSpan.FromSeconds(15);
        await clock.WaitForTimersAsync(due => due == silence, 1, stop.Token);
        clock.Advance(silence);
        Assert.Equal(": ping", await next);
    }

    [Fact]
    public async Task A_finished_request_gives_one_event_with_all_logs()
    {
        await using Rig rig = await Rig.StartAsync();
        string id = await rig.SubmitAsync();
        using HttpResponseMessage response = await rig.Http.GetAsync($"queue/{Rig.App}/requests/{id}/status/stream?logs=true");
        var items = new List<SseItem<string>>();
        await foreach (SseItem<string> item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
            items.Add(item);
        using JsonDocument only = JsonDocument.Parse(Assert.Single(items).Data);
        Assert.Equal("COMPLETED", only.RootElement.GetProperty("status").GetString());
        Assert.Equal(5, only.RootElement.GetProperty("logs").GetArrayLength());
    }

    [Fact]
    public async Task Streaming_gives_partial_outputs_and_last_the_final_one()
    {
        await using Rig rig = await Rig.StartAsync();
        using HttpResponseMessage response = await rig.Http.PostAsync($"run/{Rig.Kling}/stream", Rig.Input());
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var outputs = new List<JsonElement>();
        await foreach (SseItem<string> item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
            outputs.Add(JsonDocument.Parse(item.Data).RootElement);
        Assert.Equal(4, outputs.Count);
        Assert.Equal(1, outputs[^1].GetProperty("images").GetArrayLength());
        Assert.Equal(1, rig.Emulator.Journal.Count(FalOperation.Stream));

        using HttpResponseMessage refused = await rig.Http.PostAsync($"run/{Rig.Kling}/stream", Rig.Json("{}"));
        Assert.Equal(422, (int)refused.StatusCode);
    }
}
