using System.Text.Json;

namespace KlingGen;

/// <summary>The Ed25519 keys of a JSON Web Key Set (RFC 7517, RFC 8037), and when they were fetched.</summary>
internal sealed record WebhookKeySet(IReadOnlyList<byte[]> Keys, DateTimeOffset FetchedAt)
{
    /// <summary>More keys than any rotation needs; each costs a verification.</summary>
    private const int MaxKeys = 16;

    /// <summary>Kinds of useless entries that a message names.</summary>
    private const int MaxShown = 5;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Takes the keys it understands and passes over all others, so that nothing beside a usable key can hide it.</summary>
    /// <exception cref="JsonException">There is no set, or no usable Ed25519 key in it; the message says what there is instead.</exception>
    public static WebhookKeySet Parse(ReadOnlySpan<byte> json, IFalEd25519 ed25519, DateTimeOffset now)
    {
        if (json.StartsWith(ByteOrderMark))
            json = json[ByteOrderMark.Length..];
        // The reader does not descend: any depth costs it a bit a level, and the length is bounded.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Math.Max(64, json.Length) });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw NoSet();

        List<byte[]>? keys = null;
        List<string> found = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isKeys = NameIs(ref reader, "keys"u8);
            reader.Read();
            if (isKeys && reader.TokenType == JsonTokenType.StartArray)
                (keys, found) = ReadKeys(ref reader, ed25519);
            else
                reader.Skip();
        }

        if (reader.Read() || keys is null)
            throw NoSet();
        string instead = found.Count == 0 ? "it is empty" : "it holds " + string.Join(", ", found);
        return keys.Count > 0 ? new WebhookKeySet(keys, now) : throw new JsonException($"There is no usable Ed25519 key in the set: {instead}.");
    }

    public bool HasSameKeys(WebhookKeySet other)
    {
        if (Keys.Count != other.Keys.Count)
            return false;
        for (int i = 0; i < Keys.Count; i++)
        {
            if (!Keys[i].AsSpan().SequenceEqual(other.Keys[i]))
                return false;
        }

        return true;
    }

    private static (List<byte[]> Keys, List<string> Found) ReadKeys(ref Utf8JsonReader reader, IFalEd25519 ed25519)
    {
        var keys = new List<byte[]>();
        var found = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string? instead = "something that is not an object";
            byte[]? key = WebhookKeyEntry.Read(ref reader) is { } entry && keys.Count < MaxKeys ? entry.Key(ed25519, out instead) : null;
            if (key is null)
            {
                if (found.Count < MaxShown && !found.Contains(instead)) found.Add(instead);
            }
            else if (!keys.Exists(known => known.AsSpan().SequenceEqual(key)))
            {
                keys.Add(key);
            }
        }

        return (keys, found);
    }

    private static bool NameIs(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: JSON, but no text.
            return false;
        }
    }

    private static JsonException NoSet() => new("A key set must be an object with an array of keys.");
}
