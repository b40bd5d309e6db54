using KlingGen;
using Microsoft.AspNetCore.StaticFiles;

namespace Runtime.Tests.Media;

/// <summary>The table of media types, with ASP.NET Core's own as the independent oracle.</summary>
public class MediaTypeTests
{
    /// <summary>Where the other table says something else, and what: names that have been registered since, and formats that share an extension.</summary>
    private static readonly Dictionary<string, string> s_others = new(StringComparer.Ordinal)
    {
        ["map"] = "text/plain",
        ["ods"] = "application/oleobject",
        ["rar"] = "application/octet-stream",
        ["3gpp"] = "video/3gpp",
        ["adts"] = "audio/vnd.dlna.adts",
        ["mid"] = "audio/mid",
        ["midi"] = "audio/mid",
        ["rmi"] = "audio/mid",
        ["mp2"] = "video/mpeg",
        ["ogg"] = "video/ogg",
        ["ttc"] = "application/x-font-ttf",
        ["ttf"] = "application/x-font-ttf",
        ["woff"] = "application/font-woff",
        ["jfif"] = "image/pjpeg",
        ["psd"] = "application/octet-stream",
        ["pcx"] = "application/octet-stream",
        ["wmf"] = "application/x-msmetafile",
        ["stl"] = "application/vnd.ms-pki.stl",
        ["dwf"] = "drawing/x-dwf",
        ["wrl"] = "x-world/x-vrml",
        ["ts"] = "video/vnd.dlna.mpeg-tts",
        ["m2ts"] = "video/vnd.dlna.mpeg-tts",
        ["m4v"] = "video/mp4",
    };

    private static readonly FileExtensionContentTypeProvider s_provider = new();

    [Fact]
    public void ASP_NET_Core_agrees_about_extensions()
    {
        var disagreements = new List<string>();
        int agreed = 0;
        foreach ((string extension, string type) in MediaTypeTable.TypeByExtension)
        {
            if (!s_provider.TryGetContentType("a." + extension, out string? theirs))
                continue;
            // Two names of one type have one extension.
            if (theirs == type || MediaTypes.Extension(theirs) == MediaTypes.Extension(type))
                agreed++;
            else if (s_others.GetValueOrDefault(extension) != theirs)
                disagreements.Add($"[\"{extension}\"] = \"{theirs}\", // {type}");
        }

        Assert.True(disagreements.Count == 0, string.Join("\n", disagreements));
        Assert.True(agreed > 100, $"{agreed}");
    }

    [Fact]
    public void Every_media_type_that_ASP_NET_Core_knows_has_an_extension()
    {
        string[] unknown = [.. s_provider.Mappings.Values.Where(static type => type.Split('/')[0] is "image" or "audio" or "video" or "model" or "font").Distinct()
            .Where(static type => MediaTypes.Extension(type) is null)];
        // Codecs and formats of the nineties.
        Assert.True(unknown.Length <= 20, string.Join(", ", unknown));
        Assert.DoesNotContain(unknown, static type => type.EndsWith("mpeg", StringComparison.Ordinal) || type.EndsWith("wav", StringComparison.Ordinal));
    }

    [Fact]
    public void Both_directions_of_the_table_agree()
    {
        Assert.All(MediaTypeTable.ExtensionByType, static entry => Assert.NotNull(MediaTypeTable.TypeOf(entry.Value)));
        Assert.All(MediaTypeTable.TypeByExtension, static entry => Assert.NotNull(MediaTypeTable.ExtensionOf(entry.Value)));
        Assert.DoesNotContain(MediaTypeTable.TypeByExtension.Keys, static extension => extension.Length < 2 || extension.All(char.IsAsciiDigit));
    }

