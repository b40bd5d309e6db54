using static Cli.Tests.BadInput.BadCase;

namespace Cli.Tests.BadInput;

/// <summary>What can be wrong with a comparison or an examination.</summary>
internal static class BadComparisons
{
    public static IEnumerable<BadCase> All =>
    [
        Usage("diff three", "diff", "a.json", "b.json", "c.json"),
        Usage("diff with an unknown severity", "diff", "a.json", "a.json", "--fail-on", "bogus") with { Arrange = Worlds.Schema, Names = "bogus" },
        Usage("diff in an unknown format", "diff", "a.json", "a.json", "--format", "xml") with { Arrange = Worlds.Schema, Names = "xml" },
        Usage("diff with an option as revision", "diff", "--git", "--exec=evil") with { Arrange = Worlds.Locked },
        Unusable("diff an endpoint that is not locked", Worlds.Locked, "diff", "fal-ai/other") with { Names = "fal-ai/other" },
        Usage("diff with a hostile id", "diff", "fal-ai/../x") with { Arrange = Worlds.Locked },
        Unusable("diff a file that does not exist", Worlds.Schema, "diff", "a.json", "gone.json") with { Names = "gone.json" },
        Unusable("diff a folder", static run => { Worlds.Schema(run); Directory.CreateDirectory(run.PathOf("b.json")); }, "diff", "a.json", "b.json"),
        Unusable("diff a binary file", static run => { Worlds.Schema(run); File.WriteAllBytes(run.PathOf("b.json"), [0xFF, 0, 1]); }, "diff", "b.json", "a.json") with { Names = "b.json" },
        Unusable("diff half a document", static run => { Worlds.Schema(run); run.Write("b.json", "{\"openapi\":"); }, "diff", "a.json", "b.json") with { Names = "b.json" },
        Unusable("diff without a lock", static _ => { }, "diff"),
        Unusable("diff with suppressions that are not there", Worlds.Schema, "diff", "a.json", "a.json", "--suppressions", "gone.json") with { Names = "gone.json" },
        Unusable("diff with suppressions that are no JSON", static run => { Worlds.Schema(run); run.Write("s.json", "no"); }, "diff", "a.json", "a.json", "--suppressions", "s.json") with { Names = "s.json" },
        Unusable("diff for code that is not there", Worlds.Schema, "diff", "a.json", "a.json", "--used-by", "Gone.csproj") with { Names = "Gone.csproj" },
        Unusable("diff with a revision outside of a repository", Worlds.Locked, "diff", "--git", "HEAD"),
        Unwritable("diff into a file below a file", static run => { Worlds.Schema(run); run.Write("x", ""); }, "diff", "a.json", "a.json", "--format", "json", "--out", "x/y.json"),
        Unwritable("diff into a folder", static run => { Worlds.Schema(run); Directory.CreateDirectory(run.PathOf("out")); }, "diff", "a.json", "a.json", "--format", "sarif", "--out", "out"),
        Unwritable("diff into a closed standard output", static run => { Worlds.Schema(run); run.Output = new BrokenWriter(); }, "diff", "a.json", "a.json"),
        Usage("check with an unknown severity", "check", "a.json", "--fail-on", "bogus") with { Arrange = Worlds.Schema, Names = "bogus" },
        Usage("check in an unknown format", "check", "a.json", "--format", "xml") with { Arrange = Worlds.Schema, Names = "xml" },
        Unusable("check a file that does not exist", static _ => { }, "check", "gone.json") with { Names = "gone.json" },
        Unusable("check without anything", static _ => { }, "check"),
        Unwritable("check into a file below a file", static run => { Worlds.Schema(run); run.Write("x", ""); }, "check", "a.json", "--format", "sarif", "--out", "x/y.sarif"),
        Unwritable("check into a closed standard output", static run => { Worlds.Schema(run); run.Output = new BrokenWriter(); }, "check", "a.json", "--json"),
    ];
}
