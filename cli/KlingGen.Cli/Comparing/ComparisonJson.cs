using System.Text.Json;
using KlingGen.Cli.Output;
using KlingGen.Comparison;
using KlingGen.Compiler;

namespace KlingGen.Cli.Comparing;

/// <summary>A comparison for scripts. The names are documented in <c>docs/cli/diff.md</c>.</summary>
internal static class ComparisonJson
{
    public static void Write(Utf8JsonWriter json, SchemaComparison comparison)
    {
        json.WriteStartObject();
        json.WriteString("endpoint"u8, comparison.Before.Endpoint.EndpointId);
        json.WriteString("before"u8, comparison.Before.Label);
        json.WriteString("after"u8, comparison.After.Label);
        json.WriteStartArray("changes"u8);
        foreach (ReportedChange reported in comparison.Changes)
            Write(json, comparison, reported);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SchemaComparison comparison, ReportedChange reported)
    {
        ModelChange change = reported.Change;
        json.WriteStartObject();
        JsonParts.Change(json, change);
        json.WriteString("name"u8, ChangeRules.Find(change.RuleId)!.Name);
        json.WriteString("help"u8, HelpPages.Current.Of(change.RuleId));
        Place(json, "placeBefore", comparison.Before, change.PointerBefore);
        Place(json, "placeAfter", comparison.After, change.PointerAfter);
        if (reported.Suppression is { } suppression)
            json.WriteString("suppressed"u8, suppression.Reason);
        json.WriteEndObject();
    }

    private static void Place(Utf8JsonWriter json, string name, SchemaVersion version, string? pointer)
    {
        if (pointer is null)
            return;
        json.WriteStartObject(name);
        json.WriteString("pointer"u8, pointer);
        if (version.Places.Find(pointer) is { } place)
        {
            json.WriteNumber("line"u8, place.Line);
            json.WriteNumber("column"u8, place.Column);
        }
        json.WriteEndObject();
    }
}
