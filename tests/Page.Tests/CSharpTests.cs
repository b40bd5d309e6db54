using Cli.Tests.Support;
using KlingGen.Compiler;
using KlingGen.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Page.Tests;

/// <summary>The C# that the page shows compiles beside what a build generates for the endpoint.</summary>
public sealed class CSharpTests(Browser browser) : IClassFixture<Browser>
{
    private const int Rounds = 5;

    /// <summary>What the tool serves where nobody has a schema.</summary>
    public static TheoryData<string, bool> Endpoints()
    {
        var rows = new TheoryData<string, bool>();
        foreach (string id in Documents.Keys.Order(StringComparer.Ordinal))
        {
            rows.Add(id, false);
            rows.Add(id, true);
        }

        return rows;
    }

    private static Dictionary<string, string> Documents { get; } = Directory.GetFiles(Repository.File("schemas"), "kling-*.json").Select(File.ReadAllText)
        .ToDictionary(static text => SchemaReader.Read(new SchemaInput("a.json", text)).Endpoint!.EndpointId);

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_form_that_is_filled_in_gives_a_call_that_compiles(string id, bool all)
    {
        await using Served served = await Served.StartAsync();
        IPage page = await browser.OpenAsync(new Uri(served.Address, "#" + id));
        ILocator form = page.GetByRole(AriaRole.Form, new() { Name = "Input" });
        await Expect(form).ToBeVisibleAsync();
        if (all)
            await OpenAllAsync(form);
        int filled = await FillAsync(form, all);
        Assert.True(filled > (all ? 4 : 0), $"Only {filled} fields were found.");

        // The page asks 250 ms after the last key, and shows the answer to the last question alone.
        string wanted = all ? "\"third\"" : "\"first\"";
        await page.GetByLabel("Prompt (required)").FillAsync(all ? "say \"third\"\nand more" : "\"first\"");
        ILocator code = page.GetByLabel("The call as C#");
        await Expect(code).ToContainTextAsync(wanted.Replace("\"", "\\\"", StringComparison.Ordinal));
        string program = await code.InnerTextAsync();
        Assert.Empty(CallCompiler.Failures(Documents[id], program));
        Assert.NotEmpty(CallCompiler.Failures(Documents[id], program.Replace("Prompt", "Prampt", StringComparison.Ordinal)));
    }

    /// <summary>An item for every list, the first alternative for every union; what they hold is opened in the next round.</summary>
    private static async Task OpenAllAsync(ILocator form)
    {
        for (int round = 0; round < Rounds; round++)
        {
            foreach (ILocator button in await form.Locator("button:text-is('Add an item'):not([data-used]), [role=tablist]:not([data-used]) button:nth-child(2)").AllAsync())
            {
                await button.ClickAsync();
                await button.EvaluateAsync("one => { (one.closest('[role=tablist]') ?? one).dataset.used = '1'; }");
            }
        }
    }

    private static async Task<int> FillAsync(ILocator form, bool all)
    {
        int filled = 0;
        foreach (ILocator field in await form.Locator("input:not([type=file]):not([type=range]):not([type=checkbox]), select, textarea").AllAsync())
        {
            string label = await field.EvaluateAsync<string>("one => one.labels?.[0]?.textContent ?? ''");
            if (!all && !label.EndsWith("(required)", StringComparison.Ordinal))
                continue;
            filled++;
            if (await field.EvaluateAsync<bool>("one => one.tagName === 'SELECT'"))
                await field.SelectOptionAsync(new SelectOptionValue { Index = await field.Locator("option").CountAsync() - 1 });
            else
                await field.FillAsync(await field.EvaluateAsync<string>("one => one.list ? one.list.options[0].value : one.type === 'number' ? String(one.min || one.placeholder || 1) : one.type === 'url' ? 'https://example.com/a.png' : 'some \"text\"'"));
        }

        return filled;
    }
}
