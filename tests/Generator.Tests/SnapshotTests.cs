using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Generator.Tests;

public sealed class SnapshotTests
{
    [Fact]
    public void Kling_image_v3()
    {
        GeneratorRun run = GeneratorRun.Start(KlingSchema.New());

        Assert.Empty(run.Diagnostics);
        Compile.AssertClean(run.Sources.Select(static pair => new SourceFile(pair.Key, pair.Value)));
        Snapshot.Match(run.Sources.ToDictionary(static pair => pair.Key, static pair => Scrub(pair.Value), StringComparer.Ordinal));
    }

    [Fact]
    public void Kling_image_v3_for_models()
    {
        GeneratorRun run = GeneratorRun.Start(new TestSchema("schemas/kling-image-v3-text-to-image.json", KlingSchema.Text) { AI = "true" });

        Assert.Empty(run.Diagnostics);
        Compile.AssertClean(run.Sources.Select(static pair => new SourceFile(pair.Key, pair.Value)));
        Assert.Equal(GeneratorRun.Start(KlingSchema.New()).Sources.Keys, run.Sources.Keys);
        Snapshot.Match(run.Sources.Where(static pair => pair.Key.Contains("Internals", StringComparison.Ordinal)).ToDictionary(static pair => pair.Key, static pair => Model(pair.Value), StringComparer.Ordinal));
    }

    [Fact]
    public void Kling_image_v3_for_documents()
    {
        GeneratorRun run = GeneratorRun.Start(new TestSchema("schemas/kling-image-v3-text-to-image.json", KlingSchema.Text) { OpenApi = "true" });

        Assert.Empty(run.Diagnostics);
        Compile.AssertClean(run.Sources.Select(static pair => new SourceFile(pair.Key, pair.Value)));
        Assert.Equal(GeneratorRun.Start(KlingSchema.New()).Sources.Keys, run.Sources.Keys);
        Snapshot.Match(run.Sources.Where(static pair => pair.Key.Contains("Internals", StringComparison.Ordinal)).ToDictionary(static pair => pair.Key, static pair => Model(pair.Value), StringComparer.Ordinal));
    }

    /// <summary>What is emitted on request alone; the rest is in the snapshot above.</summary>
    private static string Model(string text)
    {
        string type = text[text.IndexOf("partial class", StringComparison.Ordinal)..];
        return type[..(type.IndexOf("\n}\n", StringComparison.Ordinal) + 3)];
    }

    /// <summary>A release must not touch every snapshot.</summary>
    private static string Scrub(string text) => text.Replace($"\"{CodeEmitter.Version}\"", "\"{version}\"", StringComparison.Ordinal);
}
