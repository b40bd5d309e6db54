using KlingGen.Compiler;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests;

/// <summary>What the service has deprecated warns whoever uses it, and never within an emitted file: consumers make warnings errors.</summary>
public sealed class DeprecatedTests
{
    private const string Components = """
        "Old":{"type":"object","deprecated":true,"properties":{"a":{"type":"string"},"b":{"enum":["x","y"]}}},
        "OldEnum":{"enum":["a","b"],"deprecated":true},
        "OldTuple":{"type":"array","deprecated":true,"prefixItems":[{"type":"integer"},{"type":"string"}]},
        "OldUnion":{"deprecated":true,"anyOf":[{"type":"string"},{"type":"integer"}]},
        "Holder":{"type":"object","properties":{"old":{"$ref":"#/components/schemas/Old"},"mine":{"type":"string","deprecated":true}}},
        """;

    private static readonly string[] s_types = ["Old", "OldEnum", "OldTuple", "OldUnion", "Holder"];

    private static readonly string[] s_users =
    [
        "{\"type\":\"object\",\"properties\":{\"a\":#}}", "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":#}}", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\",\"items\":#}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"object\",\"additionalProperties\":#}}}", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":#}}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"anyOf\":[#,{\"type\":\"boolean\"}]}}}", "{\"type\":\"object\",\"properties\":{\"a\":{\"anyOf\":[#,{\"type\":\"null\"}]}}}", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\",\"prefixItems\":[#,{\"type\":\"integer\"}]}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"array\",\"items\":#},{\"type\":\"boolean\"}]}}}", "{\"type\":\"object\",\"properties\":{\"a\":{\"allOf\":[#],\"deprecated\":true}}}", "#",
    ];

    [Fact]
    public void No_warning_comes_out_of_an_emitted_file()
    {
        var files = new List<SourceFile>();
        for (int user = 0; user < s_users.Length; user++)
            for (int type = 0; type < s_types.Length; type++)
            {
                string schema = s_users[user].Replace("#", $"{{\"$ref\":\"#/components/schemas/{s_types[type]}\"}}", StringComparison.Ordinal);
                foreach (string text in new[] { SmallSchema.Endpoint("o/x", schema, schema, Components), SmallSchema.Endpoint("o/x", schema, components: Components), SmallSchema.Endpoint("o/x", "{\"type\":\"object\"}", schema, Components) })
                    files.AddRange(CodeEmitter.Emit(SchemaReader.Read(new SchemaInput("a.json", text, Namespace: $"Old.In{files.Count}")).Endpoint!));
            }
        CSharpCompilation compilation = Compile.Create(files, Compile.Floor);
        Assert.Empty(compilation.WithOptions(compilation.Options.WithConcurrentBuild(true)).GetDiagnostics().Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).Select(static diagnostic => diagnostic.ToString()).Take(10).ToArray() is { Length: > 0 } found ? string.Join("\n", found) : "");
    }

    [Fact]
    public void Whoever_uses_it_is_warned()
    {
        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("a.json", SmallSchema.Endpoint("o/x", s_users[0].Replace("#", "{\"$ref\":\"#/components/schemas/Old\"}", StringComparison.Ordinal), components: Components), Namespace: "N")).Endpoint!;
        IEnumerable<Diagnostic> found = Compile.Create(CodeEmitter.Emit(endpoint), Compile.Floor, "internal static class User { public static object Make() => new N.Old(); }").GetDiagnostics().Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
        Assert.Equal("CS0618", Assert.Single(found).Id);
    }
}
