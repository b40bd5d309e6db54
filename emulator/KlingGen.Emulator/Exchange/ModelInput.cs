using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace KlingGen.Emulator.Exchange;

/// <summary>The input as the making of an output sees it: members by name, and a seed that the same input always gives.</summary>
internal sealed class ModelInput
{
    private readonly JsonElement _root;

    private ModelInput(JsonElement root, byte[] body)
    {
        _root = root;
        Seed = Integer("seed") ?? BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(body)) & int.MaxValue;
    }

    public long Seed { get; }

    public string Prompt => Text("prompt") ?? Text("text") ?? Text("input") ?? "";

    /// <param name="root">The body as it was read.</param>
    /// <param name="body">Its bytes.</param>
    public static ModelInput Of(JsonElement root, byte[] body) => new(root, body);

    public string? Text(string name) => Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public bool? Flag(string name) => Member(name)?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    public long? Integer(string name) =>
        Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out double number) && Math.Abs(number) < 1e15 ? (long)number : null;

    public JsonElement? Member(string name) => _root.ValueKind == JsonValueKind.Object && _root.TryGetProperty(name, out JsonElement value) ? value : null;
}
