using System.Collections.Concurrent;
using ComparisonTests.Consumer;
using ComparisonTests.Mutations;
using KlingGen.Comparison;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace ComparisonTests;

/// <summary>The severity for code against the compiler's own, on documents of the corpus that were changed at random.</summary>
public sealed class RandomPairTests(ITestOutputHelper output)
{
    private const int Pairs = 520;
    private const int LargestDocument = 20_000;

    [Fact]
    public void The_compiler_confirms_the_severity_for_code()
    {
        CorpusDocument[] documents = [.. Corpus.Documents.Where(static document => document.Text.Length < LargestDocument)];
        int seed = Seeds.Of(20_261);
        int pairs = int.TryParse(Environment.GetEnvironmentVariable("KLINGGEN_PAIRS"), out int wanted) ? wanted : Pairs;
        output.WriteLine($"{Seeds.Reproduce}, seed {seed}, {documents.Length} documents");

        var failures = new ConcurrentBag<string>();
        var severities = new ConcurrentDictionary<ChangeSeverity, int>();
        var rules = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        int compared = 0;
        Parallel.For(0, pairs * 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, (i, loop) =>
        {
            CorpusDocument document = documents[new Random(seed + i).Next(documents.Length)];
            if (Mutation.Pair(document.Text, seed + i) is not { } pair)
                return;
            (EndpointSpec before, EndpointSpec after, string names) = pair;
            if (Interlocked.Increment(ref compared) > pairs)
            {
                loop.Stop();
                return;
            }

            EquatableArray<ModelChange> changes = ModelComparison.Compare(before, after);
            ChangeSeverity reported = Models.Source(changes);
            var answer = CompilerAnswer.Of(before, after);
            severities.AddOrUpdate(answer.Severity, 1, static (_, count) => count + 1);
            foreach (string rule in changes.Select(static change => change.RuleId).Distinct())
                rules.AddOrUpdate(rule, 1, static (_, count) => count + 1);
            if (reported != answer.Severity)
                failures.Add($"{document.Name} ({Seeds.Reproduce}, seed {seed + i}): {names}\n    reported {reported}, the compiler says {answer.Severity}\n      {answer.Reasons}\n    " + string.Join("\n    ", changes.Where(static change => change.Source > ChangeSeverity.None).Take(6).Select(static change => $"{change.RuleId} {change.Source}: {change.Message}")));
        });

        output.WriteLine(string.Join(", ", severities.OrderBy(static pair => pair.Key).Select(static pair => $"{pair.Key}: {pair.Value}")));
        output.WriteLine(string.Join(", ", rules.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key} {pair.Value}")));
        Assert.True(failures.IsEmpty, $"{failures.Count} of {Math.Min(compared, pairs)} pairs:\n" + string.Join("\n", failures.Take(12)));
        Assert.True(compared >= Math.Min(pairs, Pairs), $"only {compared} pairs");
    }
}
