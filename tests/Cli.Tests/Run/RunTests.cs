using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Emulator;
using KlingGen.Emulator.Pictures;
using KlingGen.Emulator.Pictures.Plain;
using KlingGen.TestKit;

namespace Cli.Tests.Run;

/// <summary>A call from the terminal: checked, priced, bought once, written down, saved.</summary>
public sealed class RunTests : IAsyncLifetime
{
    private FalEmulator _emulator = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _emulator = await FalEmulator.StartAsync(new() { Schemas = { Repository.File("schemas") }, Timing = FalEmulatorTiming.Instant, DrawPictures = false }, Token);

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    private CliRun NewRun()
    {
        CliRun run = new CliRun().Against(_emulator.Address);
        run.Write("kling.json", KlingSchema.Text);
        return run;
    }

    [Fact]
    public async Task A_prompt_becomes_pictures_on_the_disk()
    {
        using CliRun run = NewRun();

        CliResult result = (await run.RunAsync("run", "kling.json", "--prompt", "a lighthouse", "--num-images", "2", "--aspect-ratio=1:1", "--out", "out/{index}.{ext}")).ShouldSucceed();

        Assert.Equal(["1.png", "2.png"], Directory.EnumerateFiles(run.PathOf("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.EnumerateFiles(run.PathOf("out")), static file => Assert.Equal([0x89, 0x50], File.ReadAllBytes(file)[..2]));
        Assert.Contains("out/1.png", result.Output, StringComparison.Ordinal);
        Assert.Contains("Cost 0.056 USD", result.Output, StringComparison.Ordinal);
        Assert.Single(_emulator.Billing.Events);
    }

    [Fact]
    public async Task The_intent_is_written_before_the_handle_and_the_end_last()
    {
        using CliRun run = NewRun();

        (await run.RunAsync("run", "kling.json", "--prompt", "a")).ShouldSucceed();

        string[] events = [.. run.JournalLines.Skip(1).Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()!)];
        Assert.Equal(["intent", "handle", "completed", "saved"], events);
    }

    [Theory]
    [InlineData("NumImages (--num-images) is 12, but must be at most 9", "--prompt", "a", "--num-images", "12")]
    [InlineData("Elements[0][\"face\"] (--elements.0.face) is not an input", "--prompt", "a", "--set", "elements=[{\"face\":1}]")]
    [InlineData("Elements[0].FrontalImageUrl (--elements.0.frontal-image-url) is \"nowhere\"", "--prompt", "a", "--elements.0.frontal-image-url", "nowhere", "--elements.0.reference-image-urls", "https://example.com/x.png")]
    [InlineData("Prompt (--prompt)", "--num-images", "1")]
    [InlineData("NumImages (--num-images) is \"many\", but a whole number is required", "--set", "prompt=\"a\"", "--set", "num_images=\"many\"")]
    public async Task A_rule_is_reported_by_member_and_option_before_money_moves(string expected, params string[] arguments)
    {
        using CliRun run = NewRun();

        CliResult result = await run.RunAsync(["run", "kling.json", .. arguments]);

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Empty(_emulator.Billing.Events);
        Assert.Empty(run.JournalLines);
    }

    [Fact]
    public async Task A_dry_run_shows_input_and_price_and_sends_nothing()
    {
        using CliRun run = NewRun();
        run.Environment.Remove("KLINGGEN_SERVICE");
        run.Write("klinggen.lock.json", KlingSchema.Lock);

        CliResult result = (await run.RunAsync("run", "kling.json", "--prompt", "a", "--num-images", "3", "--dry-run", "--json")).ShouldSucceed();

        JsonElement report = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal("not-sent", report.GetProperty("state").GetString());
        Assert.Equal(3, report.GetProperty("input").GetProperty("num_images").GetInt32());
        Assert.Empty(run.JournalLines);
    }

    [Fact]
    public async Task Too_expensive_is_not_bought()
    {
        using CliRun run = NewRun();

        CliResult result = await run.RunAsync("run", "kling.json", "--prompt", "a", "--num-images", "9", "--max-cost", "0.1");

        Assert.Equal(ExitCodes.TooExpensive, result.ExitCode);
        Assert.Contains("0.252 USD", result.Error, StringComparison.Ordinal);
        Assert.Empty(_emulator.Billing.Events);
    }

    [Fact]
    public async Task An_own_emulator_needs_no_key_and_no_network()
    {
        using var run = new CliRun { NewHandler = KlingGen.ApiSender.NewHandler };
        run.Write("kling.json", KlingSchema.Text);

        CliResult result = (await run.RunAsync("run", "kling.json", "--prompt", "a", "--emulator", "--json")).ShouldSucceed();

        JsonElement report = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal("completed", report.GetProperty("state").GetString());
        Assert.True(File.Exists(report.GetProperty("files")[0].GetString()));
    }

    [Fact]
    public async Task Without_a_key_the_way_to_one_is_reported()
    {
        using var run = new CliRun();
        run.Write("kling.json", KlingSchema.Text);

        CliResult result = await run.RunAsync("run", "kling.json", "--prompt", "a");

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains("FAL_KEY", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_come_as_lines()
    {
        using CliRun run = NewRun();

        CliResult result = (await run.RunAsync("run", "kling.json", "--prompt", "a", "--jsonl")).ShouldSucceed();

        string[] events = [.. result.Output.TrimEnd('\n').Split('\n').Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()!)];
        Assert.Equal("submitted", events[0]);
        Assert.Contains("status", events);
        Assert.Contains("file", events);
        Assert.Equal("result", events[^1]);
    }

    [Fact]
    public async Task A_local_file_is_uploaded_and_the_journal_keeps_its_name()
    {
        using CliRun run = NewRun();
        File.WriteAllBytes(run.PathOf("face.png"), PngFile.Write(new PictureSize(600, 600), static _ => new Rgb(1, 2, 3)));

        (await run.RunAsync("run", "kling.json", "--prompt", "a", "--elements.0.frontal-image-url", "@face.png", "--elements.0.reference-image-urls", "@face.png")).ShouldSucceed();

        string sent = _emulator.Journal.Entries.Last(static entry => entry.Path.EndsWith("text-to-image", StringComparison.Ordinal) && entry.Method == "POST").BodyText;
        Assert.Contains("/cdn/", sent, StringComparison.Ordinal);
        Assert.Contains("@face.png", string.Join('\n', run.JournalLines), StringComparison.Ordinal);
    }
}
