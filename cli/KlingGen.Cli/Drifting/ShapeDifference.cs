using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Recording;

namespace KlingGen.Cli.Drifting;

/// <summary>Where two values differ in members and types; what the values are does not count, and null may stand for anything.</summary>
internal static class ShapeDifference
{
    /// <returns>Kind of finding, path and a sentence's end.</returns>
    public static IEnumerable<(string Kind, string Path, string What)> Of(JsonNode? recorded, JsonNode? emulated, string path = "$")
    {
        if (recorded is null || emulated is null)
            yield break;
        if (recorded is JsonObject ours && emulated is JsonObject theirs)
        {
            foreach ((string name, JsonNode? value) in ours)
            {
                string at = JsonDifference.Member(path, name);
                if (!theirs.ContainsKey(name))
                    yield return (DriftKinds.MemberNotEmulated, at, "the service gives this member, the emulator does not");
                foreach (var inner in Of(value, theirs[name], at))
                    yield return inner;
            }
            foreach ((string name, _) in theirs)
            {
                if (!ours.ContainsKey(name))
                    yield return (DriftKinds.MemberNotRecorded, JsonDifference.Member(path, name), "the emulator gives this member, the service did not");
            }
        }
        else if (recorded is JsonArray items && emulated is JsonArray others)
        {
            // One item stands for all: a list of log lines is not compared line by line.
            if (items.Count > 0 && others.Count > 0)
                foreach (var inner in Of(items[0], others[0], JsonDifference.Item(path, 0)))
                    yield return inner;
        }
        else if (Kind(recorded) != Kind(emulated))
        {
            yield return (DriftKinds.TypeOfMember, path, $"the service gives {Kind(recorded)}, the emulator {Kind(emulated)}");
        }
    }

    private static string Kind(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };
}
