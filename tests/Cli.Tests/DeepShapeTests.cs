using Cli.Tests.Support;
using KlingGen.TestKit;

namespace Cli.Tests;

/// <summary>No document takes the tool's stack: each command ends with one of its own exit codes, whatever is nested in it.</summary>
public sealed class DeepShapeTests
{
    private const int Seed = 32;

    [Fact]
    public Task No_depth_ends_the_process() => ChildRun.RunExplicitAsync(typeof(DeepShapeTests));

    [Fact(Explicit = true)]
    public async Task Shapes_are_checked_inspected_and_compared()
    {
        using var cli = new CliRun();
        cli.Write("kling.json", KlingSchema.Text);
        foreach ((string name, string document) in DeepShapes.Random(Seed, 60))
        {
            cli.Write("deep.json", document);
            foreach (string[] arguments in (string[][])[["check", "deep.json"], ["inspect", "deep.json"], ["inspect", "deep.json", "--code"], ["diff", "deep.json", "kling.json"], ["diff", "deep.json", "deep.json"]])
            {
                CliResult result = await cli.RunAsync(arguments);
                Assert.True(result.ExitCode is >= 0 and <= 10 && !result.Error.Contains("   at ", StringComparison.Ordinal), $"{name} {string.Join(' ', arguments)}: {result.ExitCode}\n{result.Error}");
            }
        }
    }
}
