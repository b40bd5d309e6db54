using System.Text.RegularExpressions;
using KlingGen.TestKit;

namespace Generated.Tests;

/// <summary>The map and the stories of CONTRIBUTING are those of the sources.</summary>
public sealed partial class ContributingTests
{
    private static readonly string[] s_roots = ["generator", "runtime", "integrations", "emulator", "cli"];
    private static readonly string s_page = File.ReadAllText(Repository.File("CONTRIBUTING.md"));
    private static readonly Lazy<string> s_sources = new(static () => string.Join('\n', s_roots.SelectMany(static root => Sources(Repository.File(root))).Select(File.ReadAllText)));

    [Fact]
    public void Every_folder_with_code_is_in_the_map_and_none_that_is_gone() => Assert.Empty(Differences(s_page, Folders()));

    [Fact]
    public void Every_type_of_a_story_exists()
    {
        string[] named = [.. Named(s_page)];
        Assert.True(named.Length > 40, $"The stories name {named.Length} types.");
        Assert.Empty(Missing(named));
    }

    [Fact]
    public void The_stories_are_three_and_short()
    {
        MatchCollection stories = Story().Matches(s_page);
        Assert.Equal(3, stories.Count);
        Assert.All(stories, static story => Assert.InRange(Regex.Count(story.Value, @"(?m)^\d+\. "), 8, 12));
    }

    /// <summary>The tests see a page that is wrong.</summary>
    [Fact]
    public void A_wrong_page_is_found()
    {
        string folder = Folders().First(static folder => folder == "runtime/KlingGen.Runtime/Protocol");
        Assert.Equal([$"{folder} is not in CONTRIBUTING"], Differences(s_page.Replace("| `Protocol` | what", "what", StringComparison.Ordinal), Folders()));
        Assert.Equal(["runtime/KlingGen.Runtime/Protocols is in CONTRIBUTING and has no code"], Differences(s_page.Replace("| `Protocol` | what", "| `Protocol` | what |\n| `Protocols` | what", StringComparison.Ordinal), Folders()));
        Assert.Equal(["UploadChest", "FalClientOptions.UploadWays"], Missing(Named("## The life of one file\n1. `UploadChest`, `FalClient` and `FalClientOptions.UploadWays`.\n")));
    }

    private static IEnumerable<string> Differences(string page, IReadOnlyCollection<string> folders)
    {
        var mapped = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match project in Project().Matches(page))
            mapped.UnionWith(Row().Matches(project.Groups["rows"].Value).Select(row => $"{project.Groups["name"].Value}/{row.Groups[1].Value}"));
        return [.. folders.Except(mapped).Select(static folder => folder + " is not in CONTRIBUTING"), .. mapped.Except(folders).Select(static folder => folder + " is in CONTRIBUTING and has no code")];
    }

    private static IEnumerable<string> Named(string page) => Story().Matches(page).SelectMany(static story => Code().Matches(story.Value)).Select(static code => code.Groups[1].Value).Distinct();

    // A type; or a type and a member, which some file that declares the type has.
    private static IEnumerable<string> Missing(IEnumerable<string> named) => [.. named.Where(static name =>
    {
        string[] parts = name.Split('.');
        return !Regex.IsMatch(s_sources.Value, $@"\b(class|struct|record|interface|enum|delegate [\w<>]+) {parts[0]}\b") || (parts.Length > 1 && !Regex.IsMatch(s_sources.Value, $@"\b{parts[1]}\b"));
    })];

    private static string[] Folders() => [.. s_roots
        .SelectMany(static root => Sources(Repository.File(root)))
        .Select(static file => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(file)!).Replace('\\', '/'))
        .Where(static folder => folder.Count(static c => c == '/') > 1)
        .Distinct()
        .Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(static path => !Products().IsMatch(path.Replace('\\', '/')));

    [GeneratedRegex(@"/(bin|obj)/")]
    private static partial Regex Products();

    [GeneratedRegex(@"(?m)^### (?<name>\S+/\S+)\n(?<rows>(?:(?!^#).*\n)*)")]
    private static partial Regex Project();

    [GeneratedRegex(@"(?m)^\| `([\w/]+)` \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"(?m)^## The life of one .*\n(?:(?!^#).*\n)*")]
    private static partial Regex Story();

    [GeneratedRegex(@"`([A-Z][a-z]+[A-Z]\w*(?:\.[A-Z]\w+)?|I[A-Z]\w+(?:\.[A-Z]\w+)?)`")]
    private static partial Regex Code();
}
