using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Generator.Tests.Names;

/// <summary>One small document with everything in it that is printed in a way of its own.</summary>
internal static class EveryShape
{
    public static readonly string Text = SmallSchema.Endpoint("o/every-shape", Input, Output, Components);

    private const string Input = """
        {"type":"object","required":["prompt","part","mode","seed","either"],"properties":{
          "prompt":{"type":"string","minLength":1,"maxLength":9,"pattern":"^[a-z]+$","examples":["a"]},
          "seed":{"type":"integer"},"ratio":{"type":"number","minimum":0.5,"maximum":2,"multipleOf":0.25},"strict":{"type":"boolean","default":true},
          "mode":{"const":"fast"},"size":{"enum":["small","large"],"default":"small"},"number":{"enum":[1,2.5]},"mixed":{"enum":["auto",1]},
          "part":{"$ref":"#/components/schemas/Part"},"parts":{"type":"array","items":{"$ref":"#/components/schemas/Part"},"minItems":1,"uniqueItems":true},
          "image_url":{"type":"string","max_file_size":1000},"image_urls":{"type":"array","items":{"type":"string"},"maxItems":3},
          "point":{"type":"array","prefixItems":[{"type":"number"},{"$ref":"#/components/schemas/Part"}]},
          "words":{"type":"object","additionalProperties":{"type":"string","maxLength":3}},"sizes":{"type":"object","additionalProperties":{"type":"array","items":{"type":"array","items":{"type":"integer"}}}},
          "free":{},"strength":{"type":"number","nullable":true,"default":0.5},"tags":{"type":"array","items":{"type":"string"},"nullable":true,"default":["a"]},
          "either":{"anyOf":[{"type":"string"},{"type":"number"},{"type":"boolean"},{"$ref":"#/components/schemas/Part"},{"type":"array","items":{"type":"integer"}}]},
          "speaker":{"anyOf":[{"type":"string"},{"enum":["Ada","Bo"]}]},"picture_url":{"anyOf":[{"type":"string"},{"$ref":"#/components/schemas/Part"}]},"old":{"$ref":"#/components/schemas/Old"},"num_images":{"type":"integer","default":1}}}
        """;

    private const string Output = """
        {"type":"object","required":["images","mask"],"properties":{
          "images":{"type":"array","items":{"$ref":"#/components/schemas/Picture"}},"mask":{"$ref":"#/components/schemas/Picture"},"seed":{"type":"integer"},
          "quality":{"enum":["low","high"]},"scores":{"type":"object","additionalProperties":{"type":"number","nullable":true}},"raw":{},
          "shape":{"anyOf":[{"$ref":"#/components/schemas/Picture"},{"type":"array","items":{"$ref":"#/components/schemas/Part"}},{"type":"object","additionalProperties":{"type":"integer"}},{"type":"string"}]},
          "place":{"type":"array","prefixItems":[{"type":"integer"},{"type":"string"}]}}}
        """;

    private const string Components = """
        "Part":{"type":"object","required":["width"],"properties":{"width":{"type":"integer","minimum":1},"name":{"type":"string","deprecated":true}}},
        "Old":{"type":"object","deprecated":true,"properties":{"level":{"enum":["a","b"]}}},
        "Picture":{"type":"object","required":["url"],"properties":{"url":{"type":"string"},"content_type":{"type":"string"},"file_size":{"type":"integer"}}},
        """;

    /// <summary>The code of the document, with a price.</summary>
    public static EquatableArray<SourceFile> Emit(string space) => Emit(Text, space);

    public static EquatableArray<SourceFile> Emit(string document, string space)
    {
        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("every.json", document, Namespace: space)).Endpoint!;
        return CodeEmitter.Emit(endpoint with { Price = new LockPrice(0.03m, "image", "USD", "2026-01-02") });
    }
}
