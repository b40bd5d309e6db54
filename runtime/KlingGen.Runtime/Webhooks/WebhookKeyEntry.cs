using System.Text;
using System.Text.Json;

namespace KlingGen;

/// <summary>One entry of a key set, read as far as an Ed25519 key needs (RFC 8037). Nothing in it, however odd, is an error: it is then no key of ours.</summary>
internal sealed class WebhookKeyEntry
{
    /// <summary>32 bytes in base64, without the padding.</summary>
    private const int KeyText = 43;

    private string? _kty;
    private string? _crv;
    private string? _use;
    private string? _x;

    /// <summary>Reads the value that the reader stands on, to its end.</summary>
    public static WebhookKeyEntry? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var entry = new WebhookKeyEntry();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string? name = Text(ref reader);
            reader.Read();
            // What is no text makes the member something else than any value that is looked for; null is as good as absent.
            string? value = reader.TokenType switch { JsonTokenType.String => Text(ref reader) ?? string.Empty, JsonTokenType.Null => null, _ => string.Empty };
            reader.Skip();
            switch (name)
            {
                case "kty": entry._kty = value; break;
                case "crv": entry._crv = value; break;
                case "use": entry._use = value; break;
                case "x": entry._x = value; break;
            }
        }

        return entry;
    }

    /// <summary>The key, if it is one that can verify.</summary>
    /// <param name="ed25519">Knows which bytes are a point of the curve.</param>
    /// <param name="found">What it is instead, in words.</param>
    public byte[]? Key(IFalEd25519 ed25519, out string found)
    {
        found = string.Empty;
        if (_kty != "OKP") found = $"kty {Shown(_kty)}";
        else if (_crv != "Ed25519") found = $"kty OKP with crv {Shown(_crv)}";
        else if (_use is not (null or "sig")) found = $"an Ed25519 key with use {Shown(_use)}";
        else if (_x is null) found = "an Ed25519 key without x";
        else if (Decode(_x) is not { } key) found = $"an Ed25519 key whose x of {_x.Length} characters is not the base64 of 32 bytes";
        else if (!ed25519.IsPublicKey(key)) found = "an Ed25519 key whose x is not a point of the curve";
        else return key;
        return null;
    }

    // The standard says base64url without padding; the other alphabet and the padding are common, and mean the same bytes.
    private static byte[]? Decode(string x)
    {
        string text = x.Length == KeyText + 1 && x[^1] == '=' ? x[..^1] : x;
        if (text.Length != KeyText) return null;
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '+' or '/')) return null;
        }

        byte[] key = new byte[33];
        return Convert.TryFromBase64String(text.Replace('-', '+').Replace('_', '/') + "=", key, out int written) && written == 32 ? key.AsSpan(0, written).ToArray() : null;
    }

    // A lone surrogate, or bytes that are no UTF-8: JSON, but no text.
    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A foreign word for a message: short, and nothing in it that could act on a terminal.</summary>
    private static string Shown(string? word)
    {
        if (word is null) return "missing";
        var shown = new StringBuilder();
        foreach (char c in word.AsSpan(0, Math.Min(word.Length, 20)))
            shown.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '?');
        return shown.Length == 0 ? "of no text" : shown.ToString();
    }
}
