using KlingGen.Compiler;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;

namespace Generator.Tests.Names;

/// <summary>
/// A consumer's file that uses three endpoints beside the usings that every project has: files go from one endpoint to the next by one type,
/// <c>File</c> means the framework's, and where two endpoints name an enum alike, a namespace alias distinguishes them.
/// </summary>
public sealed class ThreeEndpointsTests
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    // A file with a member of its own (seed) is no usual file: it has a type of the endpoint.
    private static readonly string s_upscaler = SmallSchema.Endpoint("fal-ai/upscaler",
        """{"type":"object","required":["image_url"],"properties":{"image_url":{"type":"string"},"output_format":{"type":"string","enum":["png","tiff"]}}}""",
        """{"type":"object","required":["file","image"],"properties":{"file":{"$ref":"#/components/schemas/File"},"image":{"$ref":"#/components/schemas/Image"}}}""",
        """
        "File":{"type":"object","required":["url"],"properties":{"url":{"type":"string"},"file_name":{"type":"string"},"seed":{"type":"integer"}}},
        "Image":{"type":"object","required":["url","width","height"],"properties":{"url":{"type":"string"},"width":{"type":"integer"},"height":{"type":"integer"},"content_type":{"type":"string"}}},
        """);

    private const string Program = """
        using KlingGen;
        using MyApp.Fal.KlingImageV3TextToImage;
        using MyApp.Fal.KlingVideoV25TurboProImageToVideo;
        using MyApp.Fal.Upscaler;
        using Kling = MyApp.Fal.KlingImageV3TextToImage;

        namespace Studio;

        public static class Story
        {
            public static async Task<FalFile> MakeAsync(FalClient fal, string path)
            {
                string prompt = await File.ReadAllTextAsync(path);
                var drawn = await fal.KlingImageV3TextToImage().RunAsync(new() { Prompt = prompt, OutputFormat = Kling.OutputFormat.Png });
                FalImage image = drawn.Value.Images[0];
                var large = await fal.Upscaler().RunAsync(new() { ImageUrl = image, OutputFormat = MyApp.Fal.Upscaler.OutputFormat.Tiff });
                UpscalerFile own = large.Value.File;
                List<FalFile> kept = [image, large.Value.Image];
                var moved = await fal.KlingVideoV25TurboProImageToVideo().RunAsync(new() { Prompt = prompt, ImageUrl = kept[^1], TailImageUrl = FalMedia.FromResult(own) });
                kept.Add(moved.Value.Video);
                foreach (FalFile file in kept)
                    Console.WriteLine($"{file.Url} {(file as FalImage)?.Width}");
                return moved.Value.Video;
            }
        }
        """;

    [Fact]
    public void One_file_of_code_uses_three_endpoints()
    {
        Document[] documents =
        [
            new("a.json", KlingSchema.Text), new("b.json", File.ReadAllText(Repository.File("schemas/kling-video-v2.5-turbo-pro-image-to-video.json"))), new("c.json", s_upscaler),
        ];
        SourceFile[] files = [.. documents.SelectMany(static document => CodeEmitter.Emit(SchemaReader.Read(new SchemaInput(document.Path, document.Text, RootNamespace: "MyApp")).Endpoint!))];

        Assert.Empty(Errors(files, Program));
        Assert.Contains("CS0104", Assert.Single(Errors(files, Program.Replace("Kling.OutputFormat", "OutputFormat", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    private static string[] Errors(SourceFile[] files, string program) =>
        [.. Compile.Create(files, Compile.Floor, Usings, program).GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS1591").Select(static diagnostic => diagnostic.ToString())];

    private sealed record Document(string Path, string Text);
}
