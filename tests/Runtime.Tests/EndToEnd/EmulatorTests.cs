using KlingGen;
using KlingGen.Emulator;
using Microsoft.Extensions.Time.Testing;
using Runtime.Tests.Support;
using Op = KlingGen.Emulator.FalOperation;

namespace Runtime.Tests.EndToEnd;

/// <summary>The client against the emulator over a real socket; the emulator's journal is the evidence.</summary>
public class EmulatorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_comes_from_prompt_to_disk()
    {
        string folder = Path.Combine(Path.GetTempPath(), "klinggen-" + Guid.NewGuid().ToString("N"));
        // The job moves on only when its last move was seen.
        var clock = new FakeTimeProvider();
        await using Stage stage = await Stage.OpenAsync(FalEmulatorTiming.Demo, options => options.TimeProvider = clock);
        FalClient client = stage.NewClient(options => options.LookUpPrices = true);
        var endpoint = new FalEndpoint<StudioInput, StudioOutput>(client, Stage.Id);
        var states = new List<FalQueueState>();
        try
        {
            FalResult<StudioOutput> result = await endpoint.SubscribeAsync(
                new StudioInput { Prompt = "a hobbit's study", Count = 2 },
                progress: new FalProgress<FalQueueStatus>(status =>
                {
                    states.Add(status.State);
                    clock.Advance(FalEmulatorTiming.Demo.QueueTime);
                }),
                cancellationToken: Cancellation);

            Assert.Equal(2, result.Value.Images.Count);
            Assert.Equal(2m, result.BillableUnits);
            Assert.Equal(0.056m, result.Cost?.Amount);
            Assert.NotEmpty(result.Logs);
            Assert.NotNull(result.InferenceTime);
            Assert.Contains(FalQueueState.InQueue, states);
            Assert.Contains(FalQueueState.InProgress, states);
            Assert.Equal(FalQueueState.Completed, states[^1]);
            foreach (StudioImage image in result.Value.Images)
            {
                string path = await image.SaveAsync(folder, client, cancellationToken: Cancellation);
                Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await File.ReadAllBytesAsync(path, Cancellation))[..4]);
            }

            Assert.Equal(2, Directory.GetFiles(folder).Length);
            stage.Journal.AssertSubmittedOnce(Stage.Id);
            stage.Journal.AssertCount(Op.Status, 0);
            stage.Journal.AssertCount(Op.StatusStream, 1);
            stage.Journal.AssertCount(Op.Result, 1);
            Assert.All(stage.Journal.Of(Op.Download), entry => Assert.False(entry.Headers.ContainsKey("Authorization")));
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Run_and_the_untyped_endpoint_work_too()
    {
        await using Stage stage = await Stage.OpenAsync();
        FalResult<StudioOutput> run = await stage.NewEndpoint().RunAsync(Studio.Input, cancellationToken: Cancellation);
        Assert.Single(run.Value.Images);
        Assert.NotNull(run.RequestId);
        FalResult<FalJson> any = await stage.NewClient().Endpoint(Stage.Id).SubscribeAsync(FalJson.Parse("""{"prompt":"x"}"""), cancellationToken: Cancellation);
        Assert.Equal(1, any.Value.Element.GetProperty("images").GetArrayLength());
    }

    [Fact]
    public async Task A_wrong_key_and_a_wrong_endpoint_are_named()
    {
        await using Stage stage = await Stage.OpenAsync();
        var wrong = await Assert.ThrowsAsync<FalAuthenticationException>(() => stage.NewEndpoint(options => options.ApiKey = "who:knows").RunAsync(Studio.Input, cancellationToken: Cancellation));
        Assert.Contains("No user found", wrong.Message, StringComparison.Ordinal);
        var missing = await Assert.ThrowsAsync<FalApiException>(() => stage.NewClient().Endpoint("fal-ai/no-such").SubmitAsync(FalJson.Parse("{}"), cancellationToken: Cancellation));
        Assert.Equal(404, (int)missing.StatusCode!);
    }

    [Fact]
    public async Task A_refusal_of_the_emulator_names_the_member()
    {
        await using Stage stage = await Stage.OpenAsync();
        var error = await Assert.ThrowsAsync<FalApiValidationException>(
            () => stage.NewEndpoint(options => options.Validate = false).SubscribeAsync(new StudioInput { Prompt = "x", Count = 10 }, cancellationToken: Cancellation));
        Assert.Equal("Count", Assert.Single(error.ValidationErrors).Member);
        Assert.NotNull(error.Handle);
    }

    [Fact]
    public async Task A_cancelled_job_is_over()
    {
        await using Stage stage = await Stage.OpenAsync(FalEmulatorTiming.Instant with { QueueTime = TimeSpan.FromMinutes(10) });
        FalJob<StudioOutput> job = await stage.NewEndpoint().SubmitAsync(Studio.Input, cancellationToken: Cancellation);
        Assert.Equal(FalQueueState.InQueue, (await job.GetStatusAsync(cancellationToken: Cancellation)).State);
        Assert.Equal(FalCancelStatus.Requested, await job.CancelAsync(Cancellation));
        Assert.Equal(FalQueueState.Completed, (await job.WaitAsync(cancellationToken: Cancellation)).State);
        await Assert.ThrowsAnyAsync<FalApiException>(() => job.GetResultAsync(Cancellation));
        Assert.Equal(FalCancelStatus.AlreadyCompleted, await job.CancelAsync(Cancellation));
    }

    [Fact]
    public async Task Streaming_ends_with_the_whole_output()
    {
        await using Stage stage = await Stage.OpenAsync();
        List<StudioOutput> outputs = await stage.NewEndpoint().StreamAsync(Studio.Input, cancellationToken: Cancellation).ToListAsync(Cancellation);
        Assert.NotEmpty(outputs);
        Assert.Single(outputs[^1].Images);
        stage.Journal.AssertSubmittedOnce();
    }
}
