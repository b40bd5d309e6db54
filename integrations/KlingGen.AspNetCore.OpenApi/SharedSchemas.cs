using KlingGen.CompilerServices;

namespace KlingGen.AspNetCore.OpenApi;

/// <summary>The types that every project has from the runtime, for members of your own types.</summary>
internal static class SharedSchemas
{
    private const string File = """
        "url":{"type":"string","description":"Where the file is."},
        "content_type":{"type":"string","description":"The media type."},
        "file_name":{"type":"string"},
        "file_size":{"type":"integer","format":"int64","description":"The size in bytes."},
        "file_data":{"type":"string","description":"The content in Base64, where it came inside the answer."}
        """;

    private const string Picture = File + """
        ,"width":{"type":"integer","format":"int32","description":"The width in pixels."},"height":{"type":"integer","format":"int32","description":"The height in pixels."}
        """;

    private const string Components = "{\"FalFile\":{\"type\":\"object\",\"required\":[\"url\"],\"properties\":{" + File
        + "}},\"FalImage\":{\"type\":\"object\",\"required\":[\"url\"],\"properties\":{" + Picture
        + "}},\"FalVideo\":{\"type\":\"object\",\"required\":[\"url\"],\"properties\":{" + Picture
        + ",\"fps\":{\"type\":\"number\",\"format\":\"double\",\"description\":\"Frames a second.\"},\"duration\":{\"type\":\"number\",\"format\":\"double\",\"description\":\"The length in seconds.\"},\"num_frames\":{\"type\":\"integer\",\"format\":\"int32\"}"
        + "}},\"FalMedia\":{\"type\":\"string\",\"format\":\"uri\",\"description\":\"The address of a file, or its bytes as a data URI.\"}}";

    private static readonly Dictionary<Type, FalSchema> s_types = new[] { typeof(FalFile), typeof(FalImage), typeof(FalVideo), typeof(FalMedia) }
        .ToDictionary(static type => type, static type => new FalSchema(type.Name, Components));

    public static bool Contains(FalSchema schema) => ReferenceEquals(schema.Components, Components);

    public static FalSchema? Find(Type type) => s_types.GetValueOrDefault(type);
}
