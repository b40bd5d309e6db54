using System.Net;
using System.Text;
using KlingGen.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Page.Tests;

namespace Interop;

/// <summary>The official client in a real browser, on a page of another site: preflights, exposed headers and uploads count.</summary>
public sealed class BrowserTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task The_official_client_takes_the_emulator_for_the_service_on_a_page_of_another_site()
    {
        Packages.SkipWithoutNode();
        CommandResult bundle = await CommandLine.RunAsync(Packages.Folder, "node", "bundle.mjs");
        bundle.ShouldSucceed();
        await using Served served = await Served.StartAsync();
        await using WebApplication site = await SiteAsync(bundle.Output);
        int port = new Uri(site.Urls.First()).Port;
        IPage page = await browser.OpenAsync(new Uri($"http://app.localhost:{port}/?{Uri.EscapeDataString(served.Address.AbsoluteUri)}"));
        await page.WaitForFunctionAsync("() => window.lines", null, new() { Timeout = (float)HangGuard.Limit.TotalMilliseconds });
        Checks.Assess(Checks.Official, await page.EvaluateAsync<string[]>("() => window.lines"), "The page gave no line.");
        Assert.True(await served.CountAsync("Preflight") > 20, "The browser asked no leave: the page was not of another origin.");
        Assert.Equal($"http://app.localhost:{port}", (await served.GetAsync("emulator/journal?operation=Upload"))[0].GetProperty("headers").GetProperty("Origin").GetString());
    }

    private static async Task<WebApplication> SiteAsync(string script)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static options => options.Listen(IPAddress.Loopback, 0));
        WebApplication site = builder.Build();
        site.MapGet("/", static () => Results.Content("<!doctype html><meta charset=utf-8><title>Another site</title><script type=module src=/page.js></script>", "text/html"));
        site.MapGet("/page.js", () => Results.Content(script, "text/javascript", Encoding.UTF8));
        await site.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }
}
