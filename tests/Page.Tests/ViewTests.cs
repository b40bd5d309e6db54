using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Page.Tests;

/// <summary>The other views, and how all of them look and read.</summary>
public sealed class ViewTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task The_journal_lists_filters_and_opens_requests()
    {
        await using Served served = await Served.StartAsync("--any-key");
        using var request = new HttpRequestMessage(HttpMethod.Get, "platform/v1/models") { Headers = { { "User-Agent", "somebody-else/1.0" }, { "Authorization", "Key secret-id:secret-word" } } };
        await served.Http.SendAsync(request, TestContext.Current.CancellationToken);
        IPage page = await browser.OpenAsync(served.Address);
        await page.GetByRole(AriaRole.Tab, new() { Name = "Journal" }).ClickAsync();
        await page.GetByLabel("Filter requests").FillAsync("models somebody-else");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Open request" }).ClickAsync();
        await Expect(page.Locator("section pre").First).ToContainTextAsync("/platform/v1/models");
        await Expect(page.Locator("section pre").First).Not.ToContainTextAsync("secret-word");
        await Expect(page.GetByLabel("The answer")).ToContainTextAsync("\"models\"");
        await page.GetByLabel("Filter requests").FillAsync("nothing like it");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_fault_is_switched_on_strikes_and_is_switched_off()
    {
        await using Served served = await Served.StartAsync("--timing", "instant");
        IPage page = await browser.OpenAsync(served.Address);
        await page.GetByRole(AriaRole.Tab, new() { Name = "Faults" }).ClickAsync();
        await page.GetByLabel("A rule of your own").FillAsync("Nonsense; times=1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("is not a fault");
        await page.GetByLabel("A rule of your own").FillAsync("Status; status=503; operation=Submit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await Expect(page.GetByLabel("In force").Locator("li")).ToHaveTextAsync("Status; operation=Submit; status=503");

        await page.GetByRole(AriaRole.Tab, new() { Name = "Call" }).ClickAsync();
        await page.GetByLabel("Prompt (required)").FillAsync("a fox");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Log).Locator(".bad")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Faults" }).ClickAsync();
        await Expect(page.GetByText("1 requests have been struck")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch all off" }).ClickAsync();
        await Expect(page.GetByText("None: everything works.")).ToBeVisibleAsync();
        Assert.Equal(0, (await served.GetAsync("emulator/faults")).GetArrayLength());
    }

    [Fact]
    public async Task The_account_shows_what_was_bought()
    {
        await using Served served = await Served.StartAsync("--timing", "instant", "--any-key");
        using var input = new StringContent("""{"prompt":"a fox","num_images":2}""", System.Text.Encoding.UTF8, "application/json");
        await served.Http.PostAsync("run/" + Served.Kling, input, TestContext.Current.CancellationToken);
        IPage page = await browser.OpenAsync(served.Address);
        await page.GetByRole(AriaRole.Tab, new() { Name = "Account" }).ClickAsync();
        await Expect(page.Locator("tfoot")).ToContainTextAsync("0.056 USD");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_clock_is_stopped_and_moved_and_a_job_waits_for_it()
    {
        await using Served served = await Served.StartAsync();
        IPage page = await browser.OpenAsync(served.Address);
        await page.GetByRole(AriaRole.Tab, new() { Name = "Clock" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop the clock" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Timer)).ToContainTextAsync("(stopped)");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Call" }).ClickAsync();
        await page.GetByLabel("Prompt (required)").FillAsync("a fox");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Log)).ToContainTextAsync("In queue, position 2.");

        await page.GetByRole(AriaRole.Tab, new() { Name = "Clock" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "1 minute" }).ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Call" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Log)).ToContainTextAsync("Completed");
    }

    [Fact]
    public async Task Webhooks_are_listed_with_what_became_of_them()
    {
        await using Served served = await Served.StartAsync("--timing", "instant", "--any-key");
        using var input = new StringContent("""{"prompt":"a fox"}""", System.Text.Encoding.UTF8, "application/json");
        // The emulator's own health takes no POST: an answer of 404 is one that somebody gave.
        string target = new Uri(served.Address, "emulator/health").AbsoluteUri;
        await served.Http.PostAsync($"queue/{Served.Kling}?fal_webhook={Uri.EscapeDataString(target)}", input, TestContext.Current.CancellationToken);
        IPage page = await browser.OpenAsync(served.Address);
        await page.GetByRole(AriaRole.Tab, new() { Name = "Webhooks" }).ClickAsync();
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync(target);
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("404");
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    public async Task Every_view_fits_its_width_and_passes_the_accessibility_rules(int width, ColorScheme scheme)
    {
        await using Served served = await Served.StartAsync();
        IPage page = await browser.OpenAsync(served.Address, width, scheme);
        foreach (string view in new[] { "Call", "Journal", "Faults", "Clock", "Account", "Webhooks" })
        {
            await page.GetByRole(AriaRole.Tab, new() { Name = view }).ClickAsync();
            await Expect(page.Locator("main h2")).ToBeVisibleAsync();
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{view} is wider than {width} pixels.");
            AxeResult axe = await page.RunAxe();
            Assert.True(axe.Violations.Length == 0, $"{view}: " + string.Join("; ", axe.Violations.Select(static found => $"{found.Id}: {found.Nodes[0].Html}")));
        }
    }

    [Fact]
    public async Task Nothing_moves_while_the_page_loads_or_a_job_goes_on()
    {
        await using Served served = await Served.StartAsync();
        IPage page = await browser.OpenAsync(served.Address);
        await page.EvaluateAsync("() => { window.moved = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value; }).observe({ type: 'layout-shift', buffered: true }); }");
        await page.GetByLabel("Prompt (required)").FillAsync("a fox");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Log)).ToContainTextAsync("Completed", new() { Timeout = 60_000 });
        // Below 0.1 counts as good: web.dev/cls.
        Assert.InRange(await page.EvaluateAsync<double>("window.moved"), 0, 0.1);
    }
}
