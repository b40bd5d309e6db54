using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Files;

/// <summary>Who may read a file: a decision for everybody and decisions for some.</summary>
/// <param name="Default">allow, forbid or hide.</param>
/// <param name="Rules">User names and their decisions.</param>
internal sealed record FileRules(string Default, IReadOnlyList<(string User, string Decision)> Rules)
{
    public static FileRules Open { get; } = new("allow", []);

    /// <summary>What a reader gets; null is somebody without credentials.</summary>
    public string For(string? user)
    {
        foreach ((string named, string decision) in Rules)
        {
            if (named == user)
                return decision;
        }

        return Default;
    }

    /// <summary>Reads <c>{default, rules: [{user, decision}]}</c>; anything else is open, and users nobody knows are dropped, as the service does.</summary>
    public static FileRules Of(JsonElement? acl, FalEmulatorOptions options)
    {
        if (acl is not { ValueKind: JsonValueKind.Object } owner)
            return Open;

        string everybody = owner.TryGetProperty("default", out JsonElement d) && d.ValueKind == JsonValueKind.String ? d.GetString()! : "allow";
        var rules = new List<(string, string)>();
        if (owner.TryGetProperty("rules", out JsonElement list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement rule in list.EnumerateArray())
            {
                if (rule.Text("user") is { } user && rule.Text("decision") is { } decision && options.IsUser(user))
                    rules.Add((user, decision));
            }
        }

        return new FileRules(everybody, rules);
    }

    /// <summary>Whether an access list says what it must: a misspelt one would otherwise open a file to everybody.</summary>
    public static bool AreSound(JsonElement acl) =>
        acl.ValueKind == JsonValueKind.Object
        && (!acl.TryGetProperty("default", out JsonElement everybody) || IsDecision(everybody))
        && (!acl.TryGetProperty("rules", out JsonElement rules)
            || (rules.ValueKind == JsonValueKind.Array && rules.EnumerateArray().All(static rule => rule.Text("user") is not null && rule.Member("decision", JsonValueKind.String) is { } decision && IsDecision(decision))));

    private static bool IsDecision(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() is "allow" or "forbid" or "hide";

    /// <summary>The rules of a lifecycle header.</summary>
    public static FileRules OfPreference(string? preference, FalEmulatorOptions options)
    {
        if (preference is null)
            return Open;

        JsonElement root = JsonBody.Read(Encoding.UTF8.GetBytes(preference)).Root;
        return root.Member("initial_acl", JsonValueKind.Object) is { } acl ? Of(acl, options) : Open;
    }

    public JsonObject ToJson() => new()
    {
        ["default"] = Default,
        ["rules"] = new JsonArray([.. Rules.Select(static rule => new JsonObject { ["user"] = rule.User, ["decision"] = rule.Decision })]),
    };
}
