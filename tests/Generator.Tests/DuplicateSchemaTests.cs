using Microsoft.CodeAnalysis;

namespace Generator.Tests;

public sealed class DuplicateSchemaTests
{
    [Fact]
    public void Of_two_files_of_one_endpoint_the_first_by_path_is_generated_and_the_other_is_named()
    {
        GeneratorRun alone = GeneratorRun.Start(KlingSchema.New());
        GeneratorRun both = GeneratorRun.Start(new TestSchema("schemas/z-copy.json", KlingSchema.Text), KlingSchema.New());

        Assert.Equal(alone.Sources, both.Sources);
        Diagnostic diagnostic = Assert.Single(both.Diagnostics);
        Assert.Equal("KLG0012", diagnostic.Id);
        Assert.Equal("schemas/z-copy.json", diagnostic.Location.GetLineSpan().Path);
        Assert.Contains(KlingSchema.New().Path, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void A_namespace_of_its_own_keeps_both()
    {
        GeneratorRun run = GeneratorRun.Start(KlingSchema.New(), new TestSchema("schemas/next.json", KlingSchema.Text) { Namespace = "Studio.Next" });

        Assert.Empty(run.Diagnostics);
        Assert.Equal(2 * GeneratorRun.Start(KlingSchema.New()).Sources.Count, run.Sources.Count);
    }
}
