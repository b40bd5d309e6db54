using System.Text.RegularExpressions;
using ComparisonTests.Mutations;
using ComparisonTests.Pairs;
using KlingGen.Comparison;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace ComparisonTests;

/// <summary>A change of a request is reported in words of requests, one of a result in words of results.</summary>
public sealed partial class DirectionTests
{
    // This one compares the directions themselves.
    private const string TypeDirection = "KLD010";

    [Fact]
    public void No_change_speaks_of_the_other_direction()
    {
        int reported = 0;
        foreach ((EndpointSpec before, EndpointSpec after) in Models())
        {
            foreach (ModelChange change in ModelComparison.Compare(before, after).Where(static change => change.RuleId != TypeDirection && !ChangeRules.Find(change.RuleId)!.IsText))
            {
                reported++;
                string words = change.Message.Replace(change.Member, "", StringComparison.Ordinal) + change.Consequence + change.Several;
                if (change.Direction == ChangeDirection.Request)
                    Assert.DoesNotMatch(OfResults(), Unquoted(words));
                else if (change.Direction == ChangeDirection.Response)
                    Assert.DoesNotMatch(OfRequests(), Unquoted(words));
            }
        }
        Assert.True(reported > 1000, $"{reported}");
    }

    private static IEnumerable<(EndpointSpec Before, EndpointSpec After)> Models()
    {
        foreach (Pair pair in HandMadePairs.All)
            yield return (pair.ReadBefore(), pair.ReadAfter());
        CorpusDocument[] documents = [.. Corpus.Documents.Where(static document => document.Text.Length < 20_000)];
        for (int i = 0; documents.Length > 0 && i < 1500; i++)
            if (Mutation.Pair(documents[i % documents.Length].Text, i) is { } pair)
                yield return (pair.Before, pair.After);
    }

    private static string Unquoted(string words) => Quoted().Replace(words, "");

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b([Rr]esults?|reads?)\b")]
    private static partial Regex OfResults();

    [GeneratedRegex(@"\b([Rr]equests?|sent|sends?|calls?|refused)\b")]
    private static partial Regex OfRequests();
}
