using Docs.Tests.Blocks;
using Docs.Tests.CSharp;

namespace Docs.Tests;

/// <summary>Every C# block of the pages compiles, or shows the error that it says.</summary>
public sealed class CompileTests
{
    // Raise it with the pages; it keeps a broken search from checking nothing.
    private const int FewestBlocks = 50;

    public static TheoryData<Block> Blocks() => [.. Pages.BlocksIn("csharp", "cs", "c#")];

    [Fact]
    public void The_blocks_are_found()
    {
        int count = Pages.BlocksIn("csharp", "cs", "c#").Count;
        Assert.True(count >= FewestBlocks, $"Only {count} blocks were found.");
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void It_compiles(Block block)
    {
        Assert.NotNull(block);
        Assert.True(block.Marker.NotRun is null, $"{block}: C# is compiled always; a block that shows a mistake says 'error CS0000: reason'.");
        IReadOnlyList<string> failures = SnippetCompiler.Failures(block);
        if (block.Marker.Error is { } error)
            Assert.Contains(failures, failure => failure.Contains($": {error}: ", StringComparison.Ordinal));
        else
            Assert.True(failures.Count == 0, string.Join('\n', failures));
    }
}
