using System.Collections.Concurrent;
using KlingGen.TestKit;

namespace ArchitectureTests;

/// <summary>
/// Folders build on each other in one direction, in every project that ships. A folder is what stands directly below the project file; files beside
/// that are the top. Namespaces follow the folders, but for the public ones (<c>KlingGen</c>, <c>KlingGen.CompilerServices</c>, <c>KlingGen.Compiler</c>,
/// <c>KlingGen.Emulator</c>), which hold what several folders publish: so the folders are what is walked.
/// </summary>
public sealed class FolderCircleTests
{
    private static readonly ConcurrentDictionary<string, Lazy<FolderUses>> s_read = new(StringComparer.Ordinal);

    public static TheoryData<string> Projects => [.. ProjectSources.Shipped];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folder_uses_one_that_uses_it(string folder)
    {
        FolderUses found = Read(folder);

        Assert.True(found.Unresolved.Count == 0, "Names without a meaning, so that nobody knows what they use:\n" + string.Join('\n', found.Unresolved.Take(20)));
        IReadOnlyList<FolderUse> circles = FolderUses.Circles(found.Uses);
        Assert.True(circles.Count == 0, "Move what both need below both:\n" + string.Join('\n', circles.Take(40)));
    }

    [Theory]
    [InlineData("namespace A; class One { B.Two? two; }", "namespace B; class Two { void M() { A.One one = new(); } }")]
    [InlineData("namespace A; static class One { public const int Three = 3; static int F() => B.Two.Four; }", "namespace B; static class Two { public const int Four = A.One.Three + 1; }")]
    [InlineData("namespace A; using B; static class One { public static int X(this int n) => n.Y(); }", "namespace B; using A; static class Two { public static int Y(this int n) => n.X(); }")]
    [InlineData("namespace A; [B.Mark] class One { }", "namespace B; class MarkAttribute : System.Attribute { static string s = nameof(A.One); }")]
    public void A_circle_is_seen_however_it_is_written(string one, string two)
    {
        var project = new ProjectSources("made/Up", [(Repository.File("made/Up/A/One.cs"), one), (Repository.File("made/Up/B/Two.cs"), two)]);
        FolderUses found = FolderUses.Of(project);
        Assert.Empty(found.Unresolved);
        Assert.Equal(["A → B", "B → A"], FolderUses.Circles(found.Uses).Select(static use => $"{use.From} → {use.To}").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_direction_is_no_circle()
    {
        var project = new ProjectSources("made/Up", [(Repository.File("made/Up/A/One.cs"), "namespace A; class One { B.Two? two; }"), (Repository.File("made/Up/B/Two.cs"), "namespace B; class Two;"), (Repository.File("made/Up/Top.cs"), "class Top { A.One? a; B.Two? b; }")]);
        Assert.Empty(FolderUses.Circles(FolderUses.Of(project).Uses));
    }

    private static FolderUses Read(string folder) => s_read.GetOrAdd(folder, static folder => new Lazy<FolderUses>(() => FolderUses.Of(new ProjectSources(folder)))).Value;
}
