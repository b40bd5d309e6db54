using System.Text.RegularExpressions;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Microsoft.Playwright;
using Page.Tests;

namespace Blazor.Tests;

/// <summary>The library in a browser: everything by fetch, under the rules for pages of another origin.</summary>
public sealed class BlazorTests(Browser browser, PublishedApp app) : IClassFixture<Browser>, IClassFixture<PublishedApp>
{
    private const string Video = "fal-ai/kling-video/v2.5-turbo/pro/image-to-video";

    private static readonly float s_limit = (float)HangGuard.Limit.TotalMilliseconds;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_files_and_errors_work_at_the_service_and_through_a_proxy(bool throughProxy)
    {
        Browser.SkipWithout();
        await using Place place = await Place.StartAsync(app.Root, throughProxy);
        place.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.Status, Operation = FalOperation.Run, Endpoint = Video, StatusCode = 307, Headers = new Dictionary<string, string> { ["Location"] = "/elsewhere" } });
        place.Emulator.Faults.Add(new FalFault { Kind = FalFaultKind.HeadersStall, Operation = FalOperation.Result, Endpoint = "fal-ai/kling-video" });
        IPage page = await browser.OpenAsync(place.Site);

        await page.ClickAsync("#checks");
        await SeeAsync(page, "done");
        string[] lines = await LinesAsync(page);

        Assert.Collection(
            lines,
            Seen("ok subscribe: 2 images, 2 units, id, Completed"),
            Seen("ok run: 2 images"),
            Seen("ok bytes: a picture"),
            Seen("ok open: a picture"),
            Seen($"ok compressed: {Place.Plain} bytes"),
            Seen("ok upload: a.png image/png"),
            Seen("ok media: " + Video),
            Seen("ok invalid: ", "Prompt has 2501 characters"),
            Seen("ok refused: ", "body.prompt"),
            Seen("ok redirected: ", "Redirects are not followed", throughProxy ? "FalClientOptions.ProxyAddress" : "FalClientOptions.RunBaseAddress"),
            Seen("ok silent: ", "did not end within 1 second"),
            Seen("ok unreachable: ", "did not reach http://127.0.0.1:9", "CORS"),
            Seen("ok own: 2 images"),
            Seen("ok keyless: ", "MapFalProxy", "FalClientOptions.ProxyAddress"),
            Seen("done"));
        CheckHeaders(place, throughProxy);
    }

    // Another site need not allow more than these; each header beside them would be one more that a proxy or a storage has to know.
    private static void CheckHeaders(Place place, bool throughProxy)
    {
        string[] asked = [.. place.Emulator.Journal.Entries.Where(static entry => entry.Operation == FalOperation.Preflight)
            .SelectMany(static entry => entry.Headers["Access-Control-Request-Headers"].Split(',')).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(throughProxy ? ["authorization", "content-type"] : ["authorization", "content-type", "x-fal-file-name"], asked);
        FalJournalEntry[] own = [.. place.Emulator.Journal.Entries.Where(static entry => entry.Operation == FalOperation.Submit && entry.Endpoint == Video)];
        Assert.All(own, entry => Assert.Equal(throughProxy, entry.Headers.ContainsKey("x-fal-client-proxy")));
        Assert.NotEmpty(own);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_are_seen_while_the_stream_is_open(bool throughProxy)
    {
        Browser.SkipWithout();
        var step = TimeSpan.FromSeconds(17);
        var time = new WatchedTime();
        await using Place place = await Place.StartAsync(app.Root, throughProxy, new() { TimeProvider = time, Timing = FalEmulatorTiming.Instant with { RunTime = 4 * step, PartialOutputs = 3 } });
        IPage page = await browser.OpenAsync(place.Site);
        await page.ClickAsync("#stream");

        // The next event is sent when the last one has been seen.
        for (int count = 1; count <= 4; count++)
        {
            await HangGuard.Within(time.WaitForTimersAsync(due => due == step, 1, TestContext.Current.CancellationToken), "the stream");
            time.Advance(step);
            await SeeAsync(page, $"event {count}");
        }

        await SeeAsync(page, "ok stream: 4 events");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_a_person_chooses_is_uploaded(bool throughProxy)
    {
        Browser.SkipWithout();
        await using Place place = await Place.StartAsync(app.Root, throughProxy);
        IPage page = await browser.OpenAsync(place.Site);
        byte[] bytes = [.. "ftyp"u8, .. new byte[3_000_000]];

        await page.SetInputFilesAsync("#file", new FilePayload { Name = "clip.mp4", MimeType = "video/mp4", Buffer = bytes });
        string text = await SeeAsync(page, "ok file:");
        Assert.StartsWith("ok file: clip.mp4 video/mp4 3000004 ", text, StringComparison.Ordinal);
        using var http = new HttpClient();
        Assert.Equal(bytes, await http.GetByteArrayAsync(new Uri(text.Split(' ')[^1]), TestContext.Current.CancellationToken));
    }

    /// <summary>The line that begins so, as soon as it is there; where it does not come, what came instead.</summary>
    private static async Task<string> SeeAsync(IPage page, string start)
    {
        ILocator line = page.Locator("li", new() { HasTextRegex = new Regex("^" + Regex.Escape(start)) }).First;
        try
        {
            await line.WaitForAsync(new() { Timeout = s_limit });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"No line '{start}'. The page says:\n{await page.InnerTextAsync("body")}");
        }
        return await line.InnerTextAsync();
    }

    private static Action<string> Seen(params string[] words) => line => Assert.All(words, word => Assert.Contains(word, line, StringComparison.Ordinal));

    private static async Task<string[]> LinesAsync(IPage page) => [.. await page.Locator("li").AllInnerTextsAsync()];
}
