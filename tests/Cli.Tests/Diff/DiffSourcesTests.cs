using System.Diagnostics;
using System.Text.Json;
using Cli.Tests.Support;

namespace Cli.Tests.Diff;

/// <summary>Where the two versions come from: the lock and the service, and git.</summary>
public sealed class DiffSourcesTests(Emulated service) : IClassFixture<Emulated>, IDisposable
{
    private readonly CliRun _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Locked_files_are_compared_with_the_service()
    {
        await LockAsync();
        CliResult same = (await _cli.RunAsync("diff")).ShouldSucceed();
        Assert.Contains("no difference", same.Output, StringComparison.Ordinal);

        // What the project has is what was; the service has a member more.
        _cli.Write("schemas/" + KlingSchema.FileName, Without(KlingSchema.Text, "negative_prompt"));
        CliResult one = (await _cli.RunAsync("diff", KlingSchema.Id)).ShouldSucceed();
        Assert.Contains("KlingImageV3TextToImageInput.NegativePrompt is new", one.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_price_that_rose_is_reported()
    {
        var prices = new StubService { Documents = { [KlingSchema.Id] = KlingSchema.Text }, Prices = { [KlingSchema.Id] = 0.02m } };
        using CliRun run = prices.Run();
        (await run.RunAsync("add", KlingSchema.Id)).ShouldSucceed();
        prices.Prices[KlingSchema.Id] = 0.04m;
        CliResult result = await run.RunAsync("diff");
        Assert.Equal(ExitCodes.Findings, result.ExitCode);
        Assert.Contains("KLD048", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_is_not_locked_is_reported()
    {
        await LockAsync();
        CliResult result = await _cli.RunAsync("diff", "fal-ai/nobody");
        Assert.Equal(ExitCodes.Unusable, result.ExitCode);
        Assert.Contains("klinggen add fal-ai/nobody", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revisions_are_read_from_git()
    {
        await LockAsync();
        string path = "schemas/" + KlingSchema.FileName;
        Git("init", "-q");
        Commit("one");
        _cli.Write(path, Without(_cli.Read(path), "negative_prompt"));
        Commit("two");

        string[][] lines =
        [
            ["diff", $"git:HEAD~1:{path}", path], ["diff", path, "--git", "HEAD~1"], ["diff", "--git", "HEAD~1"], ["diff", $"git:HEAD~1:{path}", $"git:HEAD:{path}"],
        ];
        foreach (string[] line in lines)
        {
            CliResult result = await _cli.RunAsync(line);
            Assert.Equal(ExitCodes.Findings, result.ExitCode);
            Assert.Contains("KlingImageV3TextToImageInput.NegativePrompt is gone", result.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--upload-pack=x", ExitCodes.Usage)]
    [InlineData("no-such-branch", ExitCodes.Unusable)]
    public async Task A_revision_that_is_none_is_refused(string revision, int code)
    {
        await LockAsync();
        Git("init", "-q");
        Commit("one");
        Assert.Equal(code, (await _cli.RunAsync("diff", "--git=" + revision)).ExitCode);
        Assert.Equal(code, (await _cli.RunAsync("diff", "schemas/" + KlingSchema.FileName, "--git=" + revision)).ExitCode);
    }

    [Fact]
    public async Task A_file_that_was_not_there_yet_breaks_nothing()
    {
        Git("init", "-q");
        _cli.Write("readme", "x");
        Commit("one");
        await LockAsync();
        CliResult result = (await _cli.RunAsync("diff", "--git", "HEAD", "--json")).ShouldSucceed();
        JsonElement root = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(0, root.GetProperty("comparisons").GetArrayLength());
        Assert.Equal(1, root.GetProperty("notes").GetArrayLength());
    }

    private async Task LockAsync()
    {
        _cli.Against(service.Emulator.Address);
        _cli.Write("App.csproj", KlingSchema.Project);
        (await _cli.RunAsync("add", KlingSchema.Id)).ShouldSucceed();
    }

    private static string Without(string text, string member)
    {
        var document = System.Text.Json.Nodes.JsonNode.Parse(text)!;
        foreach ((string _, System.Text.Json.Nodes.JsonNode? schema) in document["components"]!["schemas"]!.AsObject())
            (schema!["properties"] as System.Text.Json.Nodes.JsonObject)?.Remove(member);
        return document.ToJsonString();
    }

    private void Commit(string message)
    {
        Git("add", "-A");
        Git("-c", "user.name=t", "-c", "user.email=t@example.test", "commit", "-q", "-m", message);
    }

    private void Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _cli.Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
