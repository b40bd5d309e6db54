using System.Text.RegularExpressions;
using KlingGen.TestKit;

namespace Docs.Tests.Blocks;

/// <summary>The pages that readers see: README, docs, and the README of each project.</summary>
public static partial class Pages
{
    private static readonly string[] s_notOurs = ["bin", "obj", "node_modules", "artifacts", ".git", "out", "_site"];

    /// <summary>All pages by their path from the root, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Find(Repository.Root).Select(static path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>The blocks of all pages in these languages.</summary>
    public static IReadOnlyList<Block> BlocksIn(params string[] languages) =>
        [.. All.SelectMany(static page => Read(page, File.ReadAllText(Repository.File(page)))).Where(block => languages.Contains(block.Language))];

    /// <summary>The blocks of one page.</summary>
    /// <exception cref="FormatException">A marker has none of the forms, or stands above nothing.</exception>
    public static IReadOnlyList<Block> Read(string page, string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        var blocks = new List<Block>();
        Marker forCode = Marker.None;
        Marker forShell = Marker.None;
        Marker? next = null;
        for (int i = 0; i < lines.Length; i++)
        {
            if (Fence().Match(lines[i]) is { Success: true } fence)
            {
                int indent = fence.Groups["indent"].Length;
                int start = i + 1;
                for (i = start; i < lines.Length && lines[i].Trim() != "```"; i++) ;
                if (i == lines.Length)
                    throw new FormatException($"{page}:{start}: the block has no end.");
                string body = string.Join('\n', lines[start..i].Select(line => line.Length > indent ? line[indent..] : line.TrimStart()));
                blocks.Add(new Block(page, start + 1, fence.Groups["language"].Value, body, next ?? (fence.Groups["language"].Value == "sh" ? forShell : forCode)));
                next = null;
            }
            else if (Comment().Match(lines[i]) is { Success: true } comment)
            {
                Marker marker = Marker.Parse(comment.Groups["text"].Value);
                if (!comment.Groups["all"].Success)
                    next = marker;
                else if (marker.NotRun is null)
                    forCode = marker;
                else
                    forShell = marker;
            }
            else if (next is not null && lines[i].Trim().Length > 0)
            {
                throw new FormatException($"{page}:{i}: the marker must stand right above its block.");
            }
        }

        return blocks;
    }

    private static IEnumerable<string> Find(string folder) => Directory.GetFiles(folder, "*.md")
        .Concat(Directory.GetDirectories(folder).Where(static child => !s_notOurs.Contains(Path.GetFileName(child)) && !Path.GetFileName(child).StartsWith('_')).SelectMany(Find));

    [GeneratedRegex(@"^(?<indent>\s*)```(?<language>\w*)\s*$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s*<!-- block(?<all>s)?: (?<text>.*?) -->\s*$")]
    private static partial Regex Comment();
}
