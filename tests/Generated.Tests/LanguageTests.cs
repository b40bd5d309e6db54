using System.Text.RegularExpressions;
using KlingGen.TestKit;

namespace Generated.Tests;

/// <summary>Code and pages speak with the field's words: <c>eng/words.txt</c> lists ours that are not to come back, and what to write instead.</summary>
public sealed partial class LanguageTests
{
    private static readonly WordList s_words = WordList.Parse(File.ReadAllLines(Repository.File("eng/words.txt")));

    [Fact]
    public void Every_source_and_page_uses_the_words_of_the_field()
    {
        string[] found = [.. Files().SelectMany(static path => s_words.Check(path, File.ReadLines(Repository.File(path))))];
        Assert.True(found.Length == 0, $"{found.Length} private words (see eng/words.txt):\n{string.Join('\n', found.Take(100))}");
    }

    [Fact]
    public void Every_exception_is_still_needed()
    {
        foreach (string path in Files())
            _ = s_words.Check(path, File.ReadLines(Repository.File(path))).Count();
        Assert.Empty(s_words.Unused);
    }

    /// <summary>Each kind of entry finds what it is for, and passes what it must not stop.</summary>
    [Theory]
    [InlineData("class HttpDoor;", "door")]
    [InlineData("/// <summary>Tells what goes on.</summary>", "tells")]
    [InlineData("private bool _judge;", "judge")]
    [InlineData("void No_verdict_may_hang()", "verdict")]
    [InlineData("It was waited for in vain.", "in vain")]
    [InlineData("int standardTimeout", "standard")]
    [InlineData("if (limit is { } most)", "{ } most")]
    [InlineData("Most texts are short, as is the standard one.", null)]
    [InlineData("startInfo.RedirectStandardError = true;", null)]
    [InlineData("outdoors, judicious, intellect, stellar", null)]
    public void A_private_word_is_found_with_its_place_and_remedy(string line, string? word)
    {
        string[] found = [.. s_words.Check("src/A.cs", ["", line])];
        if (word is null)
            Assert.Empty(found);
        else
            Assert.StartsWith($"src/A.cs:2: '{word}': ", Assert.Single(found), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_exception_holds_at_its_place_alone()
    {
        WordList words = WordList.Parse(["word claim: lock", "allow src/Webhooks *: a lock", "allow src/B.cs ClaimTypes: .NET's name"]);
        Assert.Empty(words.Check("src/Webhooks/A.cs", ["a claim"]));
        Assert.Empty(words.Check("src/B.cs", ["ClaimTypes.Name"]));
        Assert.Single(words.Check("src/B.cs", ["a claim"]));
        Assert.Single(words.Check("src/B.cs", ["ClaimTypes.Name, a claim"]));
        Assert.Single(words.Check("src/Webhooks.cs", ["a claim"]));
        Assert.Empty(words.Unused);
        Assert.Throws<FormatException>(() => WordList.Parse(["word door"]));
        Assert.Throws<FormatException>(() => WordList.Parse(["allow src/A.cs door:"]));
    }

    private static IEnumerable<string> Files() => Directory
        .EnumerateFiles(Repository.Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden })
        .Select(static path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
        .Where(static path => Kinds().IsMatch(path) && !Products().IsMatch(path))
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\.(cs|md|csproj|props|targets)$")]
    private static partial Regex Kinds();

    [GeneratedRegex(@"(^|/)(bin|obj|node_modules|TestResults|\.[^/]+)/")]
    private static partial Regex Products();
}
