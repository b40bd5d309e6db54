using System.Text.Json;
using System.Text.Json.Nodes;
using AspNetCoreTests.Fal.KlingImageV3TextToImage;
using KlingGen;
using KlingGen.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCoreTests;

/// <summary>The OpenAPI document of an API that has generated types in its requests and answers.</summary>
public sealed class DocumentTests
{
    private const string Name = "KlingImageV3TextToImage";

    [Fact]
    public async Task The_document_shows_members_types_enums_bounds_and_descriptions()
    {
        JsonNode document = await DocumentAsync();
        JsonNode input = Component(document, Name + "Input");
        Assert.Equal("object", (string?)input["type"]);
        Assert.Equal(["prompt"], Strings(input["required"]));
        JsonNode prompt = input["properties"]!["prompt"]!;
        Assert.Equal(("string", 2500, "What the images should show."), ((string?)prompt["type"], (int?)prompt["maxLength"], (string?)prompt["description"]));
        JsonNode count = input["properties"]!["num_images"]!;
        Assert.Equal(("integer", "int32", 1, 9, 1), ((string?)count["type"], (string?)count["format"], (int?)count["minimum"], (int?)count["maximum"], (int?)count["default"]));
        Assert.Equal(Address("AspectRatio"), (string?)input["properties"]!["aspect_ratio"]!["$ref"]);
        Assert.Equal("Width to height of the images.", (string?)input["properties"]!["aspect_ratio"]!["description"]);
        Assert.Equal(["16:9", "9:16", "1:1", "4:3", "3:4", "3:2", "2:3", "21:9"], Strings(Component(document, Name + ".AspectRatio")["enum"]));
        Assert.Equal(Address("ElementInput"), (string?)input["properties"]!["elements"]!["items"]!["$ref"]);
        Assert.Contains("at least 300 pixels wide", (string?)Component(document, Name + ".ElementInput")["properties"]!["frontal_image_url"]!["description"], StringComparison.Ordinal);

        JsonNode output = Component(document, Name + "Output");
        Assert.Equal("#/components/schemas/FalImage", (string?)output["properties"]!["images"]!["items"]!["$ref"]);
        Assert.Equal(["content_type", "file_data", "file_name", "file_size", "height", "url", "width"], Component(document, "FalImage")["properties"]!.AsObject().Select(static member => member.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Routes_name_the_types_of_their_bodies()
    {
        JsonNode document = await DocumentAsync();
        foreach (string path in (string[])["/mapped", "/own"])
        {
            JsonNode post = document["paths"]![path]!["post"]!;
            Assert.Equal($"#/components/schemas/{Name}Input", (string?)post["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]);
            Assert.Equal($"#/components/schemas/{Name}Output", (string?)post["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]);
        }
    }

    [Fact]
    public async Task Types_of_the_runtime_and_generated_enums_are_described_within_types_of_your_own()
    {
        JsonNode document = await DocumentAsync();
        JsonNode order = Component(document, "Order")["properties"]!;
        Assert.Equal("#/components/schemas/FalImage", Reference(order["picture"]!));
        Assert.Equal(Address("AspectRatio"), Reference(order["ratio"]!));
        Assert.Equal(Address("AspectRatio"), Reference(order["other"]!));
        Assert.Equal(Address("OutputFormat"), (string?)order["open"]!["anyOf"]![0]!["$ref"]);
        Assert.Equal("string", (string?)order["open"]!["anyOf"]![1]!["type"]);
    }

    [Fact]
    public async Task Every_reference_of_the_document_leads_somewhere()
    {
        JsonNode document = await DocumentAsync();
        string[] targets = [.. References(document)];
        Assert.True(targets.Length > 10);
        Assert.All(targets, target => Assert.NotNull(document["components"]!["schemas"]![target["#/components/schemas/".Length..]]));
    }

    [Theory]
    [InlineData(typeof(FalFile))]
    [InlineData(typeof(FalImage))]
    [InlineData(typeof(FalVideo))]
    public void A_file_of_the_runtime_is_described_by_all_its_members(Type type)
    {
        JsonObject schema = JsonNode.Parse(SharedSchemas.Find(type)!.Components)![type.Name]!.AsObject();
        var file = new JsonObject(schema["properties"]!.AsObject().Select(static member => KeyValuePair.Create(member.Key, (string)member.Value!["type"]! == "string" ? (JsonNode?)"a" : 1)));
        object read = file.Deserialize(type)!;
        Assert.Null(((FalFile)read).AdditionalProperties);
        string[] unset = [.. type.GetProperties().Where(property => property.Name != nameof(FalFile.AdditionalProperties) && property.GetValue(read) is null).Select(static property => property.Name)];
        Assert.Empty(unset);
    }

    [Fact]
    public async Task Without_the_package_the_types_are_empty()
    {
        JsonNode document = await DocumentAsync(described: false);
        Assert.DoesNotContain("maxLength", document.ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task<JsonNode> DocumentAsync(bool described = true)
    {
        await using Site site = await Site.StartAsync(
            static app =>
            {
                app.MapOpenApi();
                app.MapFal("/mapped", static fal => fal.KlingImageV3TextToImage());
                app.MapPost("/own", static (KlingImageV3TextToImageInput input) => TypedResults.Ok(new KlingImageV3TextToImageOutput { Images = [new FalImage { Url = input.Prompt }] }));
                app.MapPost("/order", static (Order order) => order);
            },
            (services, _) => services.AddOpenApi(options =>
            {
                if (described)
                    options.AddFal();
            }));
        string text = await site.Http.GetStringAsync("openapi/v1.json", TestContext.Current.CancellationToken);
        return JsonNode.Parse(text)!;
    }

    private static JsonNode Component(JsonNode document, string id) => document["components"]!["schemas"]![id] ?? throw new InvalidOperationException($"No {id} in {document["components"]}");

    private static string Address(string type) => $"#/components/schemas/{Name}.{type}";

    // What may be null is one of two.
    private static string? Reference(JsonNode schema) => (string?)schema["$ref"] ?? (string?)(schema["oneOf"] ?? schema["anyOf"])!.AsArray().Select(static item => item!["$ref"]).First(static item => item is not null);

    private static string[] Strings(JsonNode? array) => [.. array!.AsArray().Select(static item => (string)item!)];

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(References),
        JsonObject item => item.SelectMany(static member => member is { Key: "$ref", Value: JsonValue value } ? [(string)value!] : References(member.Value)),
        _ => [],
    };

    internal sealed record Order(FalImage Picture, AspectRatio Ratio, AspectRatio? Other, FalOpenEnum<OutputFormat> Open);
}
