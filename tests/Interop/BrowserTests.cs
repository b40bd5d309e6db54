using System.Net;
using System.Text;
using Interop.Fal.KlingImageV3TextToImage;
using KlingGen;
using KlingGen.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Page.Tests;

namespace Interop;

/// <summary>The official client in a real browser: on a page of another site, where preflights, exposed headers and uploads count, and behind the proxy of its own site.</summary>
public sealed class BrowserTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task The_official_client_takes_the_emulator_for_the_service_on_a_page_of_another_site()
    {
        await using Served served = await ServeAsync();
        await using WebApplication site = await SiteAsync("page.mjs");
        string origin = $"http://app.localhost:{new Uri(site.Urls.First()).Port}";
        await RunAsync(Checks.Official, origin, served);
        Assert.True(await served.CountAsync("Preflight") > 20, "The browser asked no leave: the page was not of another origin.");
        Assert.Equal(origin, (await served.GetAsync("emulator/journal?operation=Upload"))[0].GetProperty("headers").GetProperty("Origin").GetString());
    }

    [Fact]
    public async Task The_official_client_works_behind_the_proxy_of_an_application()
    {
        await using Served served = await ServeAsync();
        var budget = new FalBudget(2.00m) { CostWhenUnknown = 0.05m };
        await using WebApplication site = await SiteAsync(
            "proxy-page.mjs",
            services => services.AddFal(new ConfigurationBuilder().AddInMemoryCollection([new("EmulatorAddress", served.Address.AbsoluteUri)]).Build()),
            app => app.MapFalProxy(proxy =>
            {
                proxy.Allow(static fal => fal.KlingImageV3TextToImage());
                proxy.AllowUploads = true;
                proxy.Budget = _ => budget;
            }));
        await RunAsync(Checks.SiteProxy, site.Urls.First(), served);
        Assert.Equal(0, await served.CountAsync("Unknown"));
    }

    private static async Task<Served> ServeAsync()
    {
        Packages.SkipWithoutNode();
        return await Served.StartAsync();
    }

    private async Task RunAsync(string[] checks, string origin, Served served)
    {
        IPage page = await browser.OpenAsync(new Uri($"{origin}/?{Uri.EscapeDataString(served.Address.AbsoluteUri)}"));
        await page.WaitForFunctionAsync("() => window.lines", null, new() { Timeout = (float)HangGuard.Limit.TotalMilliseconds });
        Checks.Assess(checks, await page.EvaluateAsync<string[]>("() => window.lines"), "The page gave no line.");
    }

    private static async Task<WebApplication> SiteAsync(string script, Action<IServiceCollection>? services = null, Action<WebApplication>? map = null)
    {
        CommandResult bundle = await CommandLine.RunAsync(Packages.Folder, "node", "bundle.mjs", script);
        bundle.ShouldSucceed();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static options => options.Listen(IPAddress.Loopback, 0));
        services?.Invoke(builder.Services);
        WebApplication site = builder.Build();
        site.MapGet("/", static () => Results.Content("<!doctype html><meta charset=utf-8><title>Another site</title><script type=module src=/page.js></script>", "text/html"));
        site.MapGet("/page.js", () => Results.Content(bundle.Output, "text/javascript", Encoding.UTF8));
        map?.Invoke(site);
        await site.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }
}
