using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CorpusTests.Emitted;
using CorpusTests.Instances;
using CorpusTests.Oracles;
using CsCheck;
using KlingGen.Compiler;

namespace CorpusTests;

public sealed class RoundTripTests(ITestOutputHelper output)
{
    private const int Values = 100_000;
    private const int ChangedEach = 20;

    [Fact]
    public void A_hundred_thousand_random_values_come_back_as_they_were()
    {
        Seed seed = Seed.New();
        output.WriteLine(seed.ToString());
        IReadOnlyList<EmittedEndpoint> all = EmittedCorpus.All;
        int each = (Values / (2 * all.Count)) + 1;
        var wrong = new ConcurrentBag<string>();
        int done = 0, compared = 0;
        Parallel.ForEach(all, endpoint =>
        {
            PCG pcg = seed.For(endpoint.Name);
            foreach ((JsonBridge bridge, TypeSpec type, JsonNode? schema) in new[] { (endpoint.Input, endpoint.Spec.Input, endpoint.InputSchema), (endpoint.Output, endpoint.Spec.Output, endpoint.OutputSchema) })
            {
                var random = new InstanceGen(endpoint.Schemas, schema);
                for (int i = 0; i < each; i++)
                {
                    JsonNode? instance = random.Generate(pcg, null, out _);
                    if (Trip(endpoint, bridge, type, instance) is { } problem)
                    {
                        wrong.Add($"{endpoint.Name} {bridge.Type.Name}{problem}\n    {Json.Text(instance)}");
                        break;
                    }
                    Interlocked.Increment(ref done);
                    if (i % ChangedEach == 0)
                        Interlocked.Add(ref compared, Changed(endpoint, bridge, schema, instance, pcg, wrong));
                }
            }
        });
        output.WriteLine($"{done} values, {compared} compared with a changed one");
        Assert.True(wrong.IsEmpty, $"{seed}: {wrong.Count}\n" + string.Join("\n", wrong.Order(StringComparer.Ordinal).Take(20)));
        Assert.True(done >= Values && compared > 1000, $"{done} values, {compared} compared");
    }

    /// <summary>JSON, value, JSON, value: both pairs equal; through System.Text.Json the same.</summary>
    private static string? Trip(EmittedEndpoint endpoint, JsonBridge bridge, TypeSpec type, JsonNode? instance)
    {
        try
        {
            byte[] json = Json.Bytes(instance);
            object value = bridge.Read(json);
            byte[] written = bridge.Write(value);
            if (WrittenJson.Difference(endpoint, type, instance, JsonNode.Parse(written)) is { } difference)
                return difference;
            object again = bridge.Read(written);
            if (!value.Equals(again) || value.GetHashCode() != again.GetHashCode())
                return ": read again, it is another value: " + Encoding.UTF8.GetString(written);
            return written.AsSpan().SequenceEqual(bridge.Write(again)) ? null : ": written again, it is another text";
        }
        catch (JsonException error)
        {
            return ": " + error.Message;
        }
    }

    /// <summary>Equality is not blind: a value whose JSON differs is another value.</summary>
    private static int Changed(EmittedEndpoint endpoint, JsonBridge bridge, JsonNode? schema, JsonNode? instance, PCG pcg, ConcurrentBag<string> wrong)
    {
        IReadOnlyList<Mutation> mutations = Mutations.Of(endpoint.Schemas, schema, instance);
        Mutation mutation = mutations[(int)pcg.Next((uint)mutations.Count)];
        object other;
        try
        {
            other = bridge.Read(Json.Bytes(mutation.Apply(instance)));
        }
        catch (JsonException)
        {
            return 0;
        }
        object value = bridge.Read(Json.Bytes(instance));
        bool same = WrittenJson.Same(JsonNode.Parse(bridge.Write(value)), JsonNode.Parse(bridge.Write(other)));
        if (value.Equals(other) != same)
            wrong.Add($"{endpoint.Name} {bridge.Type.Name}: {mutation}: {(same ? "equal JSON, but not equal" : "equal, but not equal JSON")}\n    {Json.Text(instance)}");
        return 1;
    }

    [Fact]
    public void Null_and_absence_differ_exactly_where_the_document_says_so()
    {
        var wrong = new List<string>();
        int optional = 0;
        foreach (EmittedEndpoint endpoint in EmittedCorpus.All)
        {
            if (endpoint.Spec.Input is not NamedType named || endpoint.Definitions[named.Name] is not RecordSpec record)
                continue;
            SchemaFacts facts = endpoint.Schemas.Facts(endpoint.InputSchema);
            foreach (MemberSpec member in record.Members)
            {
                SchemaFacts property = endpoint.Schemas.Facts(facts.Properties.GetValueOrDefault(member.WireName));
                bool differ = !facts.Required.Contains(member.WireName) && property.IsNullable && property.Default is not null;
                bool isOptional = endpoint.Input.Type.GetProperty(member.Name + "IsJsonNull") is not null;
                optional += isOptional ? 1 : 0;
                if (differ != isOptional)
                    wrong.Add($"{endpoint.Name} {member.WireName}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(optional > 20, $"{optional} such members");
    }
}
