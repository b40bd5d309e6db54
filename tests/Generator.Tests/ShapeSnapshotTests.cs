using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Generator.Tests;

/// <summary>What is emitted for each shape that a schema can have: small enough to be read as documentation.</summary>
public sealed class ShapeSnapshotTests
{
    [Fact]
    public void Union() => Match("""
        {"type":"object","required":["size"],"properties":{"size":{"description":"Size of the picture.","anyOf":[
        {"type":"string","enum":["square","wide"]},{"type":"object","required":["width"],"properties":{"width":{"type":"integer","maximum":4096}}}],"default":"square"}}}
        """);

    [Fact]
    public void Union_in_a_result() => Match("""{"type":"object"}""", """
        {"type":"object","required":["score"],"properties":{"score":{"description":"How good it is.","anyOf":[{"type":"number"},{"type":"array","items":{"type":"number"}}]}}}
        """);

    [Fact]
    public void Tuple() => Match("""
        {"type":"object","properties":{"point":{"description":"Where to look.","type":"array","prefixItems":[{"type":"number","title":"X"},{"type":"number","title":"Y"}],"minItems":2,"maxItems":2}}}
        """);

    [Fact]
    public void Map() => Match("""
        {"type":"object","properties":{"weights":{"description":"Weight of each word.","type":"object","additionalProperties":{"type":"number","minimum":0}}}}
        """);

    [Fact]
    public void Optional_nullable() => Match("""
        {"type":"object","properties":{"seed":{"description":"The same seed gives the same picture.","anyOf":[{"type":"integer"},{"type":"null"}],"default":42}}}
        """);

    [Fact]
    public void Pattern() => Match("""
        {"type":"object","required":["color"],"properties":{"color":{"type":"string","description":"As in a web page.","pattern":"^#[0-9a-f]{6}$"}}}
        """);

    [Fact]
    public void Deprecated() => Match("""
        {"type":"object","properties":{"prompt":{"type":"string"},"style":{"type":"string","description":"Use the prompt instead.","deprecated":true}}}
        """);

    [Fact]
    public void Price() => Match("""
        {"type":"object","required":["prompt"],"properties":{"prompt":{"type":"string"},"num_images":{"type":"integer","minimum":1,"maximum":4,"default":1}}}
        """, change: static endpoint => endpoint with { Price = new LockPrice(0.028m, "images", "USD", "2026-11-22") });

    [Fact]
    public void Nested_arrays() => Match("""
        {"type":"object","properties":{"mask":{"description":"Rows of cells.","type":"array","minItems":1,"items":{"type":"array","items":{"type":"integer","minimum":0,"maximum":255}}}}}
        """);

    [Fact]
    public void Large_enum() => Match("{\"type\":\"object\",\"properties\":{\"voice\":{\"enum\":[" + string.Join(",", Enumerable.Range(1, 24).Select(static i => $"\"voice-{i}\"")) + "]}}}");

    [Fact]
    public void Files() => Match("""{"type":"object","required":["image_url"],"properties":{"image_url":{"type":"string","x-fal":{"max_file_size":10485760}}}}""", """
        {"type":"object","required":["image","mesh"],"properties":{"image":{"type":"object","required":["url"],"properties":{"url":{"type":"string"},"width":{"type":"integer"},"height":{"type":"integer"}}},
        "mesh":{"type":"object","required":["url"],"properties":{"url":{"type":"string"},"file_size":{"type":"integer"},"faces":{"type":"integer"}}}}}
        """);

    /// <summary>What cannot be understood is said, and what can be is emitted.</summary>
    [Fact]
    public void Broken_document()
    {
        GeneratorRun run = GeneratorRun.Start(new TestSchema("schemas/broken.json", SmallSchema.Endpoint("studio/broken",
            """{"type":"object","properties":{"prompt":{"type":"string","minLength":9,"maxLength":3},"style":{"$ref":"#/components/schemas/Gone"}}}""")));
        Snapshot.Match(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Diagnostics.txt"] = string.Join("\n", run.Diagnostics.Select(static diagnostic => diagnostic.ToString())) + "\n",
        });
    }

    private static void Match(string input, string output = """{"type":"object"}""", Func<EndpointSpec, EndpointSpec>? change = null, [System.Runtime.CompilerServices.CallerMemberName] string test = "", [System.Runtime.CompilerServices.CallerFilePath] string file = "")
    {
        ReadResult read = SchemaReader.Read(new SchemaInput("x.json", SmallSchema.Endpoint("studio/example", input, output), RootNamespace: "Studio"));
        EndpointSpec endpoint = change is null ? read.Endpoint! : change(read.Endpoint!);
        EquatableArray<SourceFile> files = CodeEmitter.Emit(endpoint);
        Compile.AssertClean(files);
        Snapshot.Match(files.ToDictionary(static source => source.HintName.Replace("Studio.Fal.Studio.Example.", "", StringComparison.Ordinal), static source => source.Text.Replace($"\"{CodeEmitter.Version}\"", "\"{version}\"", StringComparison.Ordinal), StringComparer.Ordinal), test, file);
    }
}
