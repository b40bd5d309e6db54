using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Page.Tests;

/// <summary>Foreign text runs no script on the page, and no foreign page drives the emulator.</summary>
public sealed class HostileTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] s_probes =
    [
        "<script>window.struck=1</script>", "<img src=x onerror=window.struck=1>", "<svg onload=window.struck=1>", "\"><script>window.struck=1</script>", "'><img src=x onerror='window.struck=1'>",
        "javascript:window.struck=1", "</textarea><script>window.struck=1</script>", "</title><script>window.struck=1</script>", "{{constructor.constructor('window.struck=1')()}}", "${window.struck=1}",
        "<iframe srcdoc='<script>parent.struck=1</script>'></iframe>", "<a href='javascript:window.struck=1'>x</a>", "</pre><script>window.struck=1</script>", "<details open ontoggle=window.struck=1>", "<style>@import 'http://x'</style><body onload=window.struck=1>",
    ];

    /// <summary>Each probe in four places of a schema, which makes sixty.</summary>
    [Fact]
    public async Task No_text_of_a_schema_or_a_prompt_becomes_a_script()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("klinggen-hostile-").FullName, "hostile.json");
        await File.WriteAllTextAsync(file, Hostile(), TestContext.Current.CancellationToken);
        await using Served served = await Served.StartAsync(file, "--timing", "instant");
        IPage page = await browser.OpenAsync(served.Address);
        bool dialog = false;
        page.Dialog += (_, shown) => dialog = shown is not null;
        await Expect(page.Locator(".field")).ToHaveCountAsync(s_probes.Length * 2 + 1);
        Assert.Contains("<script>window.struck=1</script>", await page.Locator("form").InnerTextAsync(), StringComparison.Ordinal);

        foreach (string probe in s_probes)
        {
            await page.GetByLabel("Prompt (required)").FillAsync(probe);
            await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Log)).ToContainTextAsync("Completed");
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Run" })).ToBeEnabledAsync();
        }

        await page.GetByRole(AriaRole.Tab, new() { Name = "Journal" }).ClickAsync();
        await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
        await page.GetByLabel("Filter requests").FillAsync("Submit");
        foreach (ILocator open in await page.GetByRole(AriaRole.Button, new() { Name = "Open request" }).AllAsync())
            await open.ClickAsync();
        Assert.True(await page.EvaluateAsync<bool>("window.struck === undefined"), "A probe ran.");
        Assert.False(dialog);
    }

    [Fact]
    public async Task The_policy_of_the_page_forbids_scripts_that_are_not_files_of_its_own()
    {
        await using Served served = await Served.StartAsync();
        IPage page = await browser.OpenAsync(served.Address);
        await page.EvaluateAsync("() => { const script = document.createElement('script'); script.textContent = 'window.struck = 1'; document.body.append(script); }");
        Assert.True(await page.EvaluateAsync<bool>("window.struck === undefined"));
        using HttpResponseMessage answer = await served.Http.GetAsync("", TestContext.Current.CancellationToken);
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_drive_the_emulator()
    {
        await using Served served = await Served.StartAsync();
        IPage page = await browser.OpenAsync(served.Address);
        await page.Context.RouteAsync("https://evil.example/**", static route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<title>evil</title>" }));
        await page.GotoAsync("https://evil.example/");
        string faults = new Uri(served.Address, "emulator/faults").AbsoluteUri, journal = new Uri(served.Address, "emulator/journal").AbsoluteUri;
        await page.EvaluateAsync(
            "async ([faults, journal]) => { for (const send of [() => fetch(faults, { method: 'POST', mode: 'no-cors', body: 'NothingFin' }), () => navigator.sendBeacon(faults, 'NothingFin'), () => fetch(journal, { method: 'DELETE' })]) { try { await send(); } catch { } } }",
            new[] { faults, journal });
        string read = await page.EvaluateAsync<string>("journal => fetch(journal).then(answer => answer.text()).catch(() => 'refused')", journal);
        Assert.Equal("refused", read);
        Assert.Equal(0, (await served.GetAsync("emulator/faults")).GetArrayLength());
        Assert.True((await served.GetAsync("emulator/journal?operation=Schema")).ValueKind == System.Text.Json.JsonValueKind.Array);
    }

    [Fact]
    public async Task A_name_that_somebody_points_at_this_machine_shows_no_page_and_no_journal()
    {
        await using Served served = await Served.StartAsync();
        IPage page = await browser.OpenAsync(new UriBuilder(served.Address) { Host = "rebound.example" }.Uri);
        await Expect(page.Locator("body")).ToContainTextAsync("No such prefix");
        Assert.Equal(403, await page.EvaluateAsync<int>("() => fetch('/emulator/journal').then(answer => answer.status)"));
        Assert.Equal(403, await page.EvaluateAsync<int>("() => fetch('/emulator/faults', { method: 'POST', body: 'NothingFin' }).then(answer => answer.status)"));
    }

    private static string Hostile()
    {
        var members = new JsonObject { ["prompt"] = new JsonObject { ["type"] = "string" } };
        foreach ((int number, string probe) in s_probes.Index())
        {
            members[probe] = new JsonObject { ["type"] = "string", ["title"] = probe, ["description"] = probe };
            members[$"choice_{number}"] = new JsonObject { ["type"] = "string", ["description"] = "`" + probe + "`", ["enum"] = new JsonArray(probe, "other") };
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.4",
            ["info"] = new JsonObject { ["title"] = s_probes[0], ["version"] = "1", ["description"] = s_probes[1], ["x-fal-metadata"] = new JsonObject { ["endpointId"] = "hostile/endpoint" } },
            ["paths"] = new JsonObject
            {
                ["/hostile/endpoint"] = new JsonObject { ["post"] = new JsonObject { ["requestBody"] = Body("In"), ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "Queued." } } } },
                ["/hostile/endpoint/requests/{request_id}"] = new JsonObject { ["get"] = new JsonObject { ["responses"] = new JsonObject { ["200"] = Body("Out") } } },
            },
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject
                {
                    ["In"] = new JsonObject { ["type"] = "object", ["required"] = new JsonArray("prompt"), ["properties"] = members },
                    ["Out"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["text"] = new JsonObject { ["type"] = "string", ["example"] = s_probes[0] }, ["file"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["url"] = new JsonObject { ["type"] = "string", ["example"] = "javascript:window.struck=1" } } } } },
                },
            },
        }.ToJsonString();
    }

    private static JsonObject Body(string name) => new() { ["description"] = "x", ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/" + name } } } };
}
