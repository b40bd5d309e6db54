using KlingGen.Compiler;
using KlingGen.Compiler.OpenApi;
using KlingGen.TestKit;

namespace Compiler.Tests;

/// <summary>The table of <c>docs/naming.md</c> about media, and a person's answer on names as they are met.</summary>
public sealed class MediaTests
{
    private const string Media = "media", Text = "text";

    // The name; what the description hints at; anything else of the schema; the answer.
    [Theory]
    [InlineData("image_url", "", "", Media)]
    [InlineData("imageUrl", "", "", Media)]
    [InlineData("source_image_URI", "", "", Media)]
    [InlineData("mask_url", "optional", "", Media)]
    [InlineData("training_data_url", "zip archive", "", Media)]
    [InlineData("style_url", "", "", Media)]
    [InlineData("keyframe_0_image_url", "", "", Media)]
    [InlineData("audio_url_person1", "", "", Media)]
    [InlineData("audio_url_left", "", "", Media)]
    [InlineData("video_url_2", "", "", Media)]
    [InlineData("video_url2", "", "", Media)]
    [InlineData("image_url_format", "", "", Text)]
    [InlineData("image_url_ttl", "", "", Text)]
    [InlineData("video_url_expiry_key", "", "", Text)]
    [InlineData("callback_url_2", "", "", Text)]
    [InlineData("result_url_left", "", "", Text)]
    [InlineData("webhook_url", "called with the image", "", Text)]
    [InlineData("redirect_uri", "", "", Text)]
    [InlineData("page_url", "", "", Text)]
    [InlineData("page_image_url", "", "", Media)]
    [InlineData("hair_curl", "", "", Text)]
    [InlineData("image", "URL of the image", "", Media)]
    [InlineData("first_frame", "Address (URL or data URI) of the opening picture", "", Media)]
    [InlineData("image", "The image", "", Text)]
    [InlineData("image", "URL or base64", "", Text)]
    [InlineData("face", "Name of a face, or a URL", "", Text)]
    [InlineData("voice", "URL of a sample", "", Text)]
    [InlineData("texture", "What it looks like", "", Text)]
    [InlineData("path", "URL of the LoRA weights", "", Text)]
    [InlineData("model_name", "URL or id of the model", "", Text)]
    [InlineData("method_url", "", "\"examples\":[\"canny\"]", Text)]
    [InlineData("image_url", "", "\"default\":\"sample\"", Text)]
    [InlineData("image_url", "", "\"pattern\":\"^https\"", Text)]
    [InlineData("image_url", "", "\"default\":\"https://studio.example/a.png\"", Media)]
    [InlineData("picture", "", "\"_fal_ui_field\":\"image\"", Media)]
    [InlineData("picture", "", "\"format\":\"binary\"", Media)]
    [InlineData("picture", "", "\"max_file_size\":1000", Media)]
    [InlineData("url", "", "", Text)]
    [InlineData("url", "URL of the picture", "", Media)]
    [InlineData("url", "URL of the web page with the picture", "", Text)]
    public void A_member_of_a_request(string name, string description, string more, string answer)
    {
        Assert.Equal(answer, Answer("{\"type\":\"object\",\"properties\":{\"" + name + "\":" + String(description, more) + "}}", name, "XInput"));
        string items = "{\"type\":\"object\",\"properties\":{\"" + name + "\":{\"type\":\"array\",\"description\":\"" + description + "\",\"items\":" + String(description, more) + "}}}";
        Assert.Equal(answer, Answer(items, name, "XInput"));
    }

