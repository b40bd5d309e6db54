using System.Globalization;
using System.Text;
using System.Text.Json;

namespace KlingGen.CompilerServices;

/// <summary>
/// The text of JSON strings, whatever they hold. System.Text.Json throws <see cref="InvalidOperationException"/> for half of a surrogate pair and for invalid UTF-8;
/// here each becomes U+FFFD, as in any other decoder.
/// </summary>
internal static class JsonStrings
{
    private const char Replacement = '\uFFFD';

    /// <summary>The string an element is; null for any other kind.</summary>
    /// <param name="element">An element of a document that is valid UTF-8; see <see cref="Utf8Of"/>.</param>
    public static string? Text(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String) return null;
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return Unescape(Encoding.UTF8.GetBytes(element.GetRawText()).AsSpan()[1..^1]);
        }
    }

    /// <summary>A property of an object; names that are no Unicode are nobody's.</summary>
    public static bool TryGet(this JsonElement parent, string name, out JsonElement value)
    {
        try
        {
            return parent.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException) when (parent.ValueKind == JsonValueKind.Object)
        {
            value = default;
            bool found = false;
            foreach (JsonProperty property in parent.EnumerateObject())
            {
                if (!string.Equals(property.NameText(), name, StringComparison.Ordinal)) continue;
                value = property.Value;
                found = true;
            }

            return found;
        }
    }

    /// <summary>The name of a property; empty where it is no Unicode.</summary>
    public static string NameText(this JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return string.Empty;
        }
    }

    /// <summary>The bytes, with U+FFFD in place of what is no UTF-8.</summary>
    public static ReadOnlyMemory<byte> Utf8Of(ReadOnlyMemory<byte> text) =>
        System.Text.Unicode.Utf8.IsValid(text.Span) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text.Span));

    /// <summary>What stands between the quotes of a JSON string, without its escapes.</summary>
    /// <param name="content">The content; its escapes are known to be well formed.</param>
    public static string Unescape(ReadOnlySpan<byte> content)
    {
        string raw = Encoding.UTF8.GetString(content);
        var text = new StringBuilder(raw.Length);
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            i++;
            if (raw[i] != 'u')
            {
                text.Append(raw[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var other => other });
                continue;
            }

            text.Append((char)ushort.Parse(raw.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += 4;
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else text[i] = Replacement;
        }

        return text.ToString();
    }

    /// <summary>The string a reader stands on, or the name.</summary>
    public static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan);
        }
    }
}
