using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Hosting;

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

    /// <summary>The rules of a lifecycle header.</summary>
    public static FileRules OfPreference(string? preference, FalEmulatorOptions options)
    {
        if (preference is null)
            return Open;

        try
        {
            using var document = JsonDocument.Parse(preference);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("initial_acl", out JsonElement acl) ? Of(acl, options) : Open;
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
