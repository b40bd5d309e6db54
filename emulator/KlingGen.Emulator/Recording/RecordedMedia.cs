using System.Text.Json.Nodes;

namespace KlingGen.Emulator.Recording;

/// <summary>A file that a result named.</summary>
/// <param name="Address">Its address, scrubbed, as it stands in the result.</param>
/// <param name="File">Where the bytes are, relative to the folder of the recordings; null where they were not kept.</param>
/// <param name="ContentType">What it is, where the result or the server of the file said so.</param>
/// <param name="Width">Width in pixels, where the result said so.</param>
/// <param name="Height">Height in pixels, where the result said so.</param>
internal sealed record RecordedMedia(string Address, string? File, string? ContentType, int? Width, int? Height)
{
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["address"] = Address };
        if (File is not null)
            json["file"] = File;
        if (ContentType is not null)
            json["content_type"] = ContentType;
        if (Width is not null)
            json["width"] = Width;
        if (Height is not null)
            json["height"] = Height;
        return json;
    }

    public static RecordedMedia Read(JsonObject json) => new(
        (string?)json["address"] ?? throw new FormatException("names a file without an address"),
        (string?)json["file"],
        (string?)json["content_type"],
        (int?)json["width"],
        (int?)json["height"]);
}
