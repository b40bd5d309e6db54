using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Compiler.Tests;

/// <summary>What <c>docs/diagnostics</c> says of two schemas of one endpoint: a namespace keeps them apart, a client's name does not.</summary>
public sealed class TwoSchemasTests
{
    private static readonly string s_text = SmallSchema.Endpoint("a/b", """{"type":"object","properties":{"mode":{"type":"string","enum":["fast","slow"]},"size":{"$ref":"#/components/schemas/Size"}}}""",
        components: "\"Size\":{\"type\":\"object\",\"properties\":{\"width\":{\"type\":\"integer\"}}},");

    [Fact]
    public void A_namespace_of_its_own_keeps_two_schemas_of_one_endpoint_apart() =>
        Assert.Empty(Shared(new SchemaInput("b.json", s_text, RootNamespace: "Studio", Namespace: "Studio.Next")));

    [Fact]
    public void A_client_name_of_its_own_does_not()
    {
        IReadOnlyList<string> shared = Shared(new SchemaInput("b.json", s_text, RootNamespace: "Studio", ClientName: "Next"));
        Assert.Contains(shared, static name => name.EndsWith(".Size", StringComparison.Ordinal));
        Assert.DoesNotContain(shared, static name => name.EndsWith("Client", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_either_they_declare_the_same_types() =>
        Assert.Equal(TypeNames(new SchemaInput("b.json", s_text, RootNamespace: "Studio")), Shared(new SchemaInput("b.json", s_text, RootNamespace: "Studio")));

    /// <summary>The types that a second schema has in common with the first; compilers compare them without regard to case.</summary>
    private static IReadOnlyList<string> Shared(SchemaInput second) =>
        [.. TypeNames(second).Intersect(TypeNames(new SchemaInput("a.json", s_text, RootNamespace: "Studio")), StringComparer.OrdinalIgnoreCase)];

    private static IReadOnlyList<string> TypeNames(SchemaInput input)
    {
        IReadOnlyList<string> names = [.. CodeEmitter.TypeNames(SchemaReader.Read(input).Endpoint!)];
        Assert.NotEmpty(names);
        return names;
    }
}
