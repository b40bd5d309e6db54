using System.Diagnostics;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Microsoft.Playwright;
using Page.Tests;
using static Microsoft.Playwright.Assertions;
using FalOperation = KlingGen.Emulator.FalOperation;

namespace Samples.Tests;

/// <summary>The web sample as a program of its own, its page in Chromium.</summary>
public sealed class WebAppTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("klinggen-webapp-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_form_becomes_a_job_its_progress_and_its_pictures()
    {
        using Running app = await Running.StartAsync(_folder);
        IPage page = await browser.OpenAsync(app.Address);
        List<string> complaints = [];
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        await page.GetByLabel("Prompt").FillAsync("a lighthouse <b>in</b> fog");
        await page.GetByRole(AriaRole.Button, new() { Name = "Draw" }).ClickAsync();

        ILocator progress = page.GetByRole(AriaRole.List, new() { Name = "Progress" });
        await Expect(progress).ToContainTextAsync("Generating: step 3 of 3");
        await Expect(progress).ToContainTextAsync("done, cost 0.056 USD");
        await AssertPicturesAsync(page, 2);
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task What_the_schema_forbids_is_said_under_the_form_and_buys_nothing()
    {
        using Running app = await Running.StartAsync(_folder);
        IPage page = await browser.OpenAsync(app.Address);
        await page.GetByLabel("Pictures").FillAsync("99");
        await page.GetByRole(AriaRole.Button, new() { Name = "Draw" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("num_images: NumImages is 99, but must be at most 9.");
        Assert.False(Directory.Exists(Path.Combine(_folder, "jobs")));
    }

    [Fact]
    public async Task A_job_outlives_the_program_that_ordered_it()
    {
        var clock = new FalEmulatorClock();
        clock.Stop();
        await using FalEmulator emulator = await FalEmulator.StartAsync(new() { Schemas = { Repository.File("schemas") }, TimeProvider = clock }, Cancellation);
        IPage page;
        using (Running first = await Running.StartAsync(_folder, "--Fal:EmulatorAddress", emulator.Address.AbsoluteUri))
        {
            page = await browser.OpenAsync(first.Address);
            await page.GetByRole(AriaRole.Button, new() { Name = "Draw" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.List, new() { Name = "Progress" })).ToContainTextAsync("in queue");
        }

        clock.Start();
        using Running second = await Running.StartAsync(_folder, "--Fal:EmulatorAddress", emulator.Address.AbsoluteUri);
        await page.GotoAsync(new UriBuilder(second.Address) { Fragment = new Uri(page.Url).Fragment }.Uri.AbsoluteUri);
        await AssertPicturesAsync(page, 2);
        emulator.Journal.AssertCount(FalOperation.Submit, 1);
    }

    [Theory]
    [InlineData("jobs/00000000-0000-0000-0000-000000000000/events")]
    [InlineData("jobs/notes/events")]
    [InlineData("jobs/00000000-0000-0000-0000-000000000000/pictures/0")]
    public async Task A_job_that_nobody_ordered_is_not_found(string path)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "jobs"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "jobs", "notes.json"), "{}", Cancellation);
        using Running app = await Running.StartAsync(_folder);
        using var http = new HttpClient { BaseAddress = app.Address };
        using HttpResponseMessage answer = await http.GetAsync(path, Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task AssertPicturesAsync(IPage page, int count)
    {
        ILocator pictures = page.GetByRole(AriaRole.Img);
        await Expect(pictures).ToHaveCountAsync(count);
        for (int i = 0; i < count; i++)
            Assert.True(await pictures.Nth(i).EvaluateAsync<int>("one => one.decode().then(() => one.naturalWidth)") > 0);
    }

    private sealed class Running : IDisposable
    {
        private readonly Process _process;

        private Running(Process process, Uri address) => (_process, Address) = (process, address);

        public Uri Address { get; }

        public static async Task<Running> StartAsync(string folder, params string[] arguments)
        {
            const string Listening = "Now listening on: ";
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "WebApp.dll"), "--urls", "http://127.0.0.1:0", .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true };
            start.Environment.Remove("FAL_KEY");
            Process process = Process.Start(start)!;
            while (await process.StandardOutput.ReadLineAsync(Cancellation).AsTask().WaitAsync(HangGuard.Limit, Cancellation) is { } line)
            {
                if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and int at)
                {
                    // Read on, or a full pipe would stop it.
                    _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                    return new(process, new Uri(line[(at + Listening.Length)..]));
                }
            }

            throw new InvalidOperationException("The program ended before it listened.");
        }

        public void Dispose()
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
