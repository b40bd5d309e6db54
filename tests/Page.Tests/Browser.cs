using Microsoft.Playwright;

namespace Page.Tests;

/// <summary>One Chromium for all tests of the page.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string? Executable { get; } = Environment.GetEnvironmentVariable("CHROMIUM") ?? Array.Find(s_places, File.Exists);

    public static void SkipWithout() => Assert.SkipWhen(Executable is null, "There is no Chromium; install it, or name it in the variable CHROMIUM.");

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
        SkipWithout();
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
