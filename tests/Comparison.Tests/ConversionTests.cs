using System.Globalization;
using System.Text;
using ComparisonTests.Consumer;
using KlingGen.Comparison;
using KlingGen.Compiler;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ComparisonTests;

/// <summary>What we say of an assignment, against what the compiler says: every type that can be emitted, to every other.</summary>
public sealed class ConversionTests
{
    private static readonly string[] s_types =
    [
        """{"type":"string"}""", """{"type":"integer"}""", """{"type":"integer","maximum":9000000000}""", """{"type":"number"}""", """{"type":"boolean"}""", "{}",
        """{"type":"string","_fal_ui_field":"image"}""", """{"type":"string","enum":["a","b"]}""", """{"anyOf":[{"type":"string","enum":["c","d"]},{"type":"string"}]}""",
        """{"type":"object","properties":{"x":{"type":"string"}}}""", """{"anyOf":[{"type":"string"},{"type":"boolean"}]}""", """{"anyOf":[{"type":"number"},{"type":"array","items":{"type":"string"}}]}""",
        """{"anyOf":[{"type":"string","_fal_ui_field":"image"},{"type":"integer"}]}""",
        """{"type":"array","items":{"type":"string"}}""", """{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"null"}]}}""", """{"type":"array","items":{"type":"integer"}}""",
        """{"type":"array","items":{"anyOf":[{"type":"integer"},{"type":"null"}]}}""", """{"type":"array","items":{"type":"array","items":{"type":"string"}}}""",
        """{"type":"object","additionalProperties":{"type":"string"}}""", """{"type":"object","additionalProperties":{"anyOf":[{"type":"string"},{"type":"null"}]}}""", """{"type":"object","additionalProperties":{"type":"integer"}}""",
        """{"type":"array","items":{"type":"object","additionalProperties":{"type":"string"}}}""", """{"type":"array","prefixItems":[{"type":"integer"},{"type":"string"}]}""",
    ];

    [Fact]
    public void Every_assignment_is_decided_as_the_compiler_decides_it()
    {
        EndpointSpec endpoint = Models.Read(Document())!;
        MemberSpec[] members = [.. ((RecordSpec)endpoint.Definitions.Single(static definition => definition.Name == "XInput")).Members];
        var library = new Library(endpoint);
        INamedTypeSymbol input = LibrarySurface.Of(library).Types.Single(static type => type.Name == "XInput");
        var types = members.ToDictionary(static member => member, member => ConsumerCode.Name(input.GetMembers(member.Name).OfType<IPropertySymbol>().Single().Type));
        (MemberSpec From, MemberSpec To)[] pairs = [.. from a in members from b in members select (a, b)];

        var code = new StringBuilder("#nullable enable\nstatic class Consumer\n{\n");
        for (int i = 0; i < pairs.Length; i++)
            code.Append(CultureInfo.InvariantCulture, $"static {types[pairs[i].To]} F{i}({types[pairs[i].From]} value) => value;\n");
        var severities = new ChangeSeverity[pairs.Length];
        foreach (Diagnostic diagnostic in library.Compile(CSharpSyntaxTree.ParseText(code.Append('}').ToString(), Library.Parse)))
        {
            int line = diagnostic.Location.GetLineSpan().StartLinePosition.Line - 3;
            ChangeSeverity severity = diagnostic.Severity == DiagnosticSeverity.Error ? ChangeSeverity.Error : ChangeSeverity.Warning;
            severities[line] = Conversions.Worst(severities[line], severity);
        }

        var conversions = new Conversions(string.Equals, name => endpoint.Definitions.First(definition => definition.Name == name));
        string[] wrong = [.. pairs.Select((pair, i) => (pair, Said: conversions.Assign(PropertyType.Of(pair.From), PropertyType.Of(pair.To)), Seen: severities[i])).Where(static row => row.Said != row.Seen)
            .Select(row => $"{ChangeText.Type(row.pair.From)} to {ChangeText.Type(row.pair.To)}: we say {row.Said}, the compiler {row.Seen}")];
        Assert.True(wrong.Length == 0, $"{wrong.Length} of {pairs.Length}:\n" + string.Join("\n", wrong.Take(60)));
        Assert.True(pairs.Length > 4000, $"{pairs.Length} pairs");
    }

    /// <summary>Each type as it is, nullable, and with a default, so that absence and null differ.</summary>
    private static string Document()
    {
        var members = new List<string>();
        for (int i = 0; i < s_types.Length; i++)
        {
            string type = s_types[i], number = i.ToString(CultureInfo.InvariantCulture);
            string none = $$"""{"anyOf":[{{type}},{"type":"null"}]}""";
            members.Add($"\"plain_{number}\":{type}");
            members.Add($"\"nullable_{number}\":{none}");
            members.Add($$"""
                "optional_{{number}}":{"default":{"some":"default"},"anyOf":[{{type}},{"type":"null"}]}
                """);
        }
        string required = string.Join(',', s_types.Select(static (_, i) => $"\"plain_{i.ToString(CultureInfo.InvariantCulture)}\""));
        return SmallSchema.Endpoint("studio/x", "{\"type\":\"object\",\"required\":[" + required + "],\"properties\":{" + string.Join(',', members) + "}}");
    }
}
