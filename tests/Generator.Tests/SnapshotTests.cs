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

    /// <summary>A release must not touch every snapshot.</summary>
    private static string Scrub(string text) => text.Replace($"\"{CodeEmitter.Version}\"", "\"{version}\"", StringComparison.Ordinal);
}
