using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Files;
using KlingGen.Emulator.Pictures;
using KlingGen.Emulator.Recording;

namespace KlingGen.Emulator.Outputs;

/// <summary>A recorded output with files that can be downloaded from the emulator: the kept ones, or placeholders of the same type and size.</summary>
internal sealed class ReplayedOutput(Recordings recordings, EmulatorContext context, FileStore files, PictureStudio studio)
{
    /// <summary>The outputs of a call, one by one; only a stream has several.</summary>
    public IReadOnlyList<ModelOutput> Of(RecordedCall call, RecordedOutcome outcome, ModelInput input, TimeSpan? filesLiveFor)
    {
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < call.Media.Count; i++)
            addresses[call.Media[i].Address] = AddressOf(call, call.Media[i], input, i, filesLiveFor);
        IEnumerable<JsonNode?> bodies = outcome.Events.Count > 0 ? outcome.Events : [outcome.Body];
        return [.. bodies.Select(body => new ModelOutput(JsonText.Bytes(Replaced(body, addresses)), call.Media.Count))];
    }

    private string AddressOf(RecordedCall call, RecordedMedia media, ModelInput input, int index, TimeSpan? filesLiveFor)
    {
        StoredFile file = FileOf(call, media, input, index);
        return media.Address.StartsWith(Scrubber.DigestPrefix, StringComparison.Ordinal)
            ? $"data:{file.ContentType};base64,{Convert.ToBase64String(file.Bytes.Span)}"
            : context.Addresses.Of(FalHost.Cdn, files.Add(file, filesLiveFor));
    }

    private StoredFile FileOf(RecordedCall call, RecordedMedia media, ModelInput input, int index)
    {
        string name = media.Address.Split('?')[0].Split('/')[^1].Replace(':', '_');
        string? type = media.ContentType is { } known ? FileTypes.Sound(known) : null;
        if (recordings.ReadMedia(media) is { } bytes)
            return new StoredFile(name, type ?? "application/octet-stream", bytes);

        MediaKind kind = MediaKinds.Of(type) ?? MediaKinds.Of(Path.GetExtension(name)) ?? MediaKind.Binary;
        if (kind != MediaKind.Image)
            return Placeholders.Of(kind, Path.GetFileNameWithoutExtension(name), input.Seed + index) with { Name = name };
        PictureFormat format = PictureFormats.Parse(type) ?? PictureFormats.Parse(Path.GetExtension(name).TrimStart('.')) ?? PictureFormat.Png;
        PictureSize size = PictureSizes.Within(media.Width, media.Height);
        var order = new PictureOrder(call.Endpoint, input.Prompt, input.Seed + index, size, format, index + 1, call.Media.Count);
        return new StoredFile(name, PictureFormats.ContentType(format), studio.Draw(order));
    }

    private static JsonNode? Replaced(JsonNode? node, Dictionary<string, string> addresses) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Replaced(member.Value, addresses)))),
        JsonArray items => new JsonArray([.. items.Select(item => Replaced(item, addresses))]),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(addresses.GetValueOrDefault(text, text)),
        _ => node?.DeepClone(),
    };
}
