using System.Net;
using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Cli.Tests;

public sealed class RefreshTests
{
    private const string Other = "acme/two";

    private readonly StubService _service = new();

    public RefreshTests()
    {
        _service.Documents[KlingSchema.Id] = KlingSchema.Text;
        _service.Documents[Other] = "{\"openapi\":\"3.0.4\"," + SmallSchema.Endpoint(Other, """{"type":"object","properties":{"n":{"type":"integer","default":1.0}}}""")[1..];
        _service.Prices[KlingSchema.Id] = 0.028m;
    }

    [Fact]
    public async Task Order_blanks_and_spelling_write_nothing()
    {
        using CliRun run = await AddedAsync();
        // The file on disk need not be in canonical form for that.
        run.Write($"schemas/{KlingSchema.FileName}", JsonShuffle.Shuffle(KlingSchema.Text, 3));
        IReadOnlyList<string> before = FolderState.Of(run.Folder);
        _service.Documents[KlingSchema.Id] = JsonShuffle.Shuffle(KlingSchema.Text, 7).ReplaceLineEndings("\r\n");
        _service.Documents[Other] = _service.Documents[Other].Replace("1.0", "10e-1", StringComparison.Ordinal);

        CliResult refresh = await run.RunAsync("refresh");
        CliResult check = await run.RunAsync("refresh", "--check");

        Assert.Equal(ExitCodes.Success, refresh.ExitCode);
        Assert.Equal(ExitCodes.Success, check.ExitCode);
        Assert.Contains("2 schemas are up to date.", refresh.Output, StringComparison.Ordinal);
        Assert.Equal(before, FolderState.Of(run.Folder));
    }

    [Fact]
    public async Task A_change_is_reported_by_check_and_written_without()
    {
        using CliRun run = await AddedAsync();
        _service.Documents[KlingSchema.Id] = KlingSchema.Text.Replace("\"maxLength\": 2500", "\"maxLength\": 3000", StringComparison.Ordinal);
        Assert.NotEqual(KlingSchema.Text, _service.Documents[KlingSchema.Id]);
        IReadOnlyList<string> before = FolderState.Of(run.Folder);

        CliResult check = await run.RunAsync("refresh", "--check");
        Assert.Equal(before, FolderState.Of(run.Folder));
        CliResult refresh = await run.RunAsync("refresh");
        CliResult again = await run.RunAsync("refresh", "--check");

        Assert.Equal(ExitCodes.Findings, check.ExitCode);
        Assert.Contains("3000", check.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Success, refresh.ExitCode);
        Assert.Equal(_service.Documents[KlingSchema.Id], run.Read($"schemas/{KlingSchema.FileName}"));
        Assert.Equal(CanonicalForm.Of("", _service.Documents[KlingSchema.Id]).Form!.Sha256, Lock(run).Find(KlingSchema.Id)!.Sha256);
        Assert.Equal(ExitCodes.Success, again.ExitCode);
    }

    [Fact]
    public async Task A_breaking_change_exits_with_2()
    {
        using CliRun run = await AddedAsync();
        _service.Documents[KlingSchema.Id] = KlingSchema.Text.Replace("\"negative_prompt\"", "\"unwanted\"", StringComparison.Ordinal);

        CliResult check = await run.RunAsync("refresh", "--check", "--json");

        Assert.Equal(ExitCodes.Breaking, check.ExitCode);
        using JsonDocument document = JsonDocument.Parse(check.Output);
        Assert.True(document.RootElement.GetProperty("breaking").GetBoolean());
        Assert.Equal(["fresh", "changed"], document.RootElement.GetProperty("endpoints").EnumerateArray().Select(static endpoint => endpoint.GetProperty("state").GetString()));
        Assert.Empty(check.Error);
    }

    [Fact]
    public async Task A_price_alone_changes_the_lock_alone()
    {
        using CliRun run = await AddedAsync();
        string schema = FolderState.Of(run.Folder).Single(static line => line.Contains(KlingSchema.FileName, StringComparison.Ordinal));
        _service.Prices[KlingSchema.Id] = 0.03m;

        CliResult check = await run.RunAsync("refresh", "--check");
        CliResult refresh = (await run.RunAsync("refresh")).ShouldSucceed();

        Assert.Equal(ExitCodes.Findings, check.ExitCode);
        Assert.Contains("0.03", refresh.Output, StringComparison.Ordinal);
        Assert.Equal(0.03m, Lock(run).Find(KlingSchema.Id)!.Price!.Amount);
        Assert.Contains(schema, FolderState.Of(run.Folder));
    }

