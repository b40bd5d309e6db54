using System.Globalization;
using System.Text.Json;

namespace KlingGen.Emulator.Validation;

/// <summary>RFC 6901 over a parsed document.</summary>
internal static class JsonPointer
{
    /// <param name="document">Where to look.</param>
    /// <param name="pointer">A pointer, with or without the <c>#</c> of a reference.</param>
    public static JsonElement? Find(JsonElement document, string pointer)
    {
        JsonElement at = document;
        foreach (string raw in pointer.TrimStart('#').Split('/').AsSpan(1))
        {
            string step = Uri.UnescapeDataString(raw).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(step, out JsonElement member))
                at = member;
            else if (at.ValueKind == JsonValueKind.Array && int.TryParse(step, CultureInfo.InvariantCulture, out int index) && index >= 0 && index < at.GetArrayLength())
                at = at[index];
            else
                return null;
        }

        return at;
    }
}
