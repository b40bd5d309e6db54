using KlingGen.Generator;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;

namespace Generator.Tests;

public sealed class IncrementalTests
{
    [Fact]
    public void An_edit_of_other_code_runs_nothing()
    {
        GeneratorRun run = GeneratorRun.Start(KlingSchema.New());
        GeneratorRun.AssertAllCached(run.EditCode());
    }

    [Fact]
    public void The_same_text_from_a_new_object_is_not_read_again()
    {
        TestSchema[] before = [KlingSchema.New()];
        GeneratorRun run = GeneratorRun.Start(before);

        GeneratorRunResult result = run.Replace(before, [KlingSchema.New()]);

        Assert.Equal([IncrementalStepRunReason.Unchanged], GeneratorRun.Reasons(result, TrackingNames.Input));
        Assert.Equal([IncrementalStepRunReason.Cached], GeneratorRun.Reasons(result, TrackingNames.Read));
        GeneratorRun.AssertOutputsCached(result);
    }

    [Fact]
    public void Blanks_and_line_ends_change_no_output()
    {
        AssertSameOutput(KlingSchema.Text.Replace("\n", "\r\n  ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_order_of_keys_changes_no_output(int seed)
    {
        AssertSameOutput(JsonShuffle.Shuffle(KlingSchema.Text, seed));
    }

    [Fact]
    public void One_schema_of_many_runs_alone()
    {
        TestSchema[] before = [KlingSchema.New(), new("other.json", SmallSchema.Endpoint("o/other", """{"type":"object","properties":{"a":{"type":"string"}}}"""))];
        GeneratorRun run = GeneratorRun.Start(before);

        GeneratorRunResult result = run.Replace(before, [before[0], before[1].With(SmallSchema.Endpoint("o/other", """{"type":"object","properties":{"b":{"type":"string"}}}"""))]);

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], GeneratorRun.Reasons(result, TrackingNames.Read));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], GeneratorRun.Reasons(result, TrackingNames.Files));
    }

    [Fact]
    public void A_problem_that_moves_prints_no_code_again()
    {
        string text = SmallSchema.Endpoint("o/x", """{"type":"object","properties":{"a":{"type":"string","colour":"red"}}}""");
        TestSchema[] before = [new("x.json", text)];
        GeneratorRun run = GeneratorRun.Start(before);
        Assert.Single(run.Diagnostics);

        GeneratorRunResult result = run.Replace(before, [before[0].With("\n\n" + text)]);

        Assert.Equal([IncrementalStepRunReason.Modified], GeneratorRun.Reasons(result, TrackingNames.Problems));
        Assert.Equal([IncrementalStepRunReason.Cached], GeneratorRun.Reasons(result, TrackingNames.Endpoint));
        Assert.Equal([IncrementalStepRunReason.Cached], GeneratorRun.Reasons(result, TrackingNames.Files));
        Assert.Equal(4, Assert.Single(run.Diagnostics).Location.GetLineSpan().StartLinePosition.Line + 1);
    }

    [Fact]
    public void An_unmarked_file_gives_nothing()
    {
        GeneratorRun run = GeneratorRun.Start(new TestSchema("other.json", KlingSchema.Text) { IsMarked = false });
        Assert.Empty(run.Sources);
        Assert.Empty(run.Diagnostics);
    }

    private static void AssertSameOutput(string text)
    {
        TestSchema[] before = [KlingSchema.New()];
        GeneratorRun run = GeneratorRun.Start(before);
        IReadOnlyDictionary<string, string> sources = run.Sources;

        GeneratorRunResult result = run.Replace(before, [KlingSchema.New(text)]);

        Assert.Equal([IncrementalStepRunReason.Cached], GeneratorRun.Reasons(result, TrackingNames.Endpoint));
        GeneratorRun.AssertOutputsCached(result);
        Assert.Equal(sources, run.Sources);
        Assert.Equal(sources, GeneratorRun.Start(KlingSchema.New(text)).Sources);
    }
}
