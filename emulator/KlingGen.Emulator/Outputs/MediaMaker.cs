using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Files;
using KlingGen.Emulator.Pictures;

namespace KlingGen.Emulator.Outputs;

/// <summary>Makes the files of an output and writes what an output says about each.</summary>
internal sealed class MediaMaker(Addresses addresses, FileStore files, PictureStudio studio, TimeSpan? filesLiveFor)
{
    /// <summary>Members a file record may have, by name.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Make(MediaKind kind, EmulatedEndpoint endpoint, ModelInput input, int index, JsonElement? hint)
    {
        PictureSize size = PictureSizes.Of(input, hint);
        StoredFile file = File(kind, endpoint, input, index, size, hint);
        string url = input.Flag("sync_mode") == true
            ? $"data:{file.ContentType};base64,{Convert.ToBase64String(file.Bytes.Span)}"
            : Store(file);
        var facts = new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["url"] = url,
            ["content_type"] = file.ContentType,
            ["file_name"] = file.Name,
            ["file_size"] = file.Bytes.Length,
        };
        if (kind == MediaKind.Image)
        {
            facts["width"] = size.Width;
            facts["height"] = size.Height;
        }

        return facts;
    }

    public string Address(MediaKind kind, EmulatedEndpoint endpoint, ModelInput input, int index) =>
        Store(File(kind, endpoint, input, index, PictureSizes.Of(input, hint: null), hint: null));

    /// <summary>Under the listener's own name; the call that asks for the output puts its own in the place of that.</summary>
    private string Store(StoredFile file) => addresses.Of(FalHost.Cdn, files.Add(file, filesLiveFor));

    private StoredFile File(MediaKind kind, EmulatedEndpoint endpoint, ModelInput input, int index, PictureSize size, JsonElement? hint)
    {
        if (kind != MediaKind.Image)
            return Placeholders.Of(kind, Name(endpoint, input, index), input.Seed + index);

        PictureFormat format = PictureFormats.Of(input, hint);
        int count = (int)Math.Clamp(input.Integer("num_images") ?? 1, index + 1, Math.Max(index + 1, 64));
        var order = new PictureOrder(endpoint.Id, input.Prompt, input.Seed + index, size, format, index + 1, count);
        return new StoredFile($"{Name(endpoint, input, index)}.{PictureFormats.Extension(format)}", PictureFormats.ContentType(format), studio.Draw(order));
    }

    private static string Name(EmulatedEndpoint endpoint, ModelInput input, int index)
    {
        string facts = string.Create(CultureInfo.InvariantCulture, $"{endpoint.Id}|{input.Prompt}|{input.Seed}|{index}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts)).AsSpan(0, 16));
    }
}