    // The object that holds a `url`, its other members, the description.
    [Theory]
    [InlineData("ImageFrame", "index", "", Media)]
    [InlineData("Keyframe", "index", "", Media)]
    [InlineData("ReferenceVideo", "weight", "", Media)]
    [InlineData("Reference", "content_type", "", Media)]
    [InlineData("Reference", "file_size", "", Media)]
    [InlineData("Reference", "weight", "", Text)]
    [InlineData("Reference", "weight", "the sound to begin with", Media)]
    [InlineData("LoraWeight", "scale", "", Text)]
    [InlineData("ImageLora", "scale", "", Text)]
    [InlineData("ImageStyle", "scale", "the LoRA weights", Text)]
    [InlineData("SearchResult", "title", "", Text)]
    public void The_address_in_an_object(string owner, string other, string description, string answer)
    {
        string component = "\"" + owner + "\":{\"type\":\"object\",\"properties\":{\"url\":" + String(description, "") + ",\"" + other + "\":{\"type\":\"string\"}}},";
        string input = "{\"type\":\"object\",\"properties\":{\"part\":{\"$ref\":\"#/components/schemas/" + owner + "\"}}}";
        Assert.Equal(answer, Answer(input, "url", owner, component));
    }

    /// <summary>What a result can hold stays text: it is read, and sent as it came.</summary>
    [Fact]
    public void A_shared_object_keeps_its_text()
    {
        const string component = "\"Picture\":{\"type\":\"object\",\"properties\":{\"url\":{\"type\":\"string\"},\"content_type\":{\"type\":\"string\"}}},";
        const string holder = """{"type":"object","properties":{"part":{"$ref":"#/components/schemas/Picture"}}}""";
        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("x.json", SmallSchema.Endpoint("o/x", holder, holder, component))).Endpoint!;
        RecordSpec picture = endpoint.Definitions.OfType<RecordSpec>().Single(static record => record.Name == "Picture");
        Assert.True(picture is { InInput: true, InOutput: true, IsFile: true });
        Assert.Equal(new ScalarType(ScalarKind.String), picture.Members.Single(static member => member.WireName == "url").Value.Type);
    }

    [Theory]
    [InlineData("url,content_type", true)]
    [InlineData("url,file_name", true)]
    [InlineData("url,width,height", true)]
    [InlineData("url,width", false)]
    [InlineData("url,title", false)]
    [InlineData("path,content_type", false)]
    public void A_file_of_a_result(string members, bool isFile)
    {
        string properties = string.Join(',', members.Split(',').Select(static name => $"\"{name}\":{{\"type\":\"{(name is "width" or "height" ? "integer" : "string")}\"}}"));
        string output = "{\"type\":\"object\",\"properties\":{\"part\":{\"type\":\"object\",\"properties\":{" + properties + "}}}}";
        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("x.json", SmallSchema.Endpoint("o/x", """{"type":"object","properties":{"a":{"type":"string"}}}""", output))).Endpoint!;
        Assert.Equal(isFile, endpoint.Definitions.OfType<RecordSpec>().Single(static record => record.Name == "Part").IsFile);
    }

    [Theory]
    [InlineData("Picture,Sound", true)]
    [InlineData("Picture,Note", false)]
    [InlineData("Picture", true)]
    public void A_union_of_files_is_a_file(string cases, bool isFile)
    {
        const string file = "{\"type\":\"object\",\"properties\":{\"url\":{\"type\":\"string\"},\"file_name\":{\"type\":\"string\"}}}";
        string components = $"\"Picture\":{file},\"Sound\":{file},\"Note\":{{\"type\":\"object\",\"properties\":{{\"url\":{{\"type\":\"string\"}}}}}},";
        string output = "{\"type\":\"object\",\"properties\":{\"made\":{\"anyOf\":[" + string.Join(',', cases.Split(',').Select(static name => $"{{\"$ref\":\"#/components/schemas/{name}\"}}")) + "]}}}";
        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("x.json", SmallSchema.Endpoint("o/x", """{"type":"object","properties":{"a":{"type":"string"}}}""", output, components))).Endpoint!;
        string type = ((NamedType)endpoint.Definitions.OfType<RecordSpec>().Single(static record => record.Name == "XOutput").Members[0].Value.Type).Name;
        string code = CodeEmitter.Emit(endpoint)[0].Text;
        Assert.Equal(isFile, code.Contains($"record {type} : IFalFile", StringComparison.Ordinal));
    }

    /// <summary>The page lists the words that the compiler knows, in the singular, and no others.</summary>
    [Fact]
    public void The_page_lists_the_words()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "naming.md")).ReplaceLineEndings(" ");
        Assert.Equal(Singulars(MediaNames.Media), Listed(page, "A medium is ", ", in singular"));
        Assert.Equal(Singulars(MediaNames.Elsewhere), Listed(page, "addresses of other things: ", " |"));

        static IEnumerable<string> Singulars(IReadOnlyCollection<string> words) =>
            words.Where(word => !(word.EndsWith('s') && words.Contains(word[..^1]))).Order(StringComparer.Ordinal);

        static IEnumerable<string> Listed(string page, string before, string after)
        {
            int start = page.IndexOf(before, StringComparison.Ordinal) + before.Length;
            return page[start..page.IndexOf(after, start, StringComparison.Ordinal)].Replace(" or ", ", ", StringComparison.Ordinal).Split(',', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal);
        }
    }

    /// <summary>Every string of a real request that has an address in its name, looked at one by one: media, but for these.</summary>
    [Fact]
    public void Real_requests_hold_no_other_addresses()
    {
        var texts = new SortedSet<string>(StringComparer.Ordinal);
        var media = new SortedSet<string>(StringComparer.Ordinal);
        foreach (CorpusDocument document in Corpus.Documents)
            foreach (MemberSpec member in SchemaReader.Read(new SchemaInput(document.Name, document.Text)).Endpoint?.Definitions.OfType<RecordSpec>().Where(static record => record is { InInput: true, InOutput: false }).SelectMany(static record => record.Members) ?? [])
            {
                ScalarKind? kind = Kind(member.Value.Type);
                if (kind == ScalarKind.Media)
                    media.Add(member.WireName);
                else if (kind == ScalarKind.String && (member.WireName.Contains("ur", StringComparison.OrdinalIgnoreCase) && System.Text.RegularExpressions.Regex.IsMatch(member.WireName, "(?i)ur[li]s?(?![a-z])")))
                    texts.Add(member.WireName);
            }
        Assert.Equal(["control_method_url"], texts);
        Assert.DoesNotContain("path", media);
        Assert.All(media, static name => Assert.Matches("(?i)ur[li]s?(?![a-z])", name));
        Assert.True(media.Count > 50, $"{media.Count}");
    }

    [Theory]
    [InlineData("\"\"", true)]
    [InlineData("\"https://example.com/a.png\"", false)]
    public void Empty_media_pass_only_where_the_schema_has_them_as_default(string value, bool allowed)
    {
        string text = SmallSchema.Endpoint("o/x", """{"type":"object","properties":{"image_url":{"type":"string","default":DEFAULT}}}""".Replace("DEFAULT", value, StringComparison.Ordinal));

        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("x.json", text)).Endpoint!;
        string validation = CodeEmitter.Emit(endpoint).Single(static file => file.HintName.EndsWith(".Internals.g.cs", StringComparison.Ordinal)).Text;

        Assert.Contains(".Media(ImageUrl", validation, StringComparison.Ordinal);
        Assert.Equal(allowed, validation.Contains("AllowsEmpty = true", StringComparison.Ordinal));
    }

    private static string String(string description, string more) =>
        "{\"type\":\"string\"" + (description.Length > 0 ? $",\"description\":\"{description}\"" : "") + (more.Length > 0 ? "," + more : "") + "}";

    private static string Answer(string input, string member, string owner, string components = "")
    {
        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("x.json", SmallSchema.Endpoint("o/x", input, components: components))).Endpoint!;
        return Kind(endpoint.Definitions.OfType<RecordSpec>().Single(record => record.Name == owner).Members.Single(found => found.WireName == member).Value.Type) == ScalarKind.Media ? Media : Text;
    }

    private static ScalarKind? Kind(TypeSpec type) => type switch
    {
        ScalarType scalar => scalar.Kind,
        ListType list => Kind(list.Item.Type),
        _ => null,
    };
}
