using KlingGen.Compiler;

namespace Generator.Tests;

/// <summary>The emitted code of the first endpoint, compiled and run against the real runtime.</summary>
public sealed class RunTests
{
    private const string Usings = """
        using System;
        using System.Linq;
        using System.Text.Json;
        using KlingGen;
        using KlingGen.CompilerServices;
        using Studio.Fal.KlingImageV3TextToImage;

        """;

    [Fact]
    public void A_request_is_written_as_the_schema_says()
    {
        Assert.Equal(
            """{"prompt":"a \"quoted\" prompt","elements":[{"frontal_image_url":"https://example.com/a.png"}],"resolution":"2K","num_images":2,"aspect_ratio":"16:9","tomorrow":[1]}""",
            Run("""
                var input = new KlingImageV3TextToImageInput
                {
                    Prompt = "a \"quoted\" prompt",
                    Elements = [new() { FrontalImageUrl = "https://example.com/a.png" }],
                    Resolution = Resolution.Resolution2K,
                    NumImages = 2,
                    AspectRatio = AspectRatio.Ratio16x9,
                    AdditionalProperties = new System.Collections.Generic.Dictionary<string, FalJson> { ["tomorrow"] = FalJson.Parse("[1]") },
                };
                return JsonSerializer.Serialize(input, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
                """));
    }

    [Fact]
    public void A_result_keeps_what_the_schema_does_not_name()
    {
        const string json = """{"images":[{"url":"https://example.com/a.png","width":1024,"dpi":72}],"took":1.5}""";
        Assert.Equal(json, Run($$$""""
            var output = JsonSerializer.Deserialize<KlingImageV3TextToImageOutput>("""{{{json}}}""")!;
            if (output.Images[0].Width != 1024 || output.Images[0] is not IFalFile { FileSize: null, Url: "https://example.com/a.png" }) throw new Exception("members");
            if (output != JsonSerializer.Deserialize<KlingImageV3TextToImageOutput>("""{{{json}}}""")) throw new Exception("equality");
            return JsonSerializer.Serialize(output);
            """"));
    }

    [Theory]
    [InlineData("""{"images":[{}]}""", "url")]
    [InlineData("{}", "images")]
    [InlineData("""{"images":"none"}""", "array")]
    public void A_missing_or_mistyped_member_is_a_json_exception(string json, string names)
    {
        Assert.Contains(names, (string)Run($$$""""
            try { JsonSerializer.Deserialize<KlingImageV3TextToImageOutput>("""{{{json}}}"""); return "read"; }
            catch (JsonException error) { return error.Message; }
            """")!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_valid_request_has_no_errors_and_an_invalid_one_has_all_of_them()
    {
        Assert.Equal("", Run("""return string.Join(" ", new KlingImageV3TextToImageInput { Prompt = string.Concat(Enumerable.Repeat("😀", 2500)) }.Validate().Select(error => error.Pointer));"""));
        Assert.Equal("/prompt /elements/0/frontal_image_url /resolution /num_images", Run("""
            var input = new KlingImageV3TextToImageInput
            {
                Prompt = new string('x', 2501),
                NumImages = 10,
                Resolution = (Resolution)7,
                Elements = [new() { FrontalImageUrl = "no address" }],
            };
            return string.Join(" ", input.Validate().Select(error => error.Pointer));
            """));
    }

    private static object? Run(string body)
    {
        SourceFile[] files = [.. CodeEmitter.Emit(SchemaReader.Read(new SchemaInput("kling.json", KlingSchema.Text, RootNamespace: "Studio")).Endpoint!)];
        return Compile.Run(files, Usings + "internal static class Program { public static string Main2() {\n" + body + "\n} }", "Program", "Main2");
    }
}
