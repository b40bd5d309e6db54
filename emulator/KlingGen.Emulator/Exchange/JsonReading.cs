using System.Text.Json;

namespace KlingGen.Emulator.Exchange;

/// <summary>Members of a JSON value that need not be an object, by name and kind.</summary>
internal static class JsonReading
{
    public static JsonElement? Member(this JsonElement owner, string name, JsonValueKind kind) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind ? value : null;

    public static string? Text(this JsonElement owner, string name) => owner.Member(name, JsonValueKind.String)?.GetString();

    public static double? Number(this JsonElement owner, string name) => owner.Member(name, JsonValueKind.Number)?.GetDouble();
}
