using System.Text.Json;
using System.Text.Json.Nodes;

namespace KlingGen.Emulator.Files;

/// <summary>Who may read a file: a decision for everybody and decisions for some.</summary>
/// <param name="Default">allow, forbid or hide.</param>
/// <param name="Rules">User names and their decisions.</param>
internal sealed record FileRules(string Default, IReadOnlyList<(string User, string Decision)> Rules)
{
    public static FileRules Open { get; } = new("allow", []);

    public bool IsOpen => Default == "allow" && Rules.Count == 0;

    /// <summary>Reads <c>{default, rules: [{user, decision}]}</c>; anything else is open, as the service ignores it.</summary>
    public static FileRules Of(JsonElement? acl)
    {
        if (acl is not { ValueKind: JsonValueKind.Object } owner)
            return Open;

        string everybody = owner.TryGetProperty("default", out JsonElement d) && d.ValueKind == JsonValueKind.String ? d.GetString()! : "allow";
        var rules = new List<(string, string)>();
        if (owner.TryGetProperty("rules", out JsonElement list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement rule in list.EnumerateArray())
            {
                if (rule.TryGetProperty("user", out JsonElement user) && rule.TryGetProperty("decision", out JsonElement decision))
                    rules.Add((user.GetString() ?? "", decision.GetString() ?? "allow"));
            }
        }

        return new FileRules(everybody, rules);
    }

    /// <summary>The rules of a lifecycle header.</summary>
    public static FileRules OfPreference(string? preference)
    {
        if (preference is null)
            return Open;

        try
        {
            using var document = JsonDocument.Parse(preference);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("initial_acl", out JsonElement acl) ? Of(acl) : Open;
        }
        catch (JsonException)
        {
            return Open;
        }
    }

    public JsonObject ToJson() => new()
    {
        ["default"] = Default,
        ["rules"] = new JsonArray([.. Rules.Select(static rule => new JsonObject { ["user"] = rule.User, ["decision"] = rule.Decision })]),
    };
}