    [Theory]
    [InlineData("image/png", ".png")]
    [InlineData("IMAGE/PNG; charset=x", ".png")]
    [InlineData("image/jpg", ".jpg")]
    [InlineData("image/jpeg", ".jpg")]
    [InlineData("image/pjpeg", ".jpg")]
    [InlineData("image/x-png", ".png")]
    [InlineData("image/x-webp", ".webp")]
    [InlineData("image/vnd.microsoft.icon", ".ico")]
    [InlineData("image/x-ms-bmp", ".bmp")]
    [InlineData("image/svg+xml", ".svg")]
    [InlineData("image/heic", ".heic")]
    [InlineData("image/jxl", ".jxl")]
    [InlineData("image/x-tga", ".tga")]
    [InlineData("audio/mp3", ".mp3")]
    [InlineData("audio/mpeg", ".mp3")]
    [InlineData("audio/x-mp3", ".mp3")]
    [InlineData("audio/wav", ".wav")]
    [InlineData("audio/x-wav", ".wav")]
    [InlineData("audio/wave", ".wav")]
    [InlineData("audio/vnd.wave", ".wav")]
    [InlineData("audio/x-flac", ".flac")]
    [InlineData("audio/flac", ".flac")]
    [InlineData("audio/x-m4a", ".m4a")]
    [InlineData("audio/mp4", ".m4a")]
    [InlineData("audio/aac", ".aac")]
    [InlineData("audio/ogg; codecs=opus", ".ogg")]
    [InlineData("audio/x-aiff", ".aiff")]
    [InlineData("audio/webm", ".weba")]
    [InlineData("audio/midi", ".mid")]
    [InlineData("audio/x-ogg", ".ogg")]
    [InlineData("video/mp4", ".mp4")]
    [InlineData("video/quicktime", ".mov")]
    [InlineData("video/x-matroska", ".mkv")]
    [InlineData("video/webm", ".webm")]
    [InlineData("video/mpeg", ".mpeg")]
    [InlineData("model/gltf-binary", ".glb")]
    [InlineData("model/gltf+json", ".gltf")]
    [InlineData("model/vnd.usdz+zip", ".usdz")]
    [InlineData("model/obj", ".obj")]
    [InlineData("model/stl", ".stl")]
    [InlineData("model/ply", ".ply")]
    [InlineData("model/step", ".step")]
    [InlineData("application/zip", ".zip")]
    [InlineData("application/x-zip-compressed", ".zip")]
    [InlineData("application/json", ".json")]
    [InlineData("application/problem+json", ".json")]
    [InlineData("application/vnd.example+xml", ".xml")]
    [InlineData("application/x-subrip", ".srt")]
    [InlineData("text/vtt", ".vtt")]
    [InlineData("text/plain;charset=utf-8", ".txt")]
    [InlineData("text/csv", ".csv")]
    [InlineData("application/pdf", ".pdf")]
    [InlineData("application/octet-stream", null)]
    [InlineData("binary/octet-stream", null)]
    [InlineData("application/x-unheard-of", null)]
    [InlineData("image", null)]
    [InlineData("", null)]
    [InlineData(" ; ", null)]
    public void Types_have_an_extension(string type, string? extension) => Assert.Equal(extension, MediaTypes.Extension(type));

    [Theory]
    [InlineData("Update v1.2", "")]
    [InlineData("scene.01", "")]
    [InlineData("scene.210", "")]
    [InlineData("St. Louis", "")]
    [InlineData("Dr. Who", "")]
    [InlineData("take 2. final", "")]
    [InlineData("U.S.A", "")]
    [InlineData("part.one", "")]
    [InlineData("example.com", "")]
    [InlineData("my.movie", "")]
    [InlineData("name", "")]
    [InlineData("name.", "")]
    [InlineData("a.png", ".png")]
    [InlineData("A.JPEG", ".JPEG")]
    [InlineData("v1.2.mp4", ".mp4")]
    [InlineData("mesh.usdz", ".usdz")]
    [InlineData("weights.safetensors", ".safetensors")]
    [InlineData("song.lrc", ".lrc")]
    public void What_is_an_extension_is_in_the_table(string name, string extension) => Assert.Equal(extension, MediaTypes.ExtensionIn(name));
}
