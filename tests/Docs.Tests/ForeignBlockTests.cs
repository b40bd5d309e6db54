using Docs.Tests.Blocks;
using KlingGen.TestKit;

namespace Docs.Tests;

/// <summary>Blocks in other languages are at least programs of these languages.</summary>
public sealed class ForeignBlockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("klinggen-foreign-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("js", "node", "block.mjs", "--check", 5)]
    [InlineData("python", "python3", "block.py", "-m py_compile", 4)]
    public async Task They_can_be_parsed(string language, string program, string file, string arguments, int fewest)
    {
        Assert.SkipUnless(CommandLine.Exists(program), $"Blocks in {language} need {program} on the PATH.");
        IReadOnlyList<Block> blocks = Pages.BlocksIn(language);
        Assert.True(blocks.Count >= fewest, $"Only {blocks.Count} blocks in {language} were found.");
        foreach (Block block in blocks)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, file), block.Text, TestContext.Current.CancellationToken);
            CommandResult check = await CommandLine.RunAsync(_folder, program, [.. arguments.Split(' '), file]);
            Assert.True(check.ExitCode == 0, $"{block}: {check.Error}");
        }
    }
}
