using Generated.Tests.Fal.KlingImageV3TextToImage;
using KlingGen;
using KlingGen.Emulator;
using Microsoft.Extensions.Time.Testing;
using FalOperation = KlingGen.Emulator.FalOperation;

namespace Generated.Tests;

public sealed class MainPathTests
{
    [Theory]
    [InlineData(OutputFormat.Png, "image/png", 0x89)]
    [InlineData(OutputFormat.Jpeg, "image/jpeg", 0xFF)]
    [InlineData(OutputFormat.Webp, "image/webp", (byte)'R')]
    public async Task Subscribe_gives_the_asked_pictures_with_their_price(OutputFormat format, string contentType, byte firstByte)
    {
        await using EmulatedKling studio = await EmulatedKling.StartAsync(configure: static options => options.LookUpPrices = true);

        FalResult<KlingImageV3TextToImageOutput> result = await studio.Kling.SubscribeAsync(
            new() { Prompt = "a lighthouse in fog", NumImages = 3, OutputFormat = format, AspectRatio = AspectRatio.Ratio2x3 },
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(3, result.Value.Images.Count);
        Assert.Equal(3m, result.BillableUnits);
        Assert.Equal(3 * 0.028m, result.Cost!.Amount);
        foreach (FalImage image in result.Value.Images)
        {
            Assert.Equal(contentType, image.ContentType);
            Assert.InRange((double)image.Width!.Value / image.Height!.Value, 0.64, 0.69);
            Assert.Equal(firstByte, (await image.GetBytesAsync(studio.Fal, cancellationToken: TestContext.Current.CancellationToken))[0]);
        }

        studio.Emulator.Journal.AssertSubmittedOnce(KlingImageV3TextToImageClient.Id);
    }

    [Fact]
    public async Task The_price_of_the_lock_file_gives_estimate_and_cost_without_asking()
    {
        await using EmulatedKling studio = await EmulatedKling.StartAsync();
        var input = new KlingImageV3TextToImageInput { Prompt = "a lighthouse in fog", NumImages = 3 };

        FalCost? estimate = studio.Kling.EstimateCost(input);
        FalResult<KlingImageV3TextToImageOutput> result = await studio.Kling.SubscribeAsync(input, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(new FalCost(0.084m, "USD"), estimate);
        Assert.Equal(estimate, result.Cost);
        Assert.Equal(0.084m, studio.Emulator.Billing.Total);
        Assert.NotNull(studio.Kling.ListPrice?.AsOf);
        Assert.Equal("0.028 USD", studio.Kling.EstimateCost(input with { NumImages = null })?.ToString());
        Assert.Empty(studio.Emulator.Journal.Where(static entry => entry.Operation == FalOperation.Pricing));
    }

    [Fact]
    public async Task Progress_shows_queue_positions_logs_and_the_end_and_the_handle_comes_first()
    {
        // The job moves on only when its last move was seen.
        var clock = new FakeTimeProvider();
        await using EmulatedKling studio = await EmulatedKling.StartAsync(new() { QueuePosition = 1, LogLines = 2 }, clock: clock);
        var seen = new List<object>();

        FalResult<KlingImageV3TextToImageOutput> result = await studio.Kling.SubscribeAsync(
            new() { Prompt = "a lighthouse in fog" },
            progress: new FalProgress<FalQueueStatus>(status =>
            {
                seen.Add(status);
                clock.Advance(TimeSpan.FromSeconds(0.5));
            }),
            onEnqueue: (handle, _) =>
            {
                seen.Add(handle);
                return ValueTask.CompletedTask;
            },
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(result.RequestId, Assert.IsType<FalJobHandle>(seen[0]).RequestId);
        List<FalQueueStatus> states = [.. seen.OfType<FalQueueStatus>()];
        Assert.Contains(states, static status => status is { State: FalQueueState.InQueue, QueuePosition: not null });
        Assert.Equal(FalQueueState.Completed, states[^1].State);
        Assert.Equal(2, result.Logs.Count);
    }

    [Fact]
    public async Task Run_answers_in_one_call()
    {
        await using EmulatedKling studio = await EmulatedKling.StartAsync();

        FalResult<KlingImageV3TextToImageOutput> result = await studio.Kling.RunAsync(
            new() { Prompt = "a lighthouse in fog" }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Single(result.Value.Images);
        studio.Emulator.Journal.AssertCount(FalOperation.Run, 1);
    }

    [Fact]
    public async Task A_job_is_resumed_from_its_written_handle_by_another_client()
    {
        await using EmulatedKling studio = await EmulatedKling.StartAsync();
        FalJob<KlingImageV3TextToImageOutput> job = await studio.Kling.SubmitAsync(
            new() { Prompt = "a lighthouse in fog" }, cancellationToken: TestContext.Current.CancellationToken);
        string written = job.Handle.ToJson();

        using var other = new FalClient(FalClientOptions.ForEmulator(studio.Emulator.Address));
        FalJob<KlingImageV3TextToImageOutput> same = other.KlingImageV3TextToImage().Resume(FalJobHandle.Parse(written));
        await same.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);
        FalResult<KlingImageV3TextToImageOutput> result = await same.GetResultAsync(TestContext.Current.CancellationToken);

        Assert.Equal(job.RequestId, result.RequestId);
        studio.Emulator.Journal.AssertSubmittedOnce();
    }

    [Fact]
    public async Task A_submit_whose_answer_is_lost_is_not_repeated()
    {
        await using EmulatedKling studio = await EmulatedKling.StartAsync();
        studio.Emulator.Faults.Add(new FalFault { Operation = FalOperation.Submit, Kind = FalFaultKind.NothingReset });

        FalSubmitUnknownException exception = await Assert.ThrowsAsync<FalSubmitUnknownException>(
            () => studio.Kling.SubscribeAsync(new() { Prompt = "a lighthouse in fog" }, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(KlingImageV3TextToImageClient.Id, exception.Attempt!.EndpointId);
        FalJournalEntry submit = studio.Emulator.Journal.AssertSubmittedOnce();
        Assert.Equal(exception.Attempt.BodySha256, submit.BodySha256);
    }

    [Fact]
    public async Task A_local_file_is_uploaded_before_the_request_names_it()
    {
        await using EmulatedKling studio = await EmulatedKling.StartAsync();
        byte[] face = (await (await studio.Kling.RunAsync(new() { Prompt = "a face", AspectRatio = AspectRatio.Ratio1x1 }, cancellationToken: TestContext.Current.CancellationToken))
            .Value.Images[0].GetBytesAsync(studio.Fal, cancellationToken: TestContext.Current.CancellationToken)).ToArray();
        string path = Path.Combine(Directory.CreateTempSubdirectory("klinggen-test-").FullName, "face.png");
        await File.WriteAllBytesAsync(path, face, TestContext.Current.CancellationToken);

        await studio.Kling.SubscribeAsync(
            new() { Prompt = "her", Elements = [new() { FrontalImageUrl = FalMedia.FromFile(path) }] },
            cancellationToken: TestContext.Current.CancellationToken);

        FalJournalEntry submit = Assert.Single(studio.Emulator.Journal.Of(FalOperation.Submit));
        FalJournalEntry upload = Assert.Single(studio.Emulator.Journal.Of(FalOperation.Upload));
        Assert.True(upload.Sequence < submit.Sequence);
        Assert.Contains($"\"frontal_image_url\":\"{studio.Emulator.Address}cdn/files/", submit.BodyText, StringComparison.Ordinal);
    }
}
