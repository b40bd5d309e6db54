using System.Text.RegularExpressions;
using KlingGen.Compiler;
using KlingGen.Compiler.Naming;
using KlingGen.TestKit;

namespace Compiler.Tests;

/// <summary>Which of several types has the short name, and that no name is longer than it must be.</summary>
public sealed partial class EmittedNamesTests
{
    private const string Nothing = """{"type":"object","properties":{"ok":{"type":"boolean"}}}""";

    [Fact]
    public void The_request_has_the_short_name_and_the_result_after_it()
    {
        const string part = "\"Part\":{\"type\":\"object\",\"properties\":{\"duration\":{\"enum\":[\"1\",\"2\"]},\"tone\":{\"enum\":[\"a\"]}}},";
        const string input = """{"type":"object","properties":{"duration":{"enum":["3","4"]},"part":{"$ref":"#/components/schemas/Part"}}}""";
        const string output = """{"type":"object","properties":{"duration":{"enum":["5"]},"tone":{"enum":["b"]}}}""";
        Assert.Equal(["Duration", "Part", "PartDuration", "PartTone", "Tone", "XInput", "XOutput", "XOutputDuration"], Names(SmallSchema.Endpoint("o/x", input, output, part)));
    }

    [Fact]
    public void Two_that_nobody_prefers_both_carry_their_owner()
    {
        const string parts = "\"A\":{\"type\":\"object\",\"properties\":{\"tone\":{\"enum\":[\"a\"]}}},\"B\":{\"type\":\"object\",\"properties\":{\"tone\":{\"enum\":[\"b\"]}}},";
        const string input = """{"type":"object","properties":{"a":{"$ref":"#/components/schemas/A"},"b":{"$ref":"#/components/schemas/B"}}}""";
        Assert.Equal(["A", "ATone", "B", "BTone", "XInput", "XOutput"], Names(SmallSchema.Endpoint("o/x", input, Nothing, parts)));
    }

