using System.Text.Json;
using KlingGen.Emulator.Endpoints;

namespace KlingGen.Emulator.Outputs;

/// <summary>What kind of file a place of an output wants, by its example, its name, its type's name or the endpoint's category.</summary>
internal static class MediaKinds
{
    private static readonly (string Word, MediaKind Kind)[] Words =
    [
        ("fbx", MediaKind.Mesh), ("usdz", MediaKind.Mesh),
        ("base_color", MediaKind.Image), ("normal", MediaKind.Image), ("metallic", MediaKind.Image), ("roughness", MediaKind.Image), ("albedo", MediaKind.Image),
        ("video", MediaKind.Video), ("mp4", MediaKind.Video), ("webm", MediaKind.Video), ("animation", MediaKind.Video),
        ("audio", MediaKind.Audio), ("music", MediaKind.Audio), ("speech", MediaKind.Audio), ("wav", MediaKind.Audio), ("mp3", MediaKind.Audio), ("vocals", MediaKind.Audio), ("song", MediaKind.Audio),
        ("mesh", MediaKind.Mesh), ("glb", MediaKind.Mesh), ("gltf", MediaKind.Mesh), ("model/", MediaKind.Mesh), ("3d", MediaKind.Mesh),
        ("zip", MediaKind.Archive), ("archive", MediaKind.Archive), ("tar", MediaKind.Archive),
        ("json", MediaKind.Json), ("config", MediaKind.Json),
        ("safetensors", MediaKind.Binary), ("lora", MediaKind.Binary), ("weights", MediaKind.Binary), ("octet-stream", MediaKind.Binary),
        ("text/", MediaKind.Text), ("transcript", MediaKind.Text), ("srt", MediaKind.Text), ("subtitle", MediaKind.Text),
        ("image", MediaKind.Image), ("png", MediaKind.Image), ("jpeg", MediaKind.Image), ("jpg", MediaKind.Image), ("webp", MediaKind.Image), ("mask", MediaKind.Image), ("thumbnail", MediaKind.Image), ("texture", MediaKind.Image),
    ];

    public static MediaKind Guess(SchemaView view, JsonElement? hint, string name, EmulatedEndpoint endpoint) =>
        Of(Text(hint, "content_type")) ?? Of(Extension(Text(hint, "url") ?? Text(hint, "file_name"))) ?? Of(name) ?? Of(view.Component) ?? Of(view.Title)
        ?? Of(endpoint.Metadata("category")?.Split("-to-")[^1]) ?? MediaKind.Image;

    /// <summary>Whether a plain string is the address of a file.</summary>
    public static bool IsAddress(SchemaView view, string name) =>
        (name == "url" || name.EndsWith("_url", StringComparison.Ordinal) || name.EndsWith("_urls", StringComparison.Ordinal)) && view.Int("maxLength") is null;

    public static MediaKind? Of(string? text)
    {
        if (text is null)
            return null;

        foreach ((string word, MediaKind kind) in Words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return kind;
        }

        return null;
    }

    private static string? Text(JsonElement? hint, string member) => hint switch
    {
        { ValueKind: JsonValueKind.Object } o when o.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String => value.GetString(),
        { ValueKind: JsonValueKind.String } s when member == "url" => s.GetString(),
        _ => null,
    };

    private static string? Extension(string? address) => address is null ? null : Path.GetExtension(address.Split('?')[0]) is { Length: > 1 } extension ? extension : null;
}
