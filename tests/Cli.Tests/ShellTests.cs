using System.Text.Json;
using Cli.Tests.Support;

namespace Cli.Tests;

public sealed class ShellTests
{
    [Fact]
    public async Task A_wrong_command_line_is_one_sentence_and_exit_code_3()
    {
        using var run = new CliRun();

        CliResult result = await run.RunAsync("completion", "tcsh");

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Equal(1, result.Error.Count(static c => c == '\n'));
        Assert.Contains("tcsh", result.Error, StringComparison.Ordinal);
        Assert.Contains("klinggen completion --help", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refesh")]
    [InlineData("doctor", "now")]
    [InlineData("add", "a/b", "--dryrun")]
    public async Task A_word_that_means_nothing_is_named(params string[] line)
    {
        using var run = new CliRun();
        CliResult result = await run.RunAsync(line);
        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains($"'{line[^1]}'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_json_an_error_is_a_document_too()
    {
        using var run = new CliRun();

        CliResult result = await run.RunAsync("completion", "tcsh", "--json");

        using JsonDocument document = JsonDocument.Parse(result.Output);
        JsonElement error = document.RootElement.GetProperty("error");
        Assert.Equal(ExitCodes.Usage, error.GetProperty("exitCode").GetInt32());
        Assert.Contains(error.GetProperty("message").GetString()!, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_file_is_not_read()
    {
        using var run = new CliRun();
        run.Write("line.txt", "bash");

        CliResult result = await run.RunAsync("completion", "@line.txt");

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
    }

    [Fact]
    public async Task Help_shows_examples()
    {
        using var run = new CliRun();

        CliResult result = (await run.RunAsync("completion", "--help")).ShouldSucceed();

        Assert.Contains("Examples:", result.Output, StringComparison.Ordinal);
    }
}
