using System.Diagnostics;
using System.Text.Json;
using KlingGen.TestKit;
using Microsoft.Playwright;

namespace Page.Tests;

/// <summary><c>klinggen serve</c> in a process of its own.</summary>
internal sealed class Served : IAsyncDisposable
{
    public const string Kling = "fal-ai/kling-image/v3/text-to-image";

    private readonly Process _process;

    private Served(Process process, JsonElement ready)
    {
        _process = process;
        Address = new Uri(ready.GetProperty("address").GetString()!);
        Http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public static async Task<Served> StartAsync(params string[] arguments)
    {
        string[] schemas = arguments.Any(static argument => argument.EndsWith(".json", StringComparison.Ordinal)) ? [] : [Repository.File("schemas")];
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "KlingGen.Cli.dll"), "serve", .. schemas, .. arguments, "--json"]) { RedirectStandardOutput = true };
        Process process = Process.Start(start)!;
        string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(HangGuard.Limit);
        return new Served(process, JsonDocument.Parse(line!).RootElement);
    }

    public async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await Http.GetStringAsync(path)).RootElement;

    /// <summary>What arrived of an operation.</summary>
    public async Task<int> CountAsync(string operation) => (await GetAsync($"emulator/journal?operation={operation}")).GetArrayLength();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

/// <summary>One Chromium for all tests of the page.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string? Executable { get; } = Environment.GetEnvironmentVariable("CHROMIUM") ?? Array.Find(s_places, File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Executable is null)
            return;
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Playwright.CreateAsync();
        // A name that its owner points at this machine, for the test of exactly that.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = ["--no-sandbox", "--host-resolver-rules=MAP rebound.example 127.0.0.1"] });
    }

    public async Task<IPage> OpenAsync(Uri address, int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, "There is no Chromium; install it, or name it in the variable CHROMIUM.");
        IBrowserContext context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        IPage page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync(address.AbsoluteUri);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
