using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CorpusTests.Emitted;
using CorpusTests.Instances;
using CorpusTests.Oracles;
using CsCheck;

namespace CorpusTests;

public sealed class ValidationAgreementTests(ITestOutputHelper output)
{
    private const int RandomInstances = 50;
    private const int TwiceChanged = 20;
    private const int Enough = 20_000;

    [Fact]
    public void Our_answer_to_a_request_is_that_of_NJsonSchema()
    {
        Seed seed = Seed.New();
        output.WriteLine(seed.ToString());
        var reasons = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var unexplained = new ConcurrentBag<string>();
        int compared = 0, valid = 0;
        Parallel.ForEach(EmittedCorpus.All, (endpoint, _, index) =>
        {
            Tally tally = Compare(endpoint, seed.For(endpoint.Name), reasons);
            Interlocked.Add(ref compared, tally.Compared);
            Interlocked.Add(ref valid, tally.Valid);
            if (tally.Unexplained.FirstOrDefault() is { } dispute)
                unexplained.Add($"{tally.Unexplained.Count} × {dispute}");
        });

        output.WriteLine($"{compared} comparisons, {valid} of them valid; disagreements explained:");
        foreach ((string reason, int count) in reasons.OrderByDescending(static pair => pair.Value))
            output.WriteLine($"  {reason} {count}");
        Assert.True(unexplained.IsEmpty, $"{seed}: {unexplained.Count} endpoints disagree\n" + string.Join("\n", unexplained.Order(StringComparer.Ordinal)));
        Assert.True(compared >= Enough, $"{compared} comparisons");
        Assert.InRange(valid, compared / 10, compared * 9 / 10);
    }

    internal static Tally Compare(EmittedEndpoint endpoint, PCG pcg, ConcurrentDictionary<string, int> reasons, int randomInstances = RandomInstances, bool toTheFirst = false)
    {
        var tally = new Tally();
        NJsonOracle oracle = NJsonOracle.For(endpoint, endpoint.Spec.InputPointer);
        foreach (JsonNode? instance in Instances(endpoint, pcg, randomInstances))
        {
            Outcome ours = Outcome.Of(endpoint.Input, instance);
            bool theirs = oracle.IsValid(instance);
            tally.Compared++;
            tally.Valid += theirs ? 1 : 0;
            if (theirs == ours.IsValid)
                continue;
            var dispute = new Dispute(endpoint, oracle, instance, ours);
            if (dispute.Reason() is { } reason)
                reasons.AddOrUpdate(reason, 1, static (_, count) => count + 1);
            else
                tally.Unexplained.Add(dispute);
            if (toTheFirst && tally.Unexplained.Count > 0)
                break;
        }
        return tally;
    }

    /// <summary>Valid or nearly so, then instances with every member and every case of every union, each with every single change, then with two at a time.</summary>
    internal static IEnumerable<JsonNode?> Instances(EmittedEndpoint endpoint, PCG pcg, int randomInstances)
    {
        var random = new InstanceGen(endpoint.Schemas, endpoint.InputSchema);
        for (int i = 0; i < randomInstances; i++)
            yield return random.Generate(pcg, null, out _);

        var seen = new HashSet<(string, bool, string)>();
        JsonNode? full = null;
        IReadOnlyList<Mutation> mutations = [];
        for (int branch = 0; branch < endpoint.Schemas.Widest(endpoint.InputSchema); branch++)
        {
            full = new InstanceGen(endpoint.Schemas, endpoint.InputSchema, Fullness.Full, branch).Generate(pcg, null, out _);
            yield return full;
            mutations = Mutations.Of(endpoint.Schemas, endpoint.InputSchema, full);
            foreach (Mutation mutation in mutations.Where(mutation => seen.Add((mutation.Pointer, mutation.Removes, Json.Text(mutation.Value)))))
                yield return mutation.Apply(full);
        }

        for (int i = 0; i < TwiceChanged && mutations.Count > 0; i++)
        {
            JsonNode? once = mutations[(int)pcg.Next((uint)mutations.Count)].Apply(full);
            IReadOnlyList<Mutation> more = Mutations.Of(endpoint.Schemas, endpoint.InputSchema, once);
            if (more.Count > 0)
                yield return more[(int)pcg.Next((uint)more.Count)].Apply(once);
        }
    }

    internal sealed class Tally
    {
        public int Compared { get; set; }

        public int Valid { get; set; }

        public List<Dispute> Unexplained { get; } = [];
    }
}
