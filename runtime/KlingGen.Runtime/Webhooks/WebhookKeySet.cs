using System.Text.Json;

namespace KlingGen;

/// <summary>The Ed25519 keys of a JSON Web Key Set (RFC 7517, RFC 8037), and when they were fetched.</summary>
internal sealed record WebhookKeySet(IReadOnlyList<byte[]> Keys, DateTimeOffset FetchedAt)
{
    /// <summary>More keys than any rotation needs; each costs a verification.</summary>
    private const int MostKeys = 16;

    /// <summary>Takes the keys it understands and leaves the others, so that a new kind of key beside them breaks nothing.</summary>
    /// <exception cref="JsonException">There is no set, or no Ed25519 key in it.</exception>
    public static WebhookKeySet Parse(ReadOnlyMemory<byte> json, IFalEd25519 ed25519, DateTimeOffset now)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("keys", out JsonElement entries) || entries.ValueKind != JsonValueKind.Array)
            throw new JsonException("A key set is an object with an array of keys.");

        var keys = new List<byte[]>();
        foreach (JsonElement entry in entries.EnumerateArray())
        {
            if (keys.Count < MostKeys && Read(entry, ed25519) is { } key && !keys.Exists(known => known.AsSpan().SequenceEqual(key)))
                keys.Add(key);
        }

        return keys.Count > 0 ? new WebhookKeySet(keys, now) : throw new JsonException("There is no usable Ed25519 key in the set.");
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

    private static byte[]? Read(JsonElement entry, IFalEd25519 ed25519)
    {
        if (entry.ValueKind != JsonValueKind.Object || !Is(entry, "kty", "OKP") || !Is(entry, "crv", "Ed25519")
            || (entry.TryGetProperty("use", out _) && !Is(entry, "use", "sig"))
            || !entry.TryGetProperty("x", out JsonElement x) || x.ValueKind != JsonValueKind.String)
            return null;
        return Decode(x) is { Length: 32 } key && ed25519.IsPublicKey(key) ? key : null;
    }

    private static bool Is(JsonElement entry, string name, string value) =>
        entry.TryGetProperty(name, out JsonElement found) && found.ValueKind == JsonValueKind.String && found.ValueEquals(value);

    // base64url without padding; 32 bytes are 43 characters. Base64Url is in the box from .NET 9 on.
    private static byte[]? Decode(JsonElement x)
    {
        string text;
        try
        {
            text = x.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: JSON, but no text.
            return null;
        }

        if (text.Length != 43 || text.AsSpan().ContainsAny('+', '/', ' '))
            return null;
        byte[] key = new byte[33];
        return Convert.TryFromBase64String(text.Replace('-', '+').Replace('_', '/') + "=", key, out int written) ? key[..written] : null;
    }
}
