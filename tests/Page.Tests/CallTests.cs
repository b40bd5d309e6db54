using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using KlingGen.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Page.Tests;

/// <summary>What a person does on the page, each part once.</summary>
public sealed class CallTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_picture_is_made_watched_shown_and_charged()
    {
        await using Served served = await Served.StartAsync();
        IPage page = await browser.OpenAsync(served.Address);
        await page.GetByLabel("Prompt (required)").FillAsync("a fox in the snow");
        await Expect(page.GetByText("About 0.028 USD")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();

        ILocator life = page.GetByRole(AriaRole.Log, new() { Name = "Life of the job" });
        await Expect(life).ToContainTextAsync("Completed; 1 units billed.", new() { Timeout = 60_000 });
        Assert.True(await life.Locator("li").CountAsync() > 0, "The logs of the job were not shown.");
        ILocator picture = page.Locator(".gallery img");
        await Expect(picture).ToHaveCountAsync(1);
        await Expect(picture).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await picture.EvaluateAsync<int>("image => image.naturalWidth") > 0);
        AxeResult axe = await page.RunAxe();
        Assert.True(axe.Violations.Length == 0, string.Join("; ", axe.Violations.Select(static found => $"{found.Id}: {found.Nodes[0].Html}")));
        await Expect(page.GetByLabel("Charged so far")).ToHaveTextAsync("0.028 USD");
        Assert.Equal(0.028m, (await served.GetAsync("emulator/billing")).GetProperty("totals").GetProperty("USD").GetDecimal());
    }

    [Fact]
    public async Task An_input_that_does_not_fit_gets_the_findings_of_the_library_and_does_not_leave()
    {
        await using Served served = await Served.StartAsync();
        IPage page = await browser.OpenAsync(served.Address);
        await page.GetByLabel("Prompt (required)").FillAsync("a fox");
        await page.GetByLabel("Num images").FillAsync("12");
        await Expect(page.Locator("[data-name=num_images] .finding")).ToHaveTextAsync("NumImages is 12, but must be at most 9.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Expect(page.GetByLabel("Num images")).ToBeFocusedAsync();
        Assert.Equal(0, await served.CountAsync("Submit"));
    }

    [Fact]
    public async Task The_call_as_csharp_is_what_the_tool_prints_and_can_be_copied()
    {
        await using Served served = await Served.StartAsync();
        IPage page = await browser.OpenAsync(served.Address);
        await page.GetByLabel("Prompt (required)").FillAsync("a \"fox\"\n// in the snow");
        await page.GetByLabel("Num images").FillAsync("3");
        await page.GetByLabel("Aspect ratio").SelectOptionAsync("1:1");
        await Expect(page.GetByLabel("The call as C#")).ToContainTextAsync("AspectRatio = ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        string copied = await page.EvaluateAsync<string>("navigator.clipboard.readText()");

        string input = Path.Combine(Directory.CreateTempSubdirectory("klinggen-page-").FullName, "input.json");
        await File.WriteAllTextAsync(input, JsonSerializer.Serialize(new { prompt = "a \"fox\"\n// in the snow", num_images = 3, aspect_ratio = "1:1" }), TestContext.Current.CancellationToken);
        CommandResult printed = await CommandLine.RunAsync(
            Path.GetDirectoryName(input)!, "dotnet", Path.Combine(AppContext.BaseDirectory, "KlingGen.Cli.dll"), "run", Repository.File("schemas/kling-image-v3-text-to-image.json"), "--input", input, "--csharp", "--emulator", served.Address.AbsoluteUri);
        Assert.Equal(printed.Output.Trim(), copied.Trim());
    }

    [Fact]
    public async Task Lists_records_and_files_are_part_of_the_form()
    {
        await using Served served = await Served.StartAsync();
        IPage page = await browser.OpenAsync(served.Address);
        await page.GetByLabel("Prompt (required)").FillAsync("two friends");
        ILocator elements = page.Locator("[data-name=elements]");
        await elements.GetByRole(AriaRole.Button, new() { Name = "Add an item" }).First.ClickAsync();
        await elements.Locator("[data-name=frontal_image_url] input[type=file]").SetInputFilesAsync(new FilePayload { Name = "face.png", MimeType = "image/png", Buffer = [137, 80, 78, 71, 13, 10, 26, 10] });
        await Expect(elements.GetByLabel("Frontal image url")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^http://127.0.0.1:.*png$"));
        await elements.Locator("[data-name=reference_image_urls]").GetByRole(AriaRole.Button, new() { Name = "Add an item" }).ClickAsync();
        await elements.GetByLabel("Item 1", new() { Exact = true }).FillAsync("https://example.com/b.png");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Log)).ToContainTextAsync("Completed", new() { Timeout = 60_000 });

        JsonElement sent = JsonDocument.Parse((await served.GetAsync("emulator/journal?operation=Submit"))[0].GetProperty("body").GetString()!).RootElement;
        Assert.Equal("https://example.com/b.png", sent.GetProperty("elements")[0].GetProperty("reference_image_urls")[0].GetString());
    }

    [Fact]
    public async Task A_video_is_played_and_an_endpoint_is_found()
    {
        await using Served served = await Served.StartAsync("--timing", "instant");
        IPage page = await browser.OpenAsync(served.Address);
        await page.GetByLabel("Find an endpoint").FillAsync("video image");
        await page.GetByRole(AriaRole.Button, new() { Name = "image-to-video" }).ClickAsync();
        // The first form has a prompt too; this member is of the second alone, so it waits for it.
        await page.GetByLabel("Image url (required)").FillAsync("https://example.com/sea.png");
        await page.GetByLabel("Prompt (required)").FillAsync("waves");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Expect(page.Locator(".gallery video")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_endpoint_that_was_chosen_last_is_shown_even_if_an_earlier_one_comes_later()
    {
        await using Served served = await Served.StartAsync();
        IPage page = await browser.OpenAsync(served.Address);
        await Expect(page.GetByLabel("Num images")).ToBeVisibleAsync();
        var held = new TaskCompletionSource();
        await page.RouteAsync("**/page/form/**image-to-video", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "image-to-video" }).ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Faults" }).ClickAsync();
        await Expect(page.GetByText("None: everything works.")).ToBeVisibleAsync();
        Task<IResponse> late = page.WaitForResponseAsync(static response => response.Url.Contains("/page/check/", StringComparison.Ordinal));
        held.SetResult();
        await late;
        await page.GetByRole(AriaRole.Tab, new() { Name = "Journal" }).ClickAsync();
        await Expect(page.GetByLabel("Filter requests")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Call" }).ClickAsync();
        await Expect(page.GetByLabel("Image url (required)")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_job_is_cancelled()
    {
        await using Served served = await Served.StartAsync("--fault", "Slow; operation=Result; delay=1");
        IPage page = await browser.OpenAsync(served.Address);
        await page.GetByLabel("Prompt (required)").FillAsync("never mind");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the job" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Log)).ToContainTextAsync(new System.Text.RegularExpressions.Regex("Asked to cancel|already"));
        Assert.Equal(1, await served.CountAsync("Cancel"));
    }

    [Fact]
    public async Task The_keyboard_is_enough()
    {
        await using Served served = await Served.StartAsync("--timing", "instant");
        IPage page = await browser.OpenAsync(served.Address);
        await page.GetByLabel("Negative prompt").FocusAsync();
        await page.Keyboard.PressAsync("Shift+Tab");
        await Expect(page.GetByLabel("Prompt (required)")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("by hand");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Log)).ToContainTextAsync("Completed", new() { Timeout = 60_000 });
    }
}
