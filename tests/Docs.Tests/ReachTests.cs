using System.Text.RegularExpressions;
using Docs.Tests.Blocks;
using KlingGen.TestKit;

namespace Docs.Tests;

/// <summary>Every page of docs is reached from the table of contents, by links of pages that are.</summary>
public sealed partial class ReachTests
{
    private const string Contents = "docs/toc.yml";

    [Fact]
    public void No_page_is_an_island()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var left = new Queue<string>(Hrefs().Matches(File.ReadAllText(Repository.File(Contents))).Select(static match => Resolve(Contents, match.Groups["to"].Value)));
        while (left.TryDequeue(out string? page))
        {
            if (!page.EndsWith(".md", StringComparison.Ordinal) || !reached.Add(page))
                continue;
            Assert.True(File.Exists(Repository.File(page)), $"{page} is linked and not there.");
            foreach (Match link in Links().Matches(File.ReadAllText(Repository.File(page))))
                left.Enqueue(Resolve(page, link.Groups["to"].Value));
        }

        Assert.Empty(Pages.All.Where(static page => page.StartsWith("docs/", StringComparison.Ordinal) && page != "docs/site/index.md").Except(reached));
    }

    private static string Resolve(string from, string to) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.File(from))!, to))).Replace('\\', '/');

    [GeneratedRegex(@"^\s*href: (?<to>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Hrefs();

    [GeneratedRegex(@"\]\((?<to>[^)#:\s]+\.md)(#[^)]*)?\)")]
    private static partial Regex Links();
}