    [Fact]
    public async Task A_price_that_cannot_be_had_stays()
    {
        using CliRun run = await AddedAsync();
        _service.Prices.Clear();
        IReadOnlyList<string> before = FolderState.Of(run.Folder);

        (await run.RunAsync("refresh")).ShouldSucceed();

        Assert.Equal(before, FolderState.Of(run.Folder));
    }

    [Fact]
    public async Task A_failed_fetch_leaves_everything_as_it_was_unless_asked_to_keep_going()
    {
        using CliRun run = await AddedAsync();
        _service.Documents[KlingSchema.Id] = KlingSchema.Text.Replace("2500", "3000", StringComparison.Ordinal);
        _service.Instead = static request => request.RequestUri!.Query.Contains("acme", StringComparison.Ordinal) ? StubService.Json("{}", HttpStatusCode.InternalServerError) : null;
        IReadOnlyList<string> before = FolderState.Of(run.Folder);

        CliResult stopped = await run.RunAsync("refresh");
        IReadOnlyList<string> after = FolderState.Of(run.Folder);
        CliResult going = await run.RunAsync("refresh", "--keep-going");

        Assert.Equal(ExitCodes.Service, stopped.ExitCode);
        Assert.Contains(Other, stopped.Error, StringComparison.Ordinal);
        Assert.Equal(before, after);
        Assert.Equal(ExitCodes.Service, going.ExitCode);
        Assert.Contains("3000", run.Read($"schemas/{KlingSchema.FileName}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_and_a_broken_file_are_restored()
    {
        using CliRun run = await AddedAsync();
        IReadOnlyList<string> contents = [run.Read("schemas/acme-two.json"), run.Read($"schemas/{KlingSchema.FileName}")];
        File.Delete(run.PathOf($"schemas/{KlingSchema.FileName}"));
        File.WriteAllBytes(run.PathOf("schemas/acme-two.json"), [0xFF, 0, 1]);

        CliResult check = await run.RunAsync("refresh", "--check");
        (await run.RunAsync("refresh")).ShouldSucceed();

        Assert.Equal(ExitCodes.Findings, check.ExitCode);
        Assert.Equal(contents, [run.Read("schemas/acme-two.json"), run.Read($"schemas/{KlingSchema.FileName}")]);
    }

    [Fact]
    public async Task An_endpoint_that_the_service_has_dropped_is_not_suggested_in_its_own_place()
    {
        using CliRun run = await AddedAsync();
        _service.Documents.TryRemove(Other, out _);

        CliResult result = await run.RunAsync("refresh", Other);

        Assert.Equal(ExitCodes.Service, result.ExitCode);
        Assert.DoesNotContain($"Did you mean {Other}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passing_failure_is_asked_again()
    {
        using CliRun run = await AddedAsync();
        int failures = 2;
        _service.Instead = _ => Interlocked.Decrement(ref failures) >= 0 ? StubService.Json("{}", HttpStatusCode.ServiceUnavailable) : null;

        (await run.RunAsync("refresh", Other)).ShouldSucceed();
    }

    [Fact]
    public async Task An_endpoint_that_is_not_locked_is_a_wrong_command_line()
    {
        using CliRun run = await AddedAsync();

        CliResult result = await run.RunAsync("refresh", "fal-ai/none");

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains(Other, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_terminal_a_bar_moves_and_elsewhere_nothing_does()
    {
        using CliRun run = await AddedAsync();

        Assert.Empty((await run.RunAsync("refresh")).Error);
        run.IsTerminal = true;
        Assert.Contains('\u001b', (await run.RunAsync("refresh")).Error);
        run.Environment["NO_COLOR"] = "1";
        CliResult plain = await run.RunAsync("refresh");
        Assert.DoesNotContain('\u001b', plain.Error + plain.Output);
    }

    private static LockFile Lock(CliRun run) => LockFile.Read("", run.Read($"schemas/{LockFile.FileName}")).File;

    private async Task<CliRun> AddedAsync()
    {
        CliRun run = _service.Run();
        (await run.RunAsync("add", KlingSchema.Id, Other)).ShouldSucceed();
        return run;
    }
}
