using ComparisonTests.Mutations;
using ComparisonTests.Pairs;
using KlingGen.Comparison;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace ComparisonTests;

/// <summary>What holds for every comparison.</summary>
public sealed class EveryComparisonTests(ITestOutputHelper output)
{
    private const int MaxPairs = 6000;

    [Fact]
    public void Nothing_that_changes_the_model_is_passed_over_in_silence()
    {
        int seed = Seeds.Of(20_262), changed = 0, silent = 0;
        output.WriteLine($"{Seeds.Reproduce}, seed {seed}");
        foreach (CorpusDocument document in Corpus.Documents.Where(static document => document.Text.Length < 20_000))
        {
            EndpointSpec before = Models.Read(document.Text)!;
            for (int i = 0; i < 12; i++)
            {
                (string text, string names) = Mutation.Mutate(document.Text, seed + changed + silent);
                if (Models.Read(text) is not { } after || before.Equals(after))
                {
                    silent++;
                    continue;
                }
                changed++;
                Assert.True(ModelComparison.Compare(before, after).Count > 0, $"{document.Name} ({Seeds.Reproduce}, seed {seed}): {names}");
                Assert.True(ModelComparison.Compare(after, before).Count > 0, $"{document.Name} ({Seeds.Reproduce}, seed {seed}), backwards: {names}");
            }
        }
        output.WriteLine($"{changed} changed models, {silent} changes that the model does not see");
        Assert.True(changed > 1500, $"{changed}");
    }

    [Fact]
    public void Random_changes_reach_every_rule()
    {
        var missing = ChangeRules.All.Select(static rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        CorpusDocument[] documents = [.. Corpus.Documents.Where(static document => document.Text.Length < 20_000)];
        int pairs = 0;
        while (missing.Count > 0 && pairs < MaxPairs)
        {
            if (Mutation.Pair(documents[pairs % documents.Length].Text, pairs++) is { } pair)
                missing.ExceptWith(ModelComparison.Compare(pair.Before, pair.After).Select(static change => change.RuleId));
        }
        output.WriteLine($"{pairs} pairs");
        Assert.Empty(missing);
    }

    [Fact]
    public void Key_order_is_no_difference_and_every_road_gives_the_same_report()
    {
        foreach (CorpusDocument document in Corpus.Documents.Where(static document => document.Text.Length < 20_000).Take(60))
        {
            (string text, _) = Mutation.Mutate(document.Text, 7);
            EndpointSpec before = Models.Read(document.Text)!, shuffled = Models.Read(JsonShuffle.Shuffle(document.Text, 3))!;
            Assert.Empty(ModelComparison.Compare(before, shuffled));
            if (Models.Read(text) is { } after)
                Assert.Equal(ModelComparison.Compare(before, after), ModelComparison.Compare(shuffled, Models.Read(JsonShuffle.Shuffle(text, 5))!));
        }
    }

    [Fact]
    public void Pointers_lead_to_what_changed()
    {
        foreach (Pair pair in HandMadePairs.All)
        {
            PlacedReadResult before = SchemaReader.ReadWithPlaces(pair.Before), after = SchemaReader.ReadWithPlaces(pair.After);
            foreach (ModelChange change in ModelComparison.Compare(before.Endpoint!, after.Endpoint!, before.Places, after.Places))
            {
                if (change.PointerBefore is { } old)
                    Assert.NotNull(before.Places!.Find(old));
                if (change.PointerAfter is { } now)
                    Assert.NotNull(after.Places!.Find(now));
                if (change.Member.Contains('.', StringComparison.Ordinal) && !change.Member.Contains('/', StringComparison.Ordinal))
                    Assert.NotNull(change.Pointer);
            }
        }

        PlacedReadResult read = SchemaReader.ReadWithPlaces(new SchemaInput("x.json", "{\"components\":{\"schemas\":{\"XInput\":\n{\"type\":\"object\",\"properties\":{\n  \"a/b\":{\"type\":\"string\"}}}}},\"paths\":{\"/studio/x\":{\"post\":{\"requestBody\":{\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/XInput\"}}}}}}}}"));
        string? pointer = read.Places!.Pointer("XInput", "a/b");
        Assert.Equal("/components/schemas/XInput/properties/a~1b", pointer);
        Assert.Equal((3, 9), read.Places.Find(pointer!));
    }

    /// <summary>A format is what the keyword says, not what a description begins with; what is left of the words is reported as words.</summary>
    [Theory]
    [InlineData("Format `mp4` or `webm`.", "Format `mp4`, `webm` or `gif`.")]
    [InlineData("One per line.\n\nFormat `a: b`.", "One per line.\n\nFormat `a = b`.")]
    [InlineData("Format", "")]
    public void The_word_format_in_a_description_is_no_format(string before, string after)
    {
        ModelChange change = Assert.Single(ModelComparison.Compare(Described(before), Described(after)));
        Assert.Equal("KLD046", change.RuleId);

        static EndpointSpec Described(string words) => Models.Read(SmallSchema.Endpoint("studio/x", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"description\":" + System.Text.Json.JsonSerializer.Serialize(words) + "}}}"))!;
    }

    [Fact]
    public void A_member_that_only_got_another_name_is_reported_once()
    {
        Pair pair = HandMadePairs.All.First(static pair => pair.Rule == "KLD013");
        ModelChange change = Assert.Single(ModelComparison.Compare(pair.ReadBefore(), pair.ReadAfter()));
        Assert.Equal("image_url", change.Before);
        Assert.Equal("input_image_url", change.After);
    }
}
