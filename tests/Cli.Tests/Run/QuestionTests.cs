using System.Net;
using Cli.Tests.Support;

namespace Cli.Tests.Run;

/// <summary>The question before an expensive call: only a clear yes buys.</summary>
public sealed class QuestionTests
{
    [Theory]
    [InlineData("y\n", true)]
    [InlineData("YES\n", true)]
    [InlineData(" yes \r\n", true)]
    [InlineData("n\n", false)]
    [InlineData("\n", false)]
    [InlineData("yesterday\n", false)]
    [InlineData("", false)]
    public async Task Only_a_clear_yes_buys(string answer, bool buys)
    {
        int submits = 0;
        var service = new StubService
        {
            Instead = request =>
            {
                if (request.Method != HttpMethod.Post)
                    return null;
                Interlocked.Increment(ref submits);
                return StubService.Json("""{"detail":"no"}""", HttpStatusCode.Unauthorized);
            },
        };
        service.Prices[KlingSchema.Id] = 1m;
        using CliRun run = service.Run();
        run.Write("kling.json", KlingSchema.Text);
        run.IsTerminal = true;
        run.Input = System.Text.Encoding.UTF8.GetBytes(answer);

        CliResult result = await run.RunAsync("run", "kling.json", "--prompt", "a", "--num-images", "2", "--quiet");

        Assert.StartsWith("This call costs 2 USD. Buy it? [y/N] ", result.Error, StringComparison.Ordinal);
        Assert.Equal(buys ? ExitCodes.Service : ExitCodes.TooExpensive, result.ExitCode);
        Assert.Equal(buys ? 1 : 0, submits);
        Assert.Equal(buys, run.JournalLines.Length > 0);
    }

    [Theory]
    [InlineData("--yes")]
    [InlineData("--ask-above=5")]
    public async Task Who_has_said_yes_before_is_not_asked(string option)
    {
        var service = new StubService { Instead = static request => request.Method == HttpMethod.Post ? StubService.Json("""{"detail":"no"}""", HttpStatusCode.Unauthorized) : null };
        service.Prices[KlingSchema.Id] = 1m;
        using CliRun run = service.Run();
        run.Write("kling.json", KlingSchema.Text);

        CliResult result = await run.RunAsync("run", "kling.json", "--prompt", "a", "--num-images", "2", "--quiet", option);

        Assert.Equal(ExitCodes.Service, result.ExitCode);
        Assert.DoesNotContain("Buy it?", result.Error, StringComparison.Ordinal);
    }
}
