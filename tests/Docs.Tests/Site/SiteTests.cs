using Microsoft.Playwright;
using Page.Tests;
using static Microsoft.Playwright.Assertions;

namespace Docs.Tests.Site;

/// <summary>The site: built without a warning, found by searching without the network, and nothing of it comes from elsewhere. KLINGGEN_SCREENSHOTS names a folder, docs/images, that gets two pictures.</summary>
public sealed class SiteTests(BuiltSite site, Browser browser) : IClassFixture<BuiltSite>, IClassFixture<Browser>
{
    [Fact]
    public void It_is_built_without_a_warning()
    {
        Assert.True(site.Build.ExitCode == 0, site.Build.Output + site.Build.Error);
        Assert.Contains("0 warning(s)", site.Build.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("index.html")]
    [InlineData("README.html")]
    [InlineData("docs/quickstart.html")]
    [InlineData("docs/diagnostics/KLG0001.html")]
    [InlineData("api/KlingGen.FalClient.html")]
    [InlineData("api/KlingGen.Emulator.FalEmulator.html")]
    [InlineData("api/KlingGen.AspNetCore.FalProxyOptions.html")]
    [InlineData("api/KlingGen.FalEd25519.html")]
    [InlineData("api/KlingGen.Testing.FalSnapshots.html")]
    [InlineData("api/KlingGen.Compiler.SchemaReader.html")]
    [InlineData("api/Microsoft.Extensions.AI.FalAIExtensions.html")]
    [InlineData("api/Aspire.Hosting.FalEmulatorBuilderExtensions.html")]
    public void Each_package_and_each_kind_of_page_is_in_it(string page) => Assert.True(File.Exists(site.PathOf(page)), page);

    [Theory]
    [InlineData("budget", "Prices and limits|What calls cost")]
    [InlineData("FalSubmitUnknownException", "FalSubmitUnknownException")]
    [InlineData("webhook", "Webhook")]
    public async Task A_word_finds_its_page_without_the_network(string word, string title)
    {
        (IPage page, List<string> foreign) = await OpenAsync("index.html");
        await page.Locator("#search-query").FillAsync(word);
        ILocator hits = page.Locator("#search-results .sr-item");
        await Expect(hits.First).ToBeVisibleAsync();
        await Expect(page.Locator("#search-results")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(title));
        if (Screenshot.IsWanted && word == "budget")
            await Screenshot.SaveAsync(page, "site-search", fullPage: false);

        IPage found = await page.RunAndWaitForPopupAsync(() => hits.First.Locator("a").First.ClickAsync());
        await Expect(found.Locator("article")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(word, System.Text.RegularExpressions.RegexOptions.IgnoreCase));
        Assert.Empty(foreign);
    }

    [Fact]
    public async Task A_word_that_is_nowhere_finds_nothing()
    {
        (IPage page, _) = await OpenAsync("index.html");
        await page.Locator("#search-query").FillAsync("xylophone");
        await Expect(page.Locator("#search-results")).ToContainTextAsync("No results");
    }

    [Fact]
    public async Task A_page_of_the_reference_shows_its_members()
    {
        (IPage page, List<string> foreign) = await OpenAsync("api/KlingGen.FalClient.html");
        await Expect(page.Locator("article")).ToContainTextAsync("FalClient(FalClientOptions");
        (page, List<string> more) = await OpenAsync("docs/errors.html");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Was something bought?" })).ToBeVisibleAsync();
        Assert.Empty(foreign);
        Assert.Empty(more);
        // The contents at the side, with the page that is open.
        await Expect(page.Locator("#toc li.active").Last).ToHaveTextAsync("Errors");
        if (Screenshot.IsWanted)
            await Screenshot.SaveAsync(page, "site-page", fullPage: false);
    }

    private async Task<(IPage Page, List<string> Foreign)> OpenAsync(string path)
    {
        IPage page = await browser.OpenAsync(new Uri("about:blank"), width: 1200);
        List<string> foreign = [];
        await page.RouteAsync("**/*", async route =>
        {
            if (new Uri(route.Request.Url) is { IsLoopback: false, Scheme: "http" or "https" })
            {
                foreign.Add(route.Request.Url);
                await route.AbortAsync();
            }
            else
            {
                await route.ContinueAsync();
            }
        });
        await page.GotoAsync(new Uri(site.Address, path).AbsoluteUri);
        return (page, foreign);
    }
}