    // An inline type of request and result: one type where every member is the same, else two.
    [Theory]
    [InlineData("""{"type":"object","properties":{"x":{"type":"number"},"y":{"type":"object","properties":{"z":{"type":"boolean"}}}}}""", null, "Box,Y")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"number"},{"type":"string"}]}""", null, "Box")]
    [InlineData("""{"anyOf":[{"type":"number"},{"type":"boolean"}]}""", null, "Box")]
    [InlineData("""{"enum":["a","b"]}""", """{"enum":["b","a"]}""", "Box")]
    [InlineData("""{"type":"object","properties":{"x":{"type":"number"}}}""", """{"type":"object","properties":{"x":{"type":"string"}}}""", "Box,XOutputBox")]
    [InlineData("""{"type":"object","properties":{"image_url":{"type":"string"}}}""", null, "Box,XOutputBox")]
    public void Equal_shapes_of_request_and_result_are_one_type(string request, string? result, string names)
    {
        string document = SmallSchema.Endpoint("o/x", "{\"type\":\"object\",\"properties\":{\"box\":" + request + "}}", "{\"type\":\"object\",\"properties\":{\"box\":" + (result ?? request) + "}}");
        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("x.json", document)).Endpoint!;
        Assert.Equal(names.Split(',').Concat(["XInput", "XOutput"]).Order(StringComparer.Ordinal), endpoint.Definitions.Select(static definition => definition.Name).Order(StringComparer.Ordinal));
        if (!names.Contains("XOutputBox", StringComparison.Ordinal))
            Assert.All(endpoint.Definitions.Where(static definition => definition.Name is "Box" or "Y"), static definition => Assert.True(definition is { InInput: true, InOutput: true }));
        Assert.NotNull(SchemaReader.ReadWithPlaces(new SchemaInput("x.json", document)).Places!.Pointer("Box", null));
    }

    [Theory]
    [InlineData("video_codec", "VideoCodec")]
    [InlineData("codec", "Codec")]
    [InlineData("func", "XInputFunc")]
    [InlineData("media", "Media")]
    [InlineData("string", "XInputString")]
    public void A_name_is_the_type_s_and_not_its_codec_s(string member, string name)
    {
        string document = SmallSchema.Endpoint("o/x", "{\"type\":\"object\",\"properties\":{\"" + member + "\":{\"enum\":[\"a\",\"b\"]},\"video\":{\"enum\":[\"c\",\"d\"]}}}");
        Assert.Equal(new[] { name, "Video", "XInput", "XOutput" }.Order(StringComparer.Ordinal), Names(document));

        string[] codecs = [.. CodeEmitter.Emit(SchemaReader.Read(new SchemaInput("x.json", document)).Endpoint!).SelectMany(static file => CodecOf().Matches(file.Text).Select(static match => match.Groups[1].Value))];
        Assert.Equal(2, codecs.Distinct().Count());
        Assert.DoesNotContain(codecs, codec => codec == name || ReservedNames.IsType(codec));
    }

    [Theory]
    [InlineData("values", """{"type":"object","additionalProperties":{"enum":["a"]}}""", "Value")]
    [InlineData("labels", """{"type":"object","additionalProperties":{"enum":["a"]}}""", "LabelValue")]
    [InlineData("style_preset", """{"anyOf":[{"enum":["a","b"]},{"type":"number"}]}""", "StylePreset,StylePresetOption")]
    [InlineData("style", """{"anyOf":[{"enum":["a","b"]},{"type":"number"}]}""", "Style,StylePreset")]
    [InlineData("mask_object", """{"anyOf":[{"type":"object","properties":{"a":{"type":"number"}}},{"type":"number"}]}""", "MaskObject,MaskObjectContent")]
    public void No_word_stands_twice(string member, string schema, string names) =>
        Assert.Equal([.. names.Split(','), "XInput", "XOutput"], Names(SmallSchema.Endpoint("o/x", "{\"type\":\"object\",\"properties\":{\"" + member + "\":" + schema + "}}")));

    [Theory]
    [InlineData("LoraInput", "ImageSize", "LoraInputImageSize")]
    [InlineData("SourceImage", "ImageSize", "SourceImageSize")]
    [InlineData("Image", "Image", "ImageImage")]
    [InlineData("Image", "Imagery", "ImageImagery")]
    public void An_owner_stands_in_front(string owner, string name, string both) => Assert.Equal(both, Identifier.Prepend(owner, name));

    /// <summary>Beside a member whose null is not its absence stands one more; a member of that very name keeps it.</summary>
    [Fact]
    public void The_property_for_null_gives_way()
    {
        const string distinct = """{"anyOf":[{"type":"integer"},{"type":"null"}],"default":1}""";
        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("x.json", SmallSchema.Endpoint("o/x", "{\"type\":\"object\",\"properties\":{\"v1.5\":" + distinct + ",\"seed\":" + distinct + ",\"seed_is_json_null\":{\"type\":\"string\"}}}"))).Endpoint!;
        EquatableArray<MemberSpec> members = endpoint.Definitions.OfType<RecordSpec>().Single(static record => record.Name == "XInput").Members;
        Assert.Equal(["Seed/SeedIsJsonNullValue", "SeedIsJsonNull/", "V1_5/V1_5IsJsonNull"], members.Select(static member => $"{member.Name}/{member.NullName}").Order(StringComparer.Ordinal));
    }

    /// <summary>Over all real documents: an owner in front only where another type has the short name, and where the short name means something else in every C# file.</summary>
    [Fact]
    public void Real_names_are_as_short_as_they_can_be()
    {
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        int types = 0;
        foreach (CorpusDocument document in Corpus.Documents)
        {
            if (SchemaReader.Read(new SchemaInput(document.Name, document.Text)).Endpoint is not { } endpoint)
                continue;
            HashSet<string> names = [.. endpoint.Definitions.Select(static definition => definition.Name)];
            types += names.Count;
            foreach (string name in names)
            {
                if (name.EndsWith("Model", StringComparison.Ordinal) && !document.Text.Contains("Model\"", StringComparison.Ordinal) && !document.Text.Contains("model\"", StringComparison.OrdinalIgnoreCase))
                    wrong.Add($"{document.Name}: {name} has no need of its last word");
                if (Doubled().Match(name) is { Success: true } match && !Words(document.Text).Contains(Words(name)))
                    wrong.Add($"{document.Name}: {name} says {match.Groups[1].Value} twice");
            }
            foreach (RecordSpec record in endpoint.Definitions.OfType<RecordSpec>())
                foreach (MemberSpec member in record.Members)
                    if (Named(member.Value.Type) is { } type && type == record.Name + member.Name && !names.Contains(member.Name) && !ReservedNames.IsType(member.Name) && !document.Text.Contains($"\"{type}\"", StringComparison.Ordinal) && names.Count(other => other.EndsWith(member.Name, StringComparison.Ordinal)) == 1)
                        wrong.Add($"{document.Name}: {type} could be {member.Name}");
        }
        Assert.Empty(wrong);
        Assert.True(types > 1000, $"{types}");
    }

    private static string Words(string text) => Regex.Replace(text, "[^A-Za-z0-9]", "").ToUpperInvariant();

    private static string? Named(TypeSpec type) => type switch
    {
        NamedType named => named.Name,
        ListType list => Named(list.Item.Type),
        MapType map => Named(map.Value.Type),
        _ => null,
    };

    private static IEnumerable<string> Names(string document) =>
        SchemaReader.Read(new SchemaInput("x.json", document)).Endpoint!.Definitions.Select(static definition => definition.Name).Order(StringComparer.Ordinal);

    [GeneratedRegex("struct (\\w+) : IFalEnumValues<")]
    private static partial Regex CodecOf();

    [GeneratedRegex("([A-Z][a-z]+)\\1(?![a-z])")]
    private static partial Regex Doubled();
}
