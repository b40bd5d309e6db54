using Docs.Tests.Blocks;
using Docs.Tests.CSharp;
using KlingGen.TestKit;

namespace Docs.Tests;

/// <summary>How blocks are found and read: what the other tests rest on.</summary>
public sealed class MarkerTests
{
    private const string Page = """
        # A page

        <!-- blocks: emulator -->
        <!-- blocks: not run: they need an account of yours -->

        ```csharp
        FalClient client = fal;
        client.Nothing();
        ```

        <!-- block: error CS0029: a size is no text -->
        ```csharp
        input = "text";
        ```

        - in a list

          ```sh
          klinggen check
            ls
          ```
        """;

    [Fact]
    public void A_block_has_its_place_its_text_and_its_marker()
    {
        IReadOnlyList<Block> blocks = Pages.Read("a.md", Page);
        Assert.Equal(["a.md:7", "a.md:13", "a.md:19"], blocks.Select(static block => block.ToString()));
        Assert.Equal(new Marker("emulator"), blocks[0].Marker);
        Assert.Equal(new Marker("default", Error: "CS0029"), blocks[1].Marker);
        Assert.Equal("they need an account of yours", blocks[2].Marker.NotRun);
        Assert.Equal("klinggen check\n  ls", blocks[2].Text);
    }

    [Fact]
    public void A_mistake_is_reported_where_it_stands_in_the_page()
    {
        IReadOnlyList<Block> blocks = Pages.Read("a.md", Page);
        Assert.StartsWith("a.md(8,8): CS1061: ", Assert.Single(SnippetCompiler.Failures(blocks[0])), StringComparison.Ordinal);
        Assert.StartsWith("a.md(13,9): CS0029: ", Assert.Single(SnippetCompiler.Failures(blocks[1])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("using System.Text;\nvar text = new StringBuilder();\n…\nConsole.WriteLine(text);")]
    [InlineData("[Obsolete]\npublic void Go() => Console.WriteLine(input.Prompt);\n\npublic sealed class Other;")]
    [InlineData("catch (FalException error)\n{\n    Console.WriteLine(error.Message);\n}")]
    [InlineData("namespace One;\n\npublic sealed class Other;")]
    [InlineData("foreach (var one in new[] { input })\n    …")]
    public void Statements_members_handlers_and_files_are_known_by_their_form(string text) =>
        Assert.Empty(SnippetCompiler.Failures(new Block("a.md", 1, "csharp", text, Marker.None)));

    [Theory]
    [InlineData("Two words")]
    [InlineData("not run: short")]
    [InlineData("error CS0029")]
    [InlineData("error CS0029: short")]
    public void A_marker_of_no_form_or_without_a_reason_is_refused(string text) => Assert.Throws<FormatException>(() => Marker.Parse(text));

    [Fact]
    public void A_marker_above_no_block_is_refused() =>
        Assert.Contains("a.md:1", Assert.Throws<FormatException>(static () => Pages.Read("a.md", "<!-- block: web -->\nText.\n")).Message, StringComparison.Ordinal);

    /// <summary>`klinggen explain` shows these pages in a terminal.</summary>
    [Fact]
    public void Pages_that_the_tool_shows_have_no_markers() =>
        Assert.DoesNotContain(
            Pages.All.Where(static page => page.StartsWith("docs/diagnostics/", StringComparison.Ordinal) || page.StartsWith("docs/cli/rules/", StringComparison.Ordinal)),
            static page => File.ReadAllText(Repository.File(page)).Contains("<!--", StringComparison.Ordinal));

    [Fact]
    public void A_context_that_is_not_there_is_named_with_those_that_are() =>
        Assert.Contains("web, webhooks", Assert.Throws<FileNotFoundException>(static () => Context.Read("wbe")).Message, StringComparison.Ordinal);
}
