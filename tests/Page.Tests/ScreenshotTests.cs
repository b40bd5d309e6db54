using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Page.Tests;

/// <summary>A newcomer's ten minutes on the page. The variable KLINGGEN_SCREENSHOTS names a folder, docs/cli, that gets a picture of each step.</summary>
public sealed class ScreenshotTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Ten_minutes_of_a_newcomer()
    {
        await using Served served = await Served.StartAsync("--timing", "instant", "--any-key");
        IPage page = await browser.OpenAsync(served.Address);
        await page.GetByLabel("Prompt (required)").FillAsync("A lighthouse in fog, seen from a small boat");
        await page.GetByLabel("Num images").FillAsync("2");
        await page.GetByLabel("Aspect ratio").SelectOptionAsync("3:2");
        await Expect(page.GetByLabel("The call as C#")).ToContainTextAsync("NumImages = 2");
        await KeepAsync(page, "page-form");

        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Log)).ToContainTextAsync("Completed; 2 units billed.");
        await Expect(page.Locator(".gallery img").Last).ToHaveJSPropertyAsync("complete", true);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await KeepAsync(page, "page-call");

        await page.GetByRole(AriaRole.Tab, new() { Name = "Journal" }).ClickAsync();
        await page.GetByLabel("Filter requests").FillAsync("submit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open request" }).First.ClickAsync();
        await Expect(page.GetByLabel("The answer")).ToContainTextAsync("status_url");
        await KeepAsync(page, "page-journal");

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.GetByRole(AriaRole.Tab, new() { Name = "Faults" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Too many requests" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Half of every result, then silence" }).ClickAsync();
        await Expect(page.GetByLabel("In force").Locator("li")).ToHaveCountAsync(2);
        await KeepAsync(page, "page-faults");
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch all off" }).ClickAsync();
        await Expect(page.GetByText("None: everything works.")).ToBeVisibleAsync();

        await using WebApplication site = await SiteAsync();
        using var input = new StringContent("""{"prompt":"a fox"}""", Encoding.UTF8, "application/json");
        foreach (string path in new[] { "hooks/fal", "hooks/of-yesterday" })
            await served.Http.PostAsync($"queue/{Served.Kling}?fal_webhook={Uri.EscapeDataString($"{site.Urls.First()}/{path}")}", input, TestContext.Current.CancellationToken);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.GetByRole(AriaRole.Tab, new() { Name = "Webhooks" }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator("td.good")).ToHaveTextAsync("200");
        await Expect(page.Locator("td.bad")).ToHaveTextAsync("404");
        await KeepAsync(page, "page-webhooks");
    }

    private static async Task<WebApplication> SiteAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static options => options.Listen(IPAddress.Loopback, 0));
        WebApplication site = builder.Build();
        site.MapPost("/hooks/fal", static () => "thanks");
        await site.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }

    private static async Task KeepAsync(IPage page, string name)
    {
        if (!Screenshot.IsWanted)
            return;
        await page.Mouse.MoveAsync(0, 0);
        // As high as the page, so that nothing sticks to the middle of it.
        await page.SetViewportSizeAsync(1440, Math.Max(900, await page.EvaluateAsync<int>("document.documentElement.scrollHeight")));
        await Screenshot.SaveAsync(page, name, fullPage: true);
        await page.SetViewportSizeAsync(1440, 900);
    }
}
