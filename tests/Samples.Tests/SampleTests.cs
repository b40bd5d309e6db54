using ImageToVideo.Fal.KlingVideoV25TurboProImageToVideo;
using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using FalOperation = KlingGen.Emulator.FalOperation;

namespace Samples.Tests;

public sealed class SampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("klinggen-sample-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Text_becomes_two_pictures()
    {
        CommandResult run = await RunAsync("TextToImage", "a lighthouse in fog");
        run.ShouldSucceed();
        FileInfo[] files = new DirectoryInfo(Path.Combine(_folder, "out")).GetFiles();
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Equal(0x89, File.ReadAllBytes(file.FullName)[0]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_picture_of_this_machine_becomes_a_video(bool ownPicture)
    {
        string[] arguments = [];
        if (ownPicture)
        {
            File.Copy(Repository.File("samples/ImageToVideo/lighthouse.png"), Path.Combine(_folder, "my picture.png"));
            arguments = ["my picture.png", "gulls drift by"];
        }

        CommandResult run = await RunAsync("ImageToVideo", arguments);
        run.ShouldSucceed();
        Assert.Contains(ownPicture ? "my picture.png is uploaded, request " : "lighthouse.png is uploaded, request ", run.Output, StringComparison.Ordinal);
        FileInfo video = Assert.Single(new DirectoryInfo(Path.Combine(_folder, "out")).GetFiles());
        Assert.Equal(".mp4", video.Extension);
        Assert.Equal("ftyp"u8.ToArray(), (await File.ReadAllBytesAsync(video.FullName, Cancellation))[4..8]);
    }

    [Fact]
    public async Task A_picture_that_is_not_there_is_named_in_one_sentence()
    {
        CommandResult run = await RunAsync("ImageToVideo", "nowhere.png");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("ImageUrl names a file that does not exist: nowhere.png", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "out")));
    }

    [Fact]
    public async Task Both_pictures_of_a_video_lie_in_the_storage_when_the_request_names_them()
    {
        await using FalEmulator emulator = await FalEmulator.StartAsync(new() { Schemas = { Repository.File("schemas") }, Timing = FalEmulatorTiming.Instant }, Cancellation);
        using var fal = new FalClient(FalClientOptions.ForEmulator(emulator.Address));
        string picture = Repository.File("samples/ImageToVideo/lighthouse.png");
        byte[] end = [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3];

        await fal.KlingVideoV25TurboProImageToVideo().SubscribeAsync(
            new() { Prompt = "the lamp turns", ImageUrl = FalMedia.FromFile(picture), TailImageUrl = FalMedia.FromBytes(end) }, cancellationToken: Cancellation);

        FalJournalEntry submit = emulator.Journal.AssertSubmittedOnce(KlingVideoV25TurboProImageToVideoClient.Id);
        System.Text.Json.JsonElement sent = FalJson.Parse(submit.BodyText).Element;
        using var http = new HttpClient();
        Assert.Equal(await File.ReadAllBytesAsync(picture, Cancellation), await http.GetByteArrayAsync(new Uri(sent.GetProperty("image_url").GetString()!), Cancellation));
        Assert.Equal(end, await http.GetByteArrayAsync(new Uri(sent.GetProperty("tail_image_url").GetString()!), Cancellation));
        emulator.Journal.AssertCount(FalOperation.Upload, 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_agent_draws_asks_before_the_expensive_call_and_stops_at_the_cap(bool approves)
    {
        CommandResult run = await RunAsync("Agent", approves ? ["--yes"] : []);
        run.ShouldSucceed();
        Assert.Contains("approve   draw_series(", run.Output, StringComparison.Ordinal);
        Assert.Contains(approves ? "? [y/N] yes" : "? [y/N] no", run.Output, StringComparison.Ordinal);
        // One picture, and three more where they were approved; then single ones as far as fifteen cents reach.
        Assert.Contains("I have drawn what the budget allows", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("The budget: 0.14 USD spent, 0 USD reserved, of 0.15 USD. The account was charged 0.140 USD.", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_stops_at_its_budget_and_goes_on_where_it_was()
    {
        await using FalEmulator emulator = await FalEmulator.StartAsync(new() { Schemas = { Repository.File("schemas") }, Timing = FalEmulatorTiming.Instant }, Cancellation);
        await File.WriteAllLinesAsync(Path.Combine(_folder, "prompts.txt"), ["a lighthouse", "a harbour", new string('a', 2501), "a ship", "a storm", "a calm"], Cancellation);
        string[] arguments = ["prompts.txt", "--Fal:EmulatorAddress", emulator.Address.AbsoluteUri, "--budget"];

        CommandResult first = await RunAsync("Worker", [.. arguments, "0.10"]);
        Assert.Contains("3 of 6 pictures are in out/, for 0.084 of 0.10 USD; 2 wait for a higher budget, 1 failed, 0 unknown.", first.Output, StringComparison.Ordinal);
        emulator.Journal.AssertCount(FalOperation.Submit, 3);

        CommandResult second = await RunAsync("Worker", [.. arguments, "1.00"]);
        Assert.Contains("5 of 6 pictures are in out/, for 0.140 of 1.00 USD; 0 wait, 1 failed, 0 unknown.", second.Output, StringComparison.Ordinal);
        emulator.Journal.AssertCount(FalOperation.Submit, 5);
        Assert.Equal(5, new DirectoryInfo(Path.Combine(_folder, "out")).GetFiles("*", SearchOption.AllDirectories).Length);
        Assert.Equal(1, second.ExitCode);
    }

    [Fact]
    public async Task A_worker_without_a_file_says_what_to_name()
    {
        CommandResult run = await RunAsync("Worker", "nowhere.txt");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("Name a file of prompts", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandResult> RunAsync(string sample, params string[] arguments) =>
        CommandLine.RunAsync(_folder, "dotnet", [Path.Combine(AppContext.BaseDirectory, sample + ".dll"), .. arguments]);
}
