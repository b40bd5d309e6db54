using System.Text.Json;
using System.Text.Json.Nodes;
using CorpusTests.Emitted;
using CorpusTests.Instances;
using KlingGen;

namespace CorpusTests.Oracles;

/// <summary>What our code says about a request: the reader's refusal, or the validator's findings.</summary>
internal sealed record Outcome(object? Value, JsonException? Refusal, IReadOnlyList<FalValidationError> Findings)
{
    public bool IsValid => Refusal is null && Findings.Count == 0;

    public static Outcome Of(JsonBridge bridge, JsonNode? instance)
    {
        object value;
        try
        {
            value = bridge.Read(Json.Bytes(instance));
        }
        catch (JsonException refusal)
        {
            return new Outcome(null, refusal, []);
        }
        return new Outcome(value, null, JsonBridge.Validate(value));
    }

    public override string ToString() => Refusal?.Message ?? (Findings.Count == 0 ? "valid" : string.Join(" | ", Findings.Select(static finding => $"{finding.Pointer}: {finding.Message}")));
}
