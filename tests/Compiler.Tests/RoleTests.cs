using System.Text.Json;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Compiler.Tests;

/// <summary>What an endpoint is by the structure of its request and result, and its request as a language model sees it.</summary>
public sealed class RoleTests
{
    private const string File = """{"type":"object","required":["url"],"properties":{"url":{"type":"string"},"content_type":{"type":"string"}}}""";
    private const string Images = """{"type":"object","properties":{"images":{"type":"array","items":{"$ref":"#/components/schemas/File"}}}}""";
    private const string Sound = """{"type":"object","properties":{"audio":{"$ref":"#/components/schemas/File"}}}""";
    private const string Text = """{"type":"object","properties":{"text":{"type":"string"}}}""";

    public static TheoryData<string, string, string> Roles => new()
    {
        // An image: by text, by image, by both.
        { """ "prompt":{"type":"string"} """, Images, "ImageRole prompt -> images" },
        { """ "image_url":{"type":"string","description":"The address of the image."} """, Images, "ImageRole image_url -> images" },
        { """ "prompt":{"type":"string"},"image_urls":{"type":"array","items":{"type":"string"}} """, Images, "ImageRole prompt image_urls* -> images" },
        { """ "prompt":{"type":"string"},"seed":{"type":"integer"} """, """{"type":"object","properties":{"image":{"$ref":"#/components/schemas/File"},"video":{"$ref":"#/components/schemas/File"}}}""", "another kind (image, video)" },
        { """ "seed":{"type":"integer"} """, Images, "neither a prompt nor a picture" },
        { """ "prompt":{"type":"string"},"finetune":{"type":"string"} ! "finetune" """, Images, "also needs finetune" },
        { """ "face_image_url":{"type":"string"},"body_image_url":{"type":"string"} ! "face_image_url","body_image_url" """, Images, "pictures of different meaning" },
        // Sizes.
        { """ "prompt":{"type":"string"},"width":{"type":"integer"},"height":{"type":"integer"} """, Images, "Members" },
        { """ "prompt":{"type":"string"},"size":{"type":"string","enum":["auto","512x512","1024x768"]} """, Images, "Text size 512x512 1024x768" },
        { """ "prompt":{"type":"string"},"image_size":{"anyOf":[{"$ref":"#/components/schemas/Size"},{"type":"string","enum":["square"]}]} """, Images, "Nested image_size" },
        { """ "prompt":{"type":"string"},"aspect_ratio":{"type":"string","enum":["16:9","1:1"]},"output_format":{"type":"string","enum":["jpeg","png"]} """, Images, "Format output_format jpeg png" },
        // Speech, and what is none.
        { """ "text":{"type":"string"},"voice":{"type":"string"} ! "text","voice" """, Sound, "SpeechRole text voice -> audio" },
        { """ "prompt":{"type":"string"},"duration":{"type":"integer"} """, Sound, "the sound is no speech" },
        { """ "text":{"type":"string"},"style":{"type":"string"},"voice":{"type":"string"} ! "text","style" """, Sound, "needs several texts" },
        { """ "text":{"type":"string"},"voice":{"type":"string"},"reference_audio_url":{"type":"string"} ! "text","reference_audio_url" """, Sound, "also needs reference_audio_url" },
        // Transcripts.
        { """ "audio_url":{"type":"string"},"language":{"type":"string"} """, Text, "TranscriptRole audio_url -> text" },
        { """ "video_url":{"type":"string"} """, Text, "takes no sound" },
        { """ "prompt":{"type":"string"} """, """{"type":"object","properties":{"output":{"type":"string"}}}""", "no picture, no sound and no transcript" },
    };

    [Theory]
    [MemberData(nameof(Roles))]
    public void A_role_follows_from_structure(string input, string output, string expected)
    {
        RoleResult result = EndpointRoles.Find(Read(input, output));
        string found = result.Role switch
        {
            ImageRole image => $"ImageRole {string.Join(' ', new[] { image.Prompt, image.Image + (image.IsImageList ? "*" : "") }.Where(static text => !string.IsNullOrEmpty(text)))} -> {image.Output}; {image.SizeKind} {image.Size} {string.Join(' ', image.Sizes)}; Format {image.Format} {string.Join(' ', image.Formats)}",
            SpeechRole speech => $"SpeechRole {speech.Text} {speech.Voice} -> {speech.Output}",
            TranscriptRole transcript => $"TranscriptRole {transcript.Audio} -> {transcript.Output}",
            _ => result.Reason,
        };
        Assert.Contains(expected, found, StringComparison.Ordinal);
        Assert.Equal(result.Role is null, result.Reason.Length > 0);
    }

