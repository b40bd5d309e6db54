using Cli.Tests.Support;
using KlingGen.Cli.Hosting;

namespace Cli.Tests;

/// <summary>All files or none.</summary>
public sealed class FileBatchTests
{
    [Fact]
    public void A_file_that_cannot_be_written_leaves_no_trace_of_the_others()
    {
        using var run = new CliRun();
        run.Write("kept.json", "former");
        Directory.CreateDirectory(run.PathOf("taken"));
        IReadOnlyList<string> before = FolderState.Of(run.Folder);
        var batch = new FileBatch();
        batch.Add(run.PathOf("kept.json"), "new"u8.ToArray());
        batch.Add(run.PathOf("deep/er/new.json"), "new"u8.ToArray());
        batch.Add(run.PathOf("taken"), "new"u8.ToArray());

        CliException error = Assert.Throws<CliException>(batch.Commit);

        Assert.Equal(ExitCodes.Unwritable, error.ExitCode);
        Assert.Contains("taken", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, FolderState.Of(run.Folder));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_move_that_fails_takes_back_those_before_it(int failing)
    {
        using var run = new CliRun();
        run.Write("a.json", "former");
        run.Write("c.json", "former");
        string[] before = Contents(run);
        int moves = 0;
        var batch = new FileBatch(_ =>
        {
            if (moves++ == failing)
                throw new IOException("the disk is full");
        });
        foreach (string name in new[] { "a.json", "new/b.json", "c.json" })
            batch.Add(run.PathOf(name), "new"u8.ToArray());

        Assert.Throws<CliException>(batch.Commit);

        Assert.Equal(before, Contents(run));
        Assert.False(Directory.Exists(run.PathOf("new")));
    }

    [Fact]
    public void What_is_already_so_is_not_written()
    {
        using var run = new CliRun();
        run.Write("a.json", "same");
        var batch = new FileBatch();

        batch.Add(run.PathOf("a.json"), "same"u8.ToArray());

        Assert.True(batch.IsEmpty);
    }

    // What is taken back has its former bytes, and a new time.
    private static string[] Contents(CliRun run) =>
        [.. Directory.EnumerateFiles(run.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(static path => $"{path}: {File.ReadAllText(path)}")];
}
