using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Validation;

namespace KlingGen.Emulator.Runs;

/// <summary>What is said of an input, as strictly as the options want it.</summary>
internal static class InputFindings
{
    /// <returns>The service's <c>detail</c> list; empty when the input is taken.</returns>
    public static JsonArray Of(SchemaChecker checker, JsonElement input, FalInputChecks checks)
    {
        if (checks == FalInputChecks.None)
            return [];
        JsonArray all = checker.Check(input);
        return checks == FalInputChecks.Schema ? all : new JsonArray([.. all.Where(IsMissingMember).Select(static detail => detail!.DeepClone())]);
    }

    /// <summary>Whether a finding says that the input itself, and not an object inside it, lacks a member.</summary>
    private static bool IsMissingMember(JsonNode? detail) => detail!["type"]!.GetValue<string>() == "missing" && detail["loc"]!.AsArray().Count == 2;
}
