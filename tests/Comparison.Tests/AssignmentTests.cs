using System.Collections.Concurrent;
using ComparisonTests.Consumer;
using KlingGen.Compiler;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;

namespace ComparisonTests;

/// <summary>Whatever a type can be made of can be assigned to every member of that type, however optional it is.</summary>
public sealed class AssignmentTests(ITestOutputHelper output)
{
    private static readonly string[] s_types =
    [
        """{"type":"string"}""", """{"type":"integer"}""", """{"type":"integer","maximum":9000000000}""", """{"type":"number"}""", """{"type":"boolean"}""",
        "{}", """{"type":"string","_fal_ui_field":"image"}""", """{"$ref":"#/components/schemas/Tone"}""", """{"anyOf":[{"enum":["a","b"]},{"type":"string"}]}""",
        """{"$ref":"#/components/schemas/Size"}""", """{"anyOf":[{"$ref":"#/components/schemas/Size"},{"$ref":"#/components/schemas/Tone"}]}""",
        """{"anyOf":[{"type":"string","_fal_ui_field":"image"},{"$ref":"#/components/schemas/Size"}]}""",
        """{"anyOf":[{"$ref":"#/components/schemas/Choice"},{"$ref":"#/components/schemas/Size"},{"type":"boolean"}]}""",
        """{"anyOf":[{"$ref":"#/components/schemas/Size"},{"anyOf":[{"enum":["c","d"]},{"type":"string"}]}]}""",
        """{"type":"array","items":{"type":"string"}}""", """{"type":"array","items":{"$ref":"#/components/schemas/Size"}}""",
        """{"type":"array","items":{"anyOf":[{"$ref":"#/components/schemas/Size"},{"$ref":"#/components/schemas/Tone"}]}}""",
        """{"type":"object","additionalProperties":{"type":"number"}}""", """{"type":"object","additionalProperties":{"$ref":"#/components/schemas/Size"}}""",
        """{"type":"array","prefixItems":[{"type":"number"},{"type":"string"}]}""",
    ];

    private const string Components = """
        "Tone":{"type":"string","enum":["warm","cold"]},"Size":{"type":"object","required":["width"],"properties":{"width":{"type":"integer"}}},
        "Choice":{"anyOf":[{"$ref":"#/components/schemas/Tone"},{"type":"number"},{"type":"array","items":{"type":"string"}}]},
        """;

    /// <summary>The forms come from the type alone: a member whose null differs from its absence takes exactly what a required one takes, and null.</summary>
    [Fact]
    public void Every_form_of_a_type_fits_each_presence()
    {
        var members = new List<string>();
        for (int i = 0; i < s_types.Length; i++)
        {
            members.Add($"\"plain_{i}\":{s_types[i]}");
            members.Add($$"""
                "optional_{{i}}":{"anyOf":[{{s_types[i]}},{"type":"null"}]}, "distinct_{{i}}":{"default":{"a":1},"anyOf":[{{s_types[i]}},{"type":"null"}]}
                """);
        }
        string required = string.Join(',', s_types.Select(static (_, i) => $"\"plain_{i}\""));
        EndpointSpec endpoint = Models.Read(SmallSchema.Endpoint("studio/x", "{\"type\":\"object\",\"required\":[" + required + "],\"properties\":{" + string.Join(',', members) + "}}", components: Components))!;
        var library = new Library(endpoint);
        SyntaxTree consumer = ConsumerCode.Write(library);

        Assert.Empty(library.Compile(consumer));
        INamedTypeSymbol input = LibrarySurface.Of(library).Types.Single(static type => type.Name == "XInput");
        for (int i = 0; i < s_types.Length; i++)
        {
            string[] plain = Of($"Plain{i}"), distinct = Of($"Distinct{i}");
            Assert.True(s_types[i].Contains("prefixItems", StringComparison.Ordinal) || plain.Length > 0, s_types[i]);
            Assert.Equal(plain.Prepend("null"), distinct);
            Assert.Equal(distinct, Of($"Optional{i}"));
        }

        string[] Of(string name) => [.. Forms.Of(input.GetMembers(name).OfType<IPropertySymbol>().Single().Type).Select(static form => form.Replace("Distinct", "", StringComparison.Ordinal).Replace("Optional", "", StringComparison.Ordinal).Replace("Plain", "", StringComparison.Ordinal))];
    }

    /// <summary>Every document in which null and absence differ somewhere, and a quarter of the others.</summary>
    [Fact]
    public void Every_form_compiles_over_the_corpus()
    {
        var wrong = new ConcurrentBag<string>();
        int distinct = 0;
        Parallel.ForEach(Corpus.Documents, new ParallelOptions { MaxDegreeOfParallelism = 2 }, document =>
        {
            if (Models.Read(document.Text) is not { } endpoint)
                return;
            int own = endpoint.Definitions.OfType<RecordSpec>().Sum(static record => record.Members.Count(static member => member.NullName is not null));
            if (own == 0 && document.Text.Length % 4 > 0)
                return;
            Interlocked.Add(ref distinct, own);
            var library = new Library(endpoint);
            IReadOnlyList<Diagnostic> found = library.Compile(ConsumerCode.Write(library));
            if (found.Count > 0)
                wrong.Add($"{document.Name}: {found.Count}: {found[0]} in {found[0].Location.SourceTree!.GetText(TestContext.Current.CancellationToken).Lines[found[0].Location.GetLineSpan().StartLinePosition.Line]}");
        });
        output.WriteLine($"{distinct} members whose null differs from their absence");
        Assert.True(wrong.IsEmpty, string.Join("\n", wrong.Order(StringComparer.Ordinal).Take(20)));
        Assert.True(distinct > 20, $"{distinct}");
    }

    /// <summary>What the wrapper struct of before could not take: one conversion into the wrapper, and one into the type.</summary>
    [Fact]
    public void A_wrapper_would_be_caught()
    {
        EndpointSpec endpoint = Models.Read(SmallSchema.Endpoint("studio/x", """{"type":"object","properties":{"image_url":{"type":"string"}}}"""))!;
        var library = new Library(endpoint);
        const string wrapper = "readonly struct Wrapper<T> { public static implicit operator Wrapper<T>(T value) => default; }\n#nullable enable\nclass C { ";
        string[] refused = [.. Forms.Of(LibrarySurface.Of(library).Types.Single(static type => type.Name == "XInput").GetMembers("ImageUrl").OfType<IPropertySymbol>().Single().Type)
            .Where(form => library.Compile(Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText($"{wrapper}Wrapper<KlingGen.FalMedia?> P = {form}; }}", Library.Parse)).Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))];
        Assert.Equal(["\"https://studio.example/a.png\"", "new System.Uri(\"https://studio.example/a.png\")"], refused);
    }
}
