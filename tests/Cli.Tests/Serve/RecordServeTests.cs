using System.Net;
using Cli.Tests.Support;

namespace Cli.Tests.Serve;

/// <summary><c>klinggen serve --record</c> and <c>--replay</c>, against an emulator that plays the service.</summary>
public sealed class RecordServeTests(Emulated emulated) : IClassFixture<Emulated>
{
    [Fact]
    public async Task What_is_recorded_is_replayed_without_the_service_and_strictly()
    {
        using var run = new CliRun();
        int billed = emulated.Emulator.Billing.Events.Count;
        await using (var recording = await Serving.StartAsync(run, "serve", "--record", "recordings", "--keep-media", "--service", emulated.Emulator.Address.AbsoluteUri))
        {
            Assert.Contains($"Calls go to {emulated.Emulator.Address}; they are kept in recordings.", recording.Line, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await recording.RunAsync()).StatusCode);
            Assert.Equal(new CliResult(0, "", ""), await recording.StopAsync() with { Output = "" });
        }

        Assert.Equal(billed + 1, emulated.Emulator.Billing.Events.Count);
        Assert.Equal(2, Directory.GetFiles(run.PathOf("recordings"), "*", SearchOption.AllDirectories).Length);
        await using var replay = await Serving.StartAsync(run, "serve", "--replay", "recordings", "--strict", "--fail-on-unexpected", "--json");
        Assert.Equal(run.PathOf("recordings"), replay.Ready.GetProperty("replay").GetString());
        Assert.Equal(HttpStatusCode.OK, (await replay.RunAsync()).StatusCode);
        using var other = new StringContent("""{"prompt":"a wolf"}""", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage refused = await replay.Http.PostAsync("run/fal-ai/kling-image/v3/text-to-image", other, TestContext.Current.CancellationToken);
        Assert.Contains("differs at $.prompt", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(1, (await replay.StopAsync()).ExitCode);
        Assert.Equal(billed + 1, emulated.Emulator.Billing.Events.Count);
    }

    [Fact]
    public async Task A_recording_that_cannot_be_written_later_is_said_and_the_answer_still_comes()
    {
        using var run = new CliRun();
        await using var recording = await Serving.StartAsync(run, "serve", "--record", "recordings", "--service", emulated.Emulator.Address.AbsoluteUri, "--timing", "instant");
        using HttpResponseMessage submitted = await recording.Http.PostAsync("queue/fal-ai/kling-image/v3/text-to-image", new StringContent("""{"prompt":"b"}""", System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        string body = await submitted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        string id = System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("request_id").GetString()!;
        Directory.Delete(run.PathOf("recordings"), recursive: true);
        await File.WriteAllTextAsync(run.PathOf("recordings"), "in the way", TestContext.Current.CancellationToken);
        using HttpResponseMessage cancelled = await recording.Http.PutAsync($"queue/fal-ai/kling-image/requests/{id}/cancel", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
        Assert.Contains("cannot be written", (await recording.StopAsync()).Error, StringComparison.Ordinal);
    }
}
