using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CorpusTests.Emitted;
using CorpusTests.Instances;
using CorpusTests.Oracles;
using CsCheck;
using KlingGen.Compiler;
using KlingGen.Compiler.Components;

namespace CorpusTests.Models;

/// <summary>The schemas that generated types show in the OpenAPI document of an API: they allow what the document of the endpoint allows.</summary>
public sealed class ComponentSchemaTests(ITestOutputHelper output)
{
    private const int RandomInstances = 10;
    private const int Enough = 15_000;

    [Fact]
    public void A_described_type_allows_the_same_requests_as_the_schema_it_was_made_of()
    {
        Seed seed = Seed.New();
        output.WriteLine(seed.ToString());
        var disputes = new ConcurrentBag<string>();
        int compared = 0, valid = 0;
        Parallel.ForEach(EmittedCorpus.All.Where(static endpoint => endpoint.Spec.Input is NamedType), endpoint =>
        {
            NJsonOracle described = Described(endpoint), original = NJsonOracle.For(endpoint, endpoint.Spec.InputPointer);
            foreach (JsonNode? instance in ValidationAgreementTests.Instances(endpoint, seed.For(endpoint.Name), RandomInstances).Select(static instance => WithoutNulls(Json.Map(instance, Dispute.Whole))))
            {
                bool expected = original.IsValid(instance);
                Interlocked.Increment(ref compared);
                Interlocked.Add(ref valid, expected ? 1 : 0);
                // What is left to the service is free JSON in both the type and its description.
                if (described.IsValid(instance) != expected && Outcome.Of(endpoint.Input, instance).IsValid == expected)
                {
                    disputes.Add($"{endpoint.Name}: {(expected ? "refused" : "allowed")} {string.Join(" | ", (expected ? described : original).Errors(instance).Take(3).Select(static error => $"{error.Kind} {error.Path}"))}\n  {Cut(Json.Text(instance))}");
                    break;
                }
            }
        });
        output.WriteLine($"{compared} comparisons, {valid} of them valid");
        Assert.True(disputes.IsEmpty, $"{seed}: {disputes.Count}\n" + string.Join("\n", disputes.Order(StringComparer.Ordinal).Take(20)));
        Assert.True(compared >= Enough, $"{compared} comparisons");
        Assert.InRange(valid, compared / 10, compared * 9 / 10);
    }

    [Fact]
    public void Every_type_is_described_and_every_reference_leads_to_one()
    {
        Assert.All(EmittedCorpus.All, static endpoint =>
        {
            JsonObject components = JsonNode.Parse(ComponentSchemas.Write(endpoint.Spec, static _ => ""))!.AsObject();
            Assert.Equal(endpoint.Spec.Definitions.Select(definition => ComponentSchemas.Id(endpoint.Spec, definition.Name)), components.Select(static member => member.Key));
            Assert.All(References(components), target => Assert.True(components.ContainsKey(target["#/components/schemas/".Length..]), target));
        });
    }

    private static NJsonOracle Described(EmittedEndpoint endpoint)
    {
        var document = new SchemaDocument(new JsonObject { ["components"] = new JsonObject { ["schemas"] = JsonNode.Parse(ComponentSchemas.Write(endpoint.Spec, static _ => "")) } });
        return NJsonOracle.For(document, "#/components/schemas/" + ComponentSchemas.Id(endpoint.Spec, ((NamedType)endpoint.Spec.Input).Name));
    }

    // To leave a member out and to send null is the same to most endpoints; a described type names the one.
    private static JsonNode? WithoutNulls(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(static member => member.Value is not null).Select(static member => KeyValuePair.Create(member.Key, WithoutNulls(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(WithoutNulls)]),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(References),
        JsonObject item => item.SelectMany(static member => member is { Key: "$ref", Value: JsonValue value } ? [(string)value!] : References(member.Value)),
        _ => [],
    };

    private static string Cut(string text) => text.Length > 500 ? text[..500] + "…" : text;
}
