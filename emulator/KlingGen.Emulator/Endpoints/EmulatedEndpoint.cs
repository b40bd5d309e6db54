using System.Text.Json;
using KlingGen.Emulator.Validation;

namespace KlingGen.Emulator.Endpoints;

/// <summary>One endpoint document and what is derived from it when first needed.</summary>
internal sealed class EmulatedEndpoint
{
    private readonly Lazy<SchemaChecker> _input;
    private readonly Lazy<SchemaChecker> _output;

    public EmulatedEndpoint(SchemaFacts facts, JsonElement document, byte[] bytes)
    {
        Facts = facts;
        Document = document;
        Bytes = bytes;
        _input = new Lazy<SchemaChecker>(() => SchemaChecker.For(document, facts.InputPointer));
        _output = new Lazy<SchemaChecker>(() => SchemaChecker.For(document, facts.OutputPointer));
    }

    public SchemaFacts Facts { get; }

    public string Id => Facts.EndpointId;

    public JsonElement Document { get; }

    /// <summary>The document as it was read.</summary>
    public byte[] Bytes { get; }

    public SchemaChecker InputChecker => _input.Value;

    public SchemaChecker OutputChecker => _output.Value;

    public string? Metadata(string name) =>
        Document.TryGetProperty("info", out JsonElement info) && info.TryGetProperty("x-fal-metadata", out JsonElement metadata)
        && metadata.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
