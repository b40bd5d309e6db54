using System.Text.Json;
using System.Xml.Linq;
using Docs.Tests.Blocks;
using Docs.Tests.CSharp;
using KlingGen.TestKit;

namespace Docs.Tests;

/// <summary>Blocks of XML and JSON are such, and nothing that helps to check blocks lies around unused.</summary>
public sealed class DataBlockTests
{
    private static readonly JsonDocumentOptions s_json = new() { CommentHandling = JsonCommentHandling.Skip };

    // Raise it with the pages.
    private const int FewestBlocks = 25;

    [Fact]
    public void Blocks_of_XML_and_JSON_can_be_read()
    {
        IReadOnlyList<Block> blocks = Pages.BlocksIn("xml", "json");
        Assert.True(blocks.Count >= FewestBlocks, $"Only {blocks.Count} blocks were found.");
        string[] wrong = [.. blocks.Select(static block => (block, failure: Failure(block))).Where(static one => one.failure is null != one.block.Marker.Error is null).Select(static one => $"{one.block}: {one.failure ?? "it can be read, and its marker says that it cannot"}")];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_context_is_used_by_a_page_or_by_another_context()
    {
        IEnumerable<string> used = Pages.BlocksIn("csharp", "sh").Select(static block => block.Marker.Context);
        HashSet<string> code = [.. used, .. used.Where(Context.Names.Contains).SelectMany(static name => Context.Read(name).Files).Select(static file => Path.GetFileNameWithoutExtension(file.Path))];
        string[] all = [.. Directory.GetFiles(Repository.File("tests/Docs.Tests/Contexts")).Select(static path => Path.GetFileNameWithoutExtension(path)!)];
        Assert.Empty(all.Except(code, StringComparer.Ordinal));
    }

    // XML of a page is often several elements of a project file, JSON a member of an object.
    private static string? Failure(Block block)
    {
        try
        {
            if (block.Language == "xml")
                XDocument.Parse($"<Project>{block.Text}</Project>");
            else
                JsonDocument.Parse(block.Text.TrimStart().StartsWith('"') ? $"{{{block.Text}}}" : block.Text, s_json).Dispose();
            return null;
        }
        catch (Exception error) when (error is JsonException or System.Xml.XmlException)
        {
            return error.Message;
        }
    }
}
