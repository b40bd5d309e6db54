using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Recording;

/// <summary>One use of an endpoint: its input, every exchange that belonged to it, and the files of its result. What one recording file holds.</summary>
internal sealed class RecordedCall
{
    /// <summary>Grows when a reader of today's files could no longer read tomorrow's.</summary>
    private const int Version = 1;
    private const string VersionName = "klinggen_recording";

    private readonly List<RecordedExchange> _exchanges = [];
    private readonly List<RecordedMedia> _media = [];

    public required string Endpoint { get; init; }

    /// <summary>The input, scrubbed, with digests in the place of uploaded files.</summary>
    public required JsonNode? Input { get; init; }

    public required string Key { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public string? RequestId { get; set; }

    /// <summary>The file it is kept in, absolute; null before it is written.</summary>
    public string? File { get; set; }

    public IReadOnlyList<RecordedExchange> Exchanges => _exchanges;

    public IReadOnlyList<RecordedMedia> Media => _media;

    /// <summary>What the call came to; null where nobody asked for its result.</summary>
    public RecordedOutcome? Outcome => RecordedOutcome.Of(this);

    /// <returns>Whether something new was said.</returns>
    public bool Add(RecordedExchange exchange)
    {
        if (_exchanges is [.., var last] && last.IsSameAs(exchange))
        {
            _exchanges[^1] = last with { Times = last.Times + 1 };
            return false;
        }

        _exchanges.Add(exchange);
        return true;
    }

    /// <summary>Keeps what is known of a file, in the place of what was known before.</summary>
    public void Put(RecordedMedia media)
    {
        int at = _media.FindIndex(known => known.Address == media.Address);
        if (at < 0)
            _media.Add(media);
        else
            _media[at] = media;
    }

    public byte[] ToBytes()
    {
        var json = new JsonObject
        {
            [VersionName] = Version,
            ["endpoint"] = Endpoint,
            ["input"] = Input?.DeepClone(),
            ["recorded_at"] = RecordedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["request_id"] = RequestId,
            ["exchanges"] = new JsonArray([.. _exchanges.Select(static exchange => exchange.ToJson())]),
        };
        if (_media.Count > 0)
            json["media"] = new JsonArray([.. _media.Select(static media => media.ToJson())]);
        return [.. JsonText.Indented(json).Span, (byte)'\n'];
    }

    /// <exception cref="InvalidDataException">The file is no recording of this version; the message names it and says what to do.</exception>
    public static RecordedCall Read(string file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes, new JsonReaderOptions { MaxDepth = 512 });
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            if (reader.Read() || JsonObject.Create(document.RootElement) is not { } json || json[VersionName] is null)
                throw new FormatException("is not one object with the member '" + VersionName + "'");
            if ((int?)json[VersionName] is not Version)
                throw new FormatException($"is of version {json[VersionName]!.ToJsonString()}, and this tool reads version {Version}");
            return Read(file, json);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or ArgumentException or OverflowException)
        {
            string what = error is FormatException { InnerException: null } ? error.Message : $"is cut off or no recording ({error.Message.TrimEnd('.')})";
            throw new InvalidDataException($"The recording '{file}' {what}. Record it again, restore it from version control, or delete it.", error) { Data = { [Recordings.Mark] = file } };
        }
    }

    private static RecordedCall Read(string file, JsonObject json)
    {
        string endpoint = (string?)json["endpoint"] ?? throw new FormatException("names no endpoint");
        JsonNode? input = json["input"]?.DeepClone();
        var call = new RecordedCall
        {
            Endpoint = endpoint,
            Input = input,
            Key = InputKey.Of(input),
            RecordedAt = DateTimeOffset.TryParse((string?)json["recorded_at"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : default,
            RequestId = (string?)json["request_id"],
            File = file,
        };
        foreach (JsonNode? exchange in json["exchanges"] as JsonArray ?? throw new FormatException("has no exchanges"))
            call._exchanges.Add(RecordedExchange.Read(exchange as JsonObject ?? throw new FormatException("has an exchange that is no object")));
        foreach (JsonNode? media in json["media"] as JsonArray ?? [])
            call._media.Add(RecordedMedia.Read(media as JsonObject ?? throw new FormatException("has a file that is no object")));
        return call;
    }
}
