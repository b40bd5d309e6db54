using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using CorpusTests.Emitted;
using CsCheck;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace CorpusTests;

/// <summary>The agreement is worth what it would notice: in each document one emitted rule is broken, and the oracle must object.</summary>
public sealed partial class BrokenValidatorTests(ITestOutputHelper output)
{
    private const int LargestLimit = 50_000;

    [Fact]
    public void A_rule_dropped_or_moved_by_one_is_noticed_in_every_document()
    {
        Seed seed = Seed.New();
        output.WriteLine(seed.ToString());
        var broken = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        CorpusDocument[] documents = [.. Corpus.Documents.Where(static document => Candidates(document).Count > 0)];
        IReadOnlyList<EmittedEndpoint> endpoints = EmittedCorpus.Load(documents, (document, file) => Break(document, file, seed.For(document.Name), broken));

        var unnoticed = new ConcurrentBag<string>();
        Parallel.ForEach(endpoints, endpoint =>
        {
            ValidationAgreementTests.Tally tally = ValidationAgreementTests.Compare(endpoint, seed.For(endpoint.Name), new ConcurrentDictionary<string, int>(), randomInstances: 0, toTheFirst: true);
            if (tally.Unexplained.Count == 0)
                unnoticed.Add($"{endpoint.Name}: {broken[endpoint.Name]}");
        });
        foreach (IGrouping<string, string> kind in broken.Values.GroupBy(static change => RuleCall().Match(change).Groups["rule"].Value).OrderBy(static group => group.Key, StringComparer.Ordinal))
            output.WriteLine($"{kind.Key}: {kind.Count()}, for one {kind.First()}");
        Assert.True(unnoticed.IsEmpty, $"{seed}: {unnoticed.Count} of {endpoints.Count} unnoticed\n" + string.Join("\n", unnoticed.Order(StringComparer.Ordinal)));
        Assert.True(endpoints.Count > 100, $"{endpoints.Count} documents with rules");
    }

    [GeneratedRegex(@"\.(?<rule>MinLength|MaxLength|Pattern|Range|Minimum|Maximum|ExclusiveMinimum|ExclusiveMaximum|MultipleOf|MinItems|MaxItems|UniqueItems|Const)\((?<value>[^(),]+(?:\[[^\]]*\])?)(?<limits>[^()]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex RuleCall();

    /// <summary>Rules by their file's ending and their number in it: namespaces differ from run to run.</summary>
    private static List<(string Ending, int Number)> Candidates(CorpusDocument document)
    {
        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput(document.Path, document.Text)).Endpoint!;
        return [.. CodeEmitter.Emit(endpoint).Where(static file => file.HintName.EndsWith(".Internals.g.cs", StringComparison.Ordinal))
            .SelectMany(static file => RuleCall().Matches(file.Text).Select((rule, number) => (Ending: ".Internals.g.cs", Number: number, Rule: rule)))
            .Where(static candidate => Limits(candidate.Rule).All(static limit => Math.Abs(limit) <= LargestLimit))
            .Select(static candidate => (candidate.Ending, candidate.Number))];
    }

    private static string Break(CorpusDocument document, SourceFile file, PCG pcg, ConcurrentDictionary<string, string> broken)
    {
        if (!file.HintName.EndsWith(".Internals.g.cs", StringComparison.Ordinal))
            return file.Text;
        List<(string Ending, int Number)> candidates = Candidates(document);
        (string ending, int number) = candidates[(int)pcg.Next((uint)candidates.Count)];
        if (!file.HintName.EndsWith(ending, StringComparison.Ordinal))
            return file.Text;

        Match rule = RuleCall().Matches(file.Text)[number];
        string limits = rule.Groups["limits"].Value;
        decimal[] numbers = [.. Limits(rule)];
        string changed = numbers.Length > 0 && rule.Groups["rule"].Value != "MultipleOf" && pcg.Next(2) == 0 ? Looser(rule, limits, pcg) : "";
        broken[document.Name] = $"{rule.Value} became {(changed.Length == 0 ? "nothing" : changed)}";
        return string.Concat(file.Text.AsSpan(0, rule.Index), changed, file.Text.AsSpan(rule.Index + rule.Length));
    }

    /// <summary>One bound a step further out.</summary>
    private static string Looser(Match rule, string limits, PCG pcg)
    {
        string name = rule.Groups["rule"].Value;
        MatchCollection numbers = Number().Matches(limits);
        Match bound = numbers[(int)pcg.Next((uint)numbers.Count)];
        bool isLower = name.Contains("Min", StringComparison.Ordinal) || (name == "Range" && bound.Index == numbers[0].Index);
        decimal moved = decimal.Parse(bound.Value, NumberStyles.Float, CultureInfo.InvariantCulture) + (isLower ? -1 : 1);
        string text = moved.ToString(CultureInfo.InvariantCulture);
        return $".{name}({rule.Groups["value"].Value}{limits[..bound.Index]}{text}{limits[(bound.Index + bound.Length)..]})";
    }

    private static IEnumerable<decimal> Limits(Match rule) =>
        Number().Matches(rule.Groups["limits"].Value).Select(static number => decimal.TryParse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) ? value : decimal.MaxValue);

    [GeneratedRegex(@"(?<![\w""])-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
