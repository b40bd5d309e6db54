using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace KlingGen.Emulator.Files;

/// <summary>Media types of uploads: which header values are one, and which extension a file without a name gets.</summary>
internal static class FileTypes
{
    public const string Unknown = "application/octet-stream";

    /// <summary>Types for which the table below has several extensions, an uncommon one, or none.</summary>
    private static readonly Dictionary<string, string> Usual = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/jpeg"] = ".jpg",
        ["image/jpg"] = ".jpg",
        ["image/png"] = ".png",
        ["image/webp"] = ".webp",
        ["image/gif"] = ".gif",
        ["image/avif"] = ".avif",
        ["image/tiff"] = ".tiff",
        ["image/svg+xml"] = ".svg",
        ["image/heic"] = ".heic",
        ["image/bmp"] = ".bmp",
        ["video/mp4"] = ".mp4",
        ["video/quicktime"] = ".mov",
        ["video/webm"] = ".webm",
        ["video/x-matroska"] = ".mkv",
        ["video/mpeg"] = ".mpeg",
        ["audio/mpeg"] = ".mp3",
        ["audio/mp3"] = ".mp3",
        ["audio/wav"] = ".wav",
        ["audio/x-wav"] = ".wav",
        ["audio/wave"] = ".wav",
        ["audio/flac"] = ".flac",
        ["audio/ogg"] = ".ogg",
        ["audio/mp4"] = ".m4a",
        ["audio/aac"] = ".aac",
        ["audio/webm"] = ".webm",
        ["model/gltf-binary"] = ".glb",
        ["model/gltf+json"] = ".gltf",
        ["model/obj"] = ".obj",
        ["model/stl"] = ".stl",
        ["model/vnd.usdz+zip"] = ".usdz",
        ["text/plain"] = ".txt",
        ["text/csv"] = ".csv",
        ["text/html"] = ".html",
        ["text/markdown"] = ".md",
        ["application/json"] = ".json",
        ["application/pdf"] = ".pdf",
        ["application/xml"] = ".xml",
        ["application/zip"] = ".zip",
        ["application/x-tar"] = ".tar",
        ["application/gzip"] = ".gz",
        [Unknown] = ".bin",
    };

    private static readonly Lazy<Dictionary<string, string>> Others = new(static () => new FileExtensionContentTypeProvider().Mappings
        .GroupBy(static pair => pair.Value, static pair => pair.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(static type => type.Key, static type => type.OrderBy(static extension => extension.Length).ThenBy(static extension => extension, StringComparer.Ordinal).First(), StringComparer.OrdinalIgnoreCase));

    /// <summary>The extension with its dot; <c>.bin</c> for a type that nobody knows.</summary>
    public static string ExtensionOf(string contentType)
    {
        string type = MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? parsed) ? parsed.MediaType.ToString() : "";
        return Usual.TryGetValue(type, out string? usual) || Others.Value.TryGetValue(type, out usual) ? usual : ".bin";
    }

    /// <summary>A type that can stand in a header of an answer; the unknown one for whatever cannot.</summary>
    public static string Sound(string? contentType) =>
        contentType is { Length: > 0 and <= 200 } && contentType.All(static c => c is >= ' ' and <= '~') && MediaTypeHeaderValue.TryParse(contentType, out _) ? contentType : Unknown;
}
