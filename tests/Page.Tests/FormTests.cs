using System.Text.Json;
using KlingGen.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Page.Tests;

/// <summary>Forms: rows that move, null, and schema files that come and go.</summary>
public sealed class FormTests(Browser browser) : IClassFixture<Browser>
{
    private const string Input = """
        {"type":"object","required":["maybe"],"properties":{
          "numbers":{"type":"array","items":{"type":"integer","maximum":10}},
          "boxes":{"type":"array","items":{"type":"object","required":["size"],"properties":{"size":{"type":"integer","maximum":10}}}},
          "seed":{"anyOf":[{"type":"integer"},{"type":"null"}],"default":42},
          "maybe":{"anyOf":[{"type":"string"},{"type":"null"}]},
          "plain":{"type":"string"}}}
        """;

    private static readonly string s_document = SmallSchema.Endpoint("fal-ai/rows", Input);

    [Theory]
    [InlineData("numbers", "")]
    [InlineData("boxes", "[data-name=size] ")]
    public async Task What_is_said_about_a_row_goes_with_it(string list, string inner)
    {
        using var schema = new TemporaryFile(s_document);
        await using Served served = await Served.StartAsync(schema.Path);
        IPage page = await browser.OpenAsync(served.Address);
        ILocator field = page.Locator($"[data-name={list}]");
        await page.GetByLabel("Maybe (required)", new() { Exact = true }).FillAsync("text");
        string[] values = ["1", "99", "3"];
        foreach (string value in values)
        {
            await field.GetByRole(AriaRole.Button, new() { Name = "Add an item" }).ClickAsync();
            await Rows().Last.Locator(inner + "input[type=number]").FillAsync(value);
        }

        await ExpectFindingAsync(1, "[1]");
        await field.GetByRole(AriaRole.Button, new() { Name = "Remove item 1" }).ClickAsync();
        await Expect(Rows()).ToHaveCountAsync(2);
        await ExpectFindingAsync(0, "[0]");
        await field.GetByRole(AriaRole.Button, new() { Name = "Move item 2 up" }).ClickAsync();
        await ExpectFindingAsync(1, "[1]");
        await Expect(Rows().Nth(0).Locator("input[type=number]")).ToHaveValueAsync("3");
        await Expect(field.GetByRole(AriaRole.Button, new() { Name = "Move item 1 up" })).ToBeDisabledAsync();
        await Rows().Nth(1).Locator("input[type=number]").FillAsync("9");
        await Expect(field.Locator(".finding:not(:empty)")).ToHaveCountAsync(0);

        ILocator Rows() => field.Locator("> div > div > .nested");

        // Of all rows one alone has a finding, and it names the row where it stands now.
        async Task ExpectFindingAsync(int row, string name)
        {
            await Expect(Rows().Nth(row).Locator(".finding:not(:empty)")).ToContainTextAsync(name);
            await Expect(field.Locator(".finding:not(:empty)")).ToHaveCountAsync(1);
        }
    }

    [Fact]
    public async Task Null_is_sent_where_it_is_not_the_same_as_nothing()
    {
        using var schema = new TemporaryFile(s_document);
        await using Served served = await Served.StartAsync(schema.Path, "--timing", "instant");
        IPage page = await browser.OpenAsync(served.Address);
        await Expect(page.GetByText("Send null")).ToHaveCountAsync(2);
        await page.Locator("[data-name=seed]").GetByLabel("Send null").CheckAsync();
        await page.Locator("[data-name=maybe]").GetByLabel("Send null").CheckAsync();
        await Expect(page.GetByLabel("The call as C#")).ToContainTextAsync("SeedIsJsonNull = true");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Log)).ToContainTextAsync("Completed");
        using JsonDocument sent = JsonDocument.Parse((await served.GetAsync("emulator/journal?operation=Submit"))[0].GetProperty("body").GetString()!);
        Assert.Equal(JsonValueKind.Null, sent.RootElement.GetProperty("seed").ValueKind);
        Assert.Equal(JsonValueKind.Null, sent.RootElement.GetProperty("maybe").ValueKind);
        Assert.False(sent.RootElement.TryGetProperty("plain", out _));

        await page.Locator("[data-name=seed]").GetByLabel("Send null").UncheckAsync();
        await page.GetByLabel("Seed").FillAsync("7");
        await Expect(page.GetByLabel("The call as C#")).ToContainTextAsync("Seed = 7");
    }

    [Fact]
    public async Task A_schema_file_that_is_gone_is_named_and_missed_no_more_when_it_is_back()
    {
        using var schema = new TemporaryFile(s_document);
        await using Served served = await Served.StartAsync(schema.Path);
        File.Move(schema.Path, schema.Path + ".away");
        IPage page = await browser.OpenAsync(served.Address);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("A schema file cannot be read: Could not find file");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Put it back");
        File.Move(schema.Path + ".away", schema.Path);
        await page.ReloadAsync();
        await Expect(page.Locator("[data-name=numbers]")).ToBeVisibleAsync();
    }

    private sealed class TemporaryFile : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("klinggen-page-");

        public TemporaryFile(string text) => File.WriteAllText(Path, text);

        public string Path => System.IO.Path.Combine(_folder.FullName, "rows.json");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
