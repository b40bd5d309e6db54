using System.Text;
using System.Text.Json;
using ComparisonTests.Consumer;
using ComparisonTests.Pairs;
using KlingGen.Comparison;
using KlingGen.Compiler;
using KlingGen.Emulator.Validation;

namespace ComparisonTests;

/// <summary>Every rule on pairs made by hand: what it says, what the compiler says, and what happens to JSON.</summary>
public sealed class HandMadePairTests
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, HandMadePairs.All.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_rule_says_what_happens(int number)
    {
        Pair pair = HandMadePairs.All[number];
        EndpointSpec before = pair.ReadBefore(), after = pair.ReadAfter();
        EquatableArray<ModelChange> changes = ModelComparison.Compare(before, after);
        string report = pair + "\n" + string.Join("\n", changes.Select(static change => $"{change.RuleId} {change.Member} {change.Source}/{change.Wire}/{change.Cost}: {change.Message}"));

        Assert.True(changes.Any(change => change.RuleId == pair.Rule && change.Source == pair.Source && change.Wire == pair.Wire && change.Cost == pair.Cost), report);
        Assert.All(changes, static change =>
        {
            ChangeRule rule = ChangeRules.Find(change.RuleId)!;
            Assert.True(change.Source <= rule.Source && change.Wire <= rule.Wire && change.Cost <= rule.Cost, $"{change} is more than {rule}");
        });
        var answer = CompilerAnswer.Of(before, after);
        Assert.True(answer.Severity == Models.Source(changes), $"{report}\nthe compiler: {answer}");
        if (pair.Example is { } json)
            AssertExample(pair, before, after, json, changes, report);
    }

    [Fact]
    public void Every_rule_has_a_pair()
    {
        Assert.Empty(ChangeRules.All.Select(static rule => rule.Id).Except(HandMadePairs.All.Select(static pair => pair.Rule)));
        Assert.Equal(ChangeRules.All.Count, ChangeRules.All.Select(static rule => rule.Id).Distinct().Count());
        Assert.Equal(ChangeRules.All.Select(static rule => rule.Id), ChangeRules.All.Select(static rule => rule.Id).Order(StringComparer.Ordinal));
    }

    /// <summary>A comparer that keeps silent about a rule reports less than the compiler does: on one pair at least, for every rule that reaches code.</summary>
    [Fact]
    public void The_compiler_catches_a_silent_rule()
    {
        string[] reaching = [.. ChangeRules.All.Where(static rule => rule.Source >= ChangeSeverity.Warning).Select(static rule => rule.Id)];
        var caught = new HashSet<string>(StringComparer.Ordinal);
        foreach (Pair pair in HandMadePairs.All.Where(pair => reaching.Contains(pair.Rule)))
        {
            EndpointSpec before = pair.ReadBefore(), after = pair.ReadAfter();
            IEnumerable<ModelChange> broken = ModelComparison.Compare(before, after).Where(change => change.RuleId != pair.Rule);
            if (!caught.Contains(pair.Rule) && pair.Source >= ChangeSeverity.Warning && Models.Source(broken) != CompilerAnswer.Of(before, after).Severity)
                caught.Add(pair.Rule);
        }

        // These two never come alone: the place that lost the type, and the member that made it a file, are errors of their own.
        Assert.Equal(["KLD006", "KLD009"], reaching.Except(caught));
    }

    [Fact]
    public void Equal_models_have_no_differences()
    {
        foreach (Pair pair in HandMadePairs.All)
            Assert.Empty(ModelComparison.Compare(pair.ReadBefore(), pair.ReadBefore()));
    }

    /// <summary>A member that the runtime's file has anyway: no code and no call notices.</summary>
    [Theory]
    [InlineData(HandMadePairs.UsualFile, """{"type":"object","properties":{"url":{"type":"string","description":"Where."},"file_size":{"type":"integer"}},"required":["url"]}""")]
    [InlineData(HandMadePairs.UsualImage, """{"type":"object","properties":{"url":{"type":"string"},"width":{"anyOf":[{"type":"integer"},{"type":"null"}]}, "file_data":{"type":"string","format":"binary"}},"required":["url"]}""")]
    public void A_file_within_the_usual_shape_is_no_change(string before, string after)
    {
        const string member = """
            "f":{"$ref":"#/components/schemas/Result"}
            """;
        Pair pair = Pair.Response("KLD020", member, member, ChangeSeverity.None, ChangeSeverity.None, null, $"\"Result\":{before},", $"\"Picture\":{after},\"Result\":{{\"$ref\":\"#/components/schemas/Picture\"}},");
        Assert.Empty(ModelComparison.Compare(pair.ReadBefore(), pair.ReadAfter()));
        Assert.Equal(ChangeSeverity.None, CompilerAnswer.Of(pair.ReadBefore(), pair.ReadAfter()).Severity);
    }

    /// <summary>A request that was right before is refused exactly where the wire says error; so is a result that is right now, by the old reader.</summary>
    private static void AssertExample(Pair pair, EndpointSpec before, EndpointSpec after, string json, EquatableArray<ModelChange> changes, string report)
    {
        bool worst = changes.Any(static change => change.Wire == ChangeSeverity.Error);
        if (pair.IsResult)
        {
            Assert.True(IsValid(pair.After, after.OutputPointer, json), "the example is no result of the new schema");
            Assert.True(OldReader.CanRead(before, json) != worst, report);
            return;
        }
        Assert.True(IsValid(pair.Before, before.InputPointer, json), "the example is no request of the old schema");
        Assert.True(IsValid(pair.After, after.InputPointer, json) != worst, report);
    }

    private static bool IsValid(SchemaInput schema, string pointer, string json)
    {
        using JsonDocument document = JsonDocument.Parse(schema.Text);
        var checker = SchemaChecker.For(document.RootElement, pointer);
        Assert.Null(checker.Problem);
        return checker.Check(Encoding.UTF8.GetBytes(json)).Count == 0;
    }
}
