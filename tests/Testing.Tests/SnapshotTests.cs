using System.Reflection;
using KlingGen.Compiler;
using KlingGen.Testing;

namespace TestingTests;

/// <summary>Snapshots of generated code as a consumer takes them.</summary>
public sealed class SnapshotTests : IDisposable
{
    private const string Schema = "schemas/kling-image-v3-text-to-image.json";

    private readonly string _folder = Directory.CreateTempSubdirectory("snapshots-").FullName;

    [Fact]
    public void The_files_are_those_that_were_compiled_into_this_very_project()
    {
        string generated = typeof(SnapshotTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "Generated").Value!;
        Dictionary<string, string> compiled = Directory.EnumerateFiles(generated, "*.cs", SearchOption.AllDirectories)
            .Where(static file => Path.GetFileName(file).Contains("KlingImage", StringComparison.Ordinal))
            .ToDictionary(static file => Path.GetFileName(file), static file => File.ReadAllText(file).TrimStart('\uFEFF'), StringComparer.Ordinal);
        IReadOnlyDictionary<string, string> files = FalSnapshots.Of(Schema, "TestingTests").Files;
        Assert.Equal(compiled.Keys.Order(StringComparer.Ordinal), files.Keys);
        foreach ((string name, string text) in files)
            Assert.Equal(compiled[name].ReplaceLineEndings("\n"), text.Replace("{version}", CodeEmitter.Version, StringComparison.Ordinal).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void What_was_reviewed_passes_and_a_difference_shows_its_lines()
    {
        FalSnapshots snapshots = FalSnapshots.Of(Schema);
        FalSnapshotException unseen = Assert.Throws<FalSnapshotException>(() => snapshots.MatchesFolder(_folder));
        Assert.Contains(".verified.cs is new.", unseen.Message, StringComparison.Ordinal);
        Assert.Contains("KLINGGEN_ACCEPT=1", unseen.Message, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(_folder, "*.received.cs").Length);
        Assert.Equal("*.received.*\n", File.ReadAllText(Path.Combine(_folder, ".gitignore")));

        Accept(snapshots);
        Assert.Empty(Directory.GetFiles(_folder, "*.received.cs"));
        snapshots.MatchesFolder(_folder);

        string file = Directory.GetFiles(_folder, "*Image.g.verified.cs").Single();
        string reviewed = File.ReadAllText(file);
        File.WriteAllText(file, reviewed.Replace("public required string Prompt", "public string? Prompt", StringComparison.Ordinal));
        FalSnapshotException changed = Assert.Throws<FalSnapshotException>(() => snapshots.MatchesFolder(_folder));
        Assert.Contains("  -     public string? Prompt { get; init; }\n  +     public required string Prompt { get; init; }\n", changed.Message, StringComparison.Ordinal);
        Accept(snapshots);
        Assert.Equal(reviewed, File.ReadAllText(file));
    }

    [Fact]
    public void Line_ends_do_not_count_and_a_file_that_is_gone_does()
    {
        FalSnapshots snapshots = FalSnapshots.Of(Schema);
        Accept(snapshots);
        foreach (string file in Directory.GetFiles(_folder, "*.verified.cs"))
            File.WriteAllText(file, File.ReadAllText(file).ReplaceLineEndings("\r\n"));
        snapshots.MatchesFolder(_folder);
        File.WriteAllText(Path.Combine(_folder, "Old.g.verified.cs"), "");
        Assert.Contains("Old.g.verified.cs is no longer generated.", Assert.Throws<FalSnapshotException>(() => snapshots.MatchesFolder(_folder)).Message, StringComparison.Ordinal);
        Accept(snapshots);
        Assert.False(File.Exists(Path.Combine(_folder, "Old.g.verified.cs")));
    }

    [Fact]
    public void A_long_difference_is_shown_in_part()
    {
        string before = string.Join('\n', Enumerable.Range(0, 5000)), after = string.Join('\n', Enumerable.Range(0, 5000).Select(static i => -i));
        string shown = LineDifference.Of(before, after);
        Assert.Contains("… and more", shown, StringComparison.Ordinal);
        Assert.True(shown.Length < 4000);
        Assert.Equal("  @@ line 2 @@\n    a\n  - b\n  + c\n    d", LineDifference.Of("a\nb\nd", "a\nc\nd"));
    }

    [Fact]
    public void What_cannot_be_used_is_named()
    {
        FileNotFoundException missing = Assert.Throws<FileNotFoundException>(() => FalSnapshots.Of("schemas/none.json"));
        Assert.Contains("'schemas/none.json'", missing.Message, StringComparison.Ordinal);
        Assert.Contains("Testing.Tests", missing.Message, StringComparison.Ordinal);
        string broken = Path.Combine(_folder, "broken.json");
        File.WriteAllText(broken, "{\n  \"openapi\": ");
        InvalidDataException unreadable = Assert.Throws<InvalidDataException>(() => FalSnapshots.Of(broken));
        Assert.Contains(broken, unreadable.Message, StringComparison.Ordinal);
        Assert.Contains("(2,", unreadable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_of_the_item_are_in_the_code()
    {
        IReadOnlyDictionary<string, string> files = FalSnapshots.Of(Schema, namespaceName: "My.Own", clientName: "Painter", visibility: "internal").Files;
        Assert.Contains(files.Values, static text => text.Contains("namespace My.Own;", StringComparison.Ordinal) && text.Contains("internal sealed partial class PainterClient", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Accept(FalSnapshots snapshots) => new SnapshotFolder(_folder, accepts: true).Compare(snapshots.Files);
}