    public static TheoryData<string, string> Schemas => new()
    {
        { """ "prompt":{"type":"string","description":"What to draw. More of it.","maxLength":9} ! "prompt" """, """{"type":"object","properties":{"prompt":{"type":"string","description":"What to draw.","maxLength":9}},"required":["prompt"]}""" },
        { """ "image_url":{"type":"string","description":"The face."} """, """{"type":"object","properties":{"image_url":{"type":"string","description":"The face (address or file)."}}}""" },
        { """ "image_url":{"type":"string"} """, """{"type":"object","properties":{"image_url":{"type":"string","description":"Address or file."}}}""" },
        { """ "old":{"type":"string","deprecated":true},"sync_mode":{"type":"boolean"},"n":{"type":"integer","minimum":1,"maximum":4,"default":1} """, """{"type":"object","properties":{"n":{"type":"integer","minimum":1,"maximum":4,"default":1}}}""" },
        { """ "a":{"type":"string","default":"","description":"A"},"b":{"type":"array","items":{"type":"string"},"default":[]},"c":{"type":"string","enum":["x","y"],"default":"x"} """, """{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"array","items":{"type":"string"}},"c":{"type":"string","enum":["x","y"],"default":"x"}}}""" },
        { """ "size":{"anyOf":[{"$ref":"#/components/schemas/Size"},{"type":"string","enum":["square"]},{"type":"null"}]} """, """{"type":"object","properties":{"size":{"anyOf":[{"type":"object","properties":{"height":{"type":"integer"},"width":{"type":"integer"}}},{"type":"string","enum":["square"]}]}}}""" },
        { """ "tree":{"$ref":"#/components/schemas/Tree"} """, """{"type":"object","properties":{"tree":{"type":"object","properties":{"branches":{"type":"array","items":{"type":"object"}}}}}}""" },
        { """ "quote":{"type":"string","description":"Say \"\"\" and \u202e hide\n\nit."} """, """{"type":"object","properties":{"quote":{"type":"string","description":"Say \"\"\" and hide"}}}""" },
    };

    [Theory]
    [MemberData(nameof(Schemas))]
    public void A_model_sees_a_small_plain_schema(string input, string expected) =>
        Assert.Equal(JsonDocument.Parse(expected).RootElement.GetRawText(), ModelSchema.Write(Read(input, Text)));

    [Fact]
    public void Long_enums_and_long_texts_are_cut()
    {
        string values = string.Join(",", Enumerable.Range(0, 61).Select(static i => $"\"v{i}\""));
        string schema = ModelSchema.Write(Read($"\"style\":{{\"type\":\"string\",\"enum\":[{values}]}},\"long\":{{\"type\":\"string\",\"description\":\"{string.Concat(Enumerable.Repeat("word ", 60))}\"}}", Text));
        Assert.Contains("One of 61 values, such as v0, v1,", schema, StringComparison.Ordinal);
        Assert.DoesNotContain("v12", schema, StringComparison.Ordinal);
        string description = JsonDocument.Parse(schema).RootElement.GetProperty("properties").GetProperty("long").GetProperty("description").GetString()!;
        Assert.EndsWith("word...", description, StringComparison.Ordinal);
        Assert.InRange(description.Length, 100, ModelSchema.LongestDescription);
    }

    [Fact]
    public void No_default_ends_a_line_of_the_literal_that_holds_the_schemas()
    {
        EndpointSpec endpoint = Read("\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"default\":[\"x\u2028\u0085\u202E\"],\"examples\":[[\"y\u2029\"]]}", "{\"type\":\"object\",\"properties\":{}}") with { DescribesModel = true, DescribesTypes = true };
        Assert.All(CodeEmitter.Emit(endpoint), static file => Assert.DoesNotContain(file.Text, static c => c is '\u2028' or '\u2029' or '\u0085' or '\u202E'));
        Assert.Contains("\\u2028", ModelSchema.Write(endpoint), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("o/x", "o_x")]
    [InlineData("fal-ai/kling-video/v2.5-turbo", "fal-ai_kling-video_v2_5-turbo")]
    public void A_tool_is_named_after_its_endpoint(string id, string name) =>
        Assert.Equal(name, ModelSchema.Name(SchemaReader.Read(new SchemaInput("a.json", SmallSchema.Endpoint(id, "{\"type\":\"object\",\"properties\":{}}"))).Endpoint!));

    [Fact]
    public void Two_long_ids_have_two_names()
    {
        string[] names = [.. Enumerable.Range(0, 2).Select(static end => ModelSchema.Name(SchemaReader.Read(new SchemaInput("a.json", SmallSchema.Endpoint("owner/" + new string('x', 80) + end, "{\"type\":\"object\",\"properties\":{}}"))).Endpoint!))];
        Assert.All(names, static name => Assert.InRange(name.Length, 1, 64));
        Assert.NotEqual(names[0], names[1]);
    }

    /// <summary>Members, and behind a <c>!</c> those that are required.</summary>
    private static EndpointSpec Read(string input, string output)
    {
        string[] parts = input.Split('!');
        string schema = $"{{\"type\":\"object\",\"properties\":{{{parts[0]}}}{(parts.Length > 1 ? $",\"required\":[{parts[1]}]" : "")}}}";
        const string components = "\"File\":" + File + ",\"Size\":{\"type\":\"object\",\"properties\":{\"width\":{\"type\":\"integer\"},\"height\":{\"type\":\"integer\"}}},\"Tree\":{\"type\":\"object\",\"properties\":{\"branches\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/Tree\"}}}},";
        return SchemaReader.Read(new SchemaInput("a.json", SmallSchema.Endpoint("o/x", schema, output, components))).Endpoint!;
    }
}
