using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using CorpusTests.Emitted;
using CorpusTests.Instances;
using CorpusTests.Oracles;
using CsCheck;
using KlingGen;
using NJsonSchema.Validation;

namespace CorpusTests;

public sealed class ErrorListTests(ITestOutputHelper output)
{
    [Fact]
    public void One_change_is_named_at_its_place_as_NJsonSchema_names_it()
    {
        Seed seed = Seed.New();
        output.WriteLine(seed.ToString());
        var wrong = new ConcurrentBag<string>();
        int named = 0, refused = 0;
        Parallel.ForEach(EmittedCorpus.All, endpoint =>
        {
            if (Valid(endpoint, seed.For(endpoint.Name), out NJsonOracle oracle) is not { } instance)
                return;
            foreach (Mutation mutation in Mutations.Of(endpoint.Schemas, endpoint.InputSchema, instance))
            {
                JsonNode? changed = mutation.Apply(instance);
                Outcome ours = Outcome.Of(endpoint.Input, changed);
                if (ours.IsValid)
                    continue;
                if (ours.Refusal is { } refusal)
                {
                    Interlocked.Increment(ref refused);
                    if (!Refuses(mutation, refusal) && !IsUnion(endpoint, mutation))
                        wrong.Add($"{endpoint.Name}: {mutation}: refused elsewhere: {refusal.Message}");
                    continue;
                }

                ICollection<ValidationError> errors = oracle.Errors(changed);
                if (errors.Count == 0)
                    continue;
                Interlocked.Increment(ref named);
                string[] theirs = [.. Places.Of(errors, changed).Select(static place => place.Pointer)];
                foreach (FalValidationError finding in ours.Findings)
                {
                    if (!Names(mutation.Pointer, finding.Pointer) && !(finding.Rule == FalRules.UniqueItems && Names(finding.Pointer, mutation.Pointer)))
                        wrong.Add($"{endpoint.Name}: {mutation}: found elsewhere: {finding.Pointer} {finding.Message}");
                    else if (!theirs.Contains(finding.Pointer) && finding.Rule != FalRules.InvalidUrl)
                        wrong.Add($"{endpoint.Name}: {mutation}: found {finding.Pointer} {finding.Message}; NJsonSchema: {string.Join(", ", theirs)}");
                }
            }
        });
        output.WriteLine($"{named} findings and {refused} refusals at their place");
        Assert.True(wrong.IsEmpty, $"{seed}: {wrong.Count}\n" + string.Join("\n", wrong.Order(StringComparer.Ordinal).Take(40)));
        Assert.True(named > 1000 && refused > 1000, $"{named} findings, {refused} refusals");
    }

    [Fact]
    public void All_changes_at_once_are_all_named_in_the_order_of_the_members()
    {
        Seed seed = Seed.New();
        output.WriteLine(seed.ToString());
        var wrong = new ConcurrentBag<string>();
        int several = 0;
        Parallel.ForEach(EmittedCorpus.All, endpoint =>
        {
            if (Valid(endpoint, seed.For(endpoint.Name), out _) is not { } instance)
                return;

            // One finding for each member of the request: changes of different members do not meet.
            var expected = new List<FalValidationError>();
            JsonNode? all = instance;
            foreach (IGrouping<object, Mutation> member in Mutations.Of(endpoint.Schemas, endpoint.InputSchema, instance).Where(static mutation => mutation.Path.Count > 0).GroupBy(static mutation => mutation.Path[0]))
            {
                foreach (Mutation mutation in member)
                {
                    Outcome alone = Outcome.Of(endpoint.Input, mutation.Apply(instance));
                    if (alone.Refusal is not null || alone.Findings.Count == 0)
                        continue;
                    expected.AddRange(alone.Findings);
                    all = mutation.Apply(all);
                    break;
                }
            }
            if (expected.Count < 2)
                return;

            Interlocked.Increment(ref several);
            Outcome together = Outcome.Of(endpoint.Input, all);
            string[] order = [.. endpoint.Input.Type.GetProperties().Select(static property => property.Name)];
            string[] wanted = [.. expected.OrderBy(finding => Array.IndexOf(order, finding.Member.Split('.', '[')[0])).Select(static finding => $"{finding.Pointer} {finding.Rule}")];
            string[] found = [.. together.Findings.Select(static finding => $"{finding.Pointer} {finding.Rule}")];
            if (!wanted.SequenceEqual(found))
                wrong.Add($"{endpoint.Name}: wanted\n    {string.Join("\n    ", wanted)}\n  found\n    {string.Join("\n    ", found)}\n  {together.Refusal?.Message}");
            foreach (FalValidationError finding in together.Findings)
            {
                if (Pointers.Check(endpoint, together.Value!, finding) is { } problem)
                    wrong.Add($"{endpoint.Name}: {problem}");
            }
        });
        output.WriteLine($"{several} requests with several findings");
        Assert.True(wrong.IsEmpty, $"{seed}: {wrong.Count}\n" + string.Join("\n", wrong.Order(StringComparer.Ordinal).Take(20)));
        Assert.True(several > 50, $"{several} requests");
    }

    /// <summary>A valid request with all its members, or null where a dozen attempts give none.</summary>
    private static JsonNode? Valid(EmittedEndpoint endpoint, PCG pcg, out NJsonOracle oracle)
    {
        oracle = NJsonOracle.For(endpoint, endpoint.Spec.InputPointer);
        var full = new InstanceGen(endpoint.Schemas, endpoint.InputSchema, Fullness.Full);
        for (int i = 0; i < 12; i++)
        {
            JsonNode? instance = full.Generate(pcg, null, out _);
            if (oracle.IsValid(instance) && Outcome.Of(endpoint.Input, instance).IsValid)
                return instance;
        }
        return null;
    }

    /// <summary>The place itself, or something within the value that stands there now.</summary>
    private static bool Names(string changed, string named) => named == changed || named.StartsWith(changed + "/", StringComparison.Ordinal);

    /// <summary>A missing member has no place: its object is named, and the member in words.</summary>
    private static bool Refuses(Mutation mutation, JsonException refusal)
    {
        string place = Pointers.OfPath(refusal.Path);
        return mutation.Removes
            ? place == mutation.Pointer[..mutation.Pointer.LastIndexOf('/')] && refusal.Message.Contains($"\"{mutation.Path[^1]}\" is missing", StringComparison.Ordinal)
            : Names(mutation.Pointer, place);
    }

    /// <summary>Where no case of a union fits, the union is named, not the member that keeps one of its cases from fitting.</summary>
    private static bool IsUnion(EmittedEndpoint endpoint, Mutation mutation)
    {
        JsonNode? schema = endpoint.InputSchema;
        foreach (object part in mutation.Path)
        {
            SchemaFacts facts = endpoint.Schemas.Facts(schema);
            if (facts.Branches.Count > 0)
                return true;
            schema = part is string name ? facts.Properties.GetValueOrDefault(name) ?? facts.Values : facts.Items;
        }
        return false;
    }
}
