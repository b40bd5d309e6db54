using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Cli.Checking;
using KlingGen.TestKit;

namespace Cli.Tests.Run;

/// <summary>Pages without a network, and the service's list.</summary>
public sealed class ExplainAndModelsTests(Emulated emulated) : IClassFixture<Emulated>
{
    [Fact]
    public async Task Every_rule_has_its_page()
    {
        string[] expected =
        [
            .. Directory.EnumerateFiles(Repository.File("docs/diagnostics"), "KLG*.md").Concat(Directory.EnumerateFiles(Repository.File("docs/cli/rules"), "KLD*.md")).Select(static file => Path.GetFileNameWithoutExtension(file)),
            .. CheckRules.All.Select(static rule => rule.Id).Where(static id => id.StartsWith("KLC", StringComparison.Ordinal)),
        ];
        using var run = new CliRun();

        CliResult list = (await run.RunAsync("explain", "--json")).ShouldSucceed();

        Assert.Equal(expected.Order(StringComparer.Ordinal), JsonDocument.Parse(list.Output).RootElement.GetProperty("rules").EnumerateArray().Select(static rule => rule.GetProperty("id").GetString()));
        foreach (string id in expected)
            Assert.Contains(id, (await run.RunAsync("explain", id.ToLowerInvariant())).ShouldSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_are_found_by_their_words()
    {
        using CliRun run = new CliRun().Against(emulated.Emulator.Address);

        CliResult found = (await run.RunAsync("models", "kling", "--json")).ShouldSucceed();
        CliResult none = (await run.RunAsync("models", "nothing-like-it")).ShouldSucceed();

        Assert.Contains(JsonDocument.Parse(found.Output).RootElement.GetProperty("models").EnumerateArray(), static model => model.GetProperty("id").GetString() == KlingSchema.Id);
        Assert.Contains("No model fits", none.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_without_an_end_ends()
    {
        var service = new StubService { Instead = static _ => StubService.Json("""{"models":[],"next_cursor":"a","has_more":true}""") };
        using CliRun run = service.Run();

        (await run.RunAsync("models", "kling")).ShouldSucceed();

        Assert.Equal(2, service.Asked.Count);
    }
}
