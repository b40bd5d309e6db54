using KlingGen.Compiler;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Names;

/// <summary>A word is a keyword by its place alone: a property may be called like any of them, and what it refers to is emitted.</summary>
public sealed class KeywordNameTests
{
    private const string Extra = "{\"type\":\"object\",\"required\":[\"width\"],\"properties\":{\"width\":{\"type\":\"integer\",\"minimum\":1},\"image_url\":{\"type\":\"string\"}}}";

    private static readonly string[] s_keywords =
    [
        "$ref", "$defs", "$id", "$schema", "$comment", "type", "properties", "patternProperties", "required", "items", "prefixItems", "additionalItems", "additionalProperties", "propertyNames", "contains", "anyOf", "oneOf", "allOf",
        "not", "if", "then", "else", "enum", "const", "default", "example", "examples", "title", "description", "format", "nullable", "deprecated", "readOnly", "writeOnly", "discriminator", "mapping", "minimum", "maximum",
        "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "x-fal", "x-fal-order-properties", "ui", "_fal_ui_field",
        "components", "schemas", "definitions", "0", "1", "url", "content_type",
    ];

    /// <summary>Schemas in which a member of some name refers to something; <c>@</c> is the name, <c>#</c> the reference.</summary>
    private static readonly Dictionary<string, string> s_places = new(StringComparer.Ordinal)
    {
        ["member"] = "{\"type\":\"object\",\"properties\":{\"@\":#}}",
        ["required member"] = "{\"type\":\"object\",\"required\":[\"@\"],\"properties\":{\"@\":#}}",
        ["nullable member"] = "{\"type\":\"object\",\"properties\":{\"@\":{\"anyOf\":[#,{\"type\":\"null\"}]}}}",
        ["list"] = "{\"type\":\"object\",\"properties\":{\"@\":{\"type\":\"array\",\"items\":#}}}",
        ["dictionary"] = "{\"type\":\"object\",\"properties\":{\"@\":{\"type\":\"object\",\"additionalProperties\":#}}}",
        ["tuple"] = "{\"type\":\"object\",\"properties\":{\"@\":{\"type\":\"array\",\"prefixItems\":[#,{\"type\":\"integer\"}]}}}",
        ["union"] = "{\"type\":\"object\",\"properties\":{\"@\":{\"anyOf\":[#,{\"type\":\"string\"}]}}}",
        ["object"] = "{\"type\":\"object\",\"properties\":{\"@\":{\"type\":\"object\",\"properties\":{\"@\":#}}}}",
        ["object of a list"] = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"@\":#}}}}}",
        ["object of a union"] = "{\"type\":\"object\",\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"object\",\"properties\":{\"@\":#}},{\"type\":\"string\"}]}}}",
        ["part of allOf"] = "{\"allOf\":[{\"type\":\"object\",\"properties\":{\"@\":#}},{\"properties\":{\"b\":{\"type\":\"string\"}}}]}",
    };

    [Fact]
    public void A_member_called_like_a_keyword_is_a_member()
    {
        // One document a place, in which each name leads to a record of its own that nothing else leads to.
        var files = new List<SourceFile>();
        foreach ((string place, string template) in s_places)
        {
            string schema = $"{{\"type\":\"object\",\"properties\":{{{string.Join(",", s_keywords.Select((keyword, i) => $"\"m{i}\":" + Fill(template, keyword, i)))}}}}}";
            files.AddRange(Probe(place, $"Words.{place.Replace(" ", "_", StringComparison.Ordinal)}_", schema));
        }
        string members = string.Join(",", s_keywords.Select(static (keyword, i) => Fill("\"@\":#", keyword, i)));
        files.AddRange(Probe("members of the request", "Words.Request", $"{{\"type\":\"object\",\"required\":[{string.Join(",", s_keywords.Select(static keyword => $"\"{keyword}\""))}],\"properties\":{{{members}}}}}"));
        AssertCompiles(files);
    }

    [Fact]
    public void A_component_called_like_a_keyword_is_a_type()
    {
        var files = new List<SourceFile>();
        for (int i = 0; i < s_keywords.Length; i++)
        {
            string reference = $"{{\"$ref\":\"#/components/schemas/{s_keywords[i]}\"}}";
            string schema = $"{{\"type\":\"object\",\"properties\":{{\"a\":{reference},\"b\":{{\"type\":\"array\",\"items\":{reference}}}}}}}";
            string text = SmallSchema.Endpoint("o/x", schema, schema, $"\"{s_keywords[i]}\":{Extra},");
            EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("a.json", text, Namespace: "Words.In" + i)).Endpoint!;
            Assert.Equal(3, endpoint.Definitions.OfType<RecordSpec>().Count());
            files.AddRange(CodeEmitter.Emit(endpoint));
        }
        AssertCompiles(files);
    }

    [Fact]
    public void Unions_that_differ_in_a_member_called_like_an_annotation_are_two_types()
    {
        // The same place twice, and nothing else distinguishes the two.
        foreach (string keyword in new[] { "title", "description", "default", "example", "examples", "readOnly", "x-fal", "$comment" })
        {
            string Union(string type) => $"{{\"type\":\"object\",\"properties\":{{\"a\":{{\"anyOf\":[{{\"type\":\"object\",\"properties\":{{\"{keyword}\":{{\"type\":\"{type}\"}}}}}},{{\"type\":\"string\"}}]}}}}}}";
            string text = SmallSchema.Endpoint("o/x", $"{{\"type\":\"object\",\"properties\":{{\"one\":{Union("string")},\"two\":{Union("boolean")}}}}}");
            Assert.Equal(2, SchemaReader.Read(new SchemaInput("a.json", text)).Endpoint!.Definitions.OfType<UnionSpec>().Count());
        }
    }

    private static EquatableArray<SourceFile> Probe(string name, string space, string schema)
    {
        string extras = string.Concat(s_keywords.Select(static (_, i) => $"\"Extra{i}\":{Extra},"));
        ReadResult result = SchemaReader.Read(new SchemaInput("a.json", SmallSchema.Endpoint("o/x", schema, schema, extras), Namespace: space));
        Assert.True(result.Problems.Count == 0, name + ": " + string.Join(" ", result.Problems.Select(static problem => problem.Message).Take(5)));
        RecordSpec[] found = [.. result.Endpoint!.Definitions.OfType<RecordSpec>().Where(static record => record.Name.StartsWith("Extra", StringComparison.Ordinal))];
        Assert.Equal(s_keywords.Length, found.Length);
        Assert.All(found, record => Assert.True(record is { InInput: true, InOutput: true }, $"{name}: {record.Name}"));
        return CodeEmitter.Emit(result.Endpoint);
    }

    private static string Fill(string template, string keyword, int number) =>
        template.Replace("@", keyword, StringComparison.Ordinal).Replace("#", $"{{\"$ref\":\"#/components/schemas/Extra{number}\"}}", StringComparison.Ordinal);

    private static void AssertCompiles(IEnumerable<SourceFile> files)
    {
        CSharpCompilation compilation = Compile.Create(files, Compile.Floor);
        Assert.Empty(compilation.WithOptions(compilation.Options.WithConcurrentBuild(true)).GetDiagnostics().Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).Select(static diagnostic => diagnostic.ToString()).Take(10));
    }
}
