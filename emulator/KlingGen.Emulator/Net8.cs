// What later versions of .NET have and .NET 8 has not.
#if !NET9_0_OR_GREATER
global using Lock = object;

using System.Text.Json;
using System.Text.Json.Nodes;

namespace KlingGen.Emulator;

/// <summary>RFC 4648, section 5, without padding.</summary>
internal static class Base64Url
{
    public static string EncodeToString(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public static bool IsValid(string text) => !text.AsSpan().ContainsAny('+', '/', '=') && Convert.TryFromBase64String(Padded(text), new byte[text.Length], out _);

    public static byte[] DecodeFromChars(string text) => Convert.FromBase64String(Padded(text));

    private static string Padded(string text) => text.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (text.Length % 4)) % 4);
}

internal static class Net8
{
    extension(Convert)
    {
        public static string ToHexStringLower(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
    }

    extension(JsonElement)
    {
        public static bool DeepEquals(JsonElement one, JsonElement other) => JsonNode.DeepEquals(NodeOf(one), NodeOf(other));
    }

    extension(JsonElement element)
    {
        public int GetPropertyCount() => element.EnumerateObject().Count();
    }

    private static JsonNode? NodeOf(JsonElement element) => JsonSerializer.SerializeToNode(element);
}
#endif
