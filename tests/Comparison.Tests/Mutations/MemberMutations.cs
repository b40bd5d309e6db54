using System.Text.Json.Nodes;

namespace ComparisonTests.Mutations;

/// <summary>Members come, go, and change their presence.</summary>
internal static class MemberMutations
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("remove a member", static (sites, random) => WithMember(sites, random, static (schema, name) =>
        {
            Members(schema).Remove(name);
            Required(schema, name, wanted: false);
        })),
        new("add an optional member", static (sites, random) => Add(sites, random, required: false)),
        new("add a required member", static (sites, random) => Add(sites, random, required: true)),
        new("rename a member", static (sites, random) => WithMember(sites, random, static (schema, name) =>
        {
            JsonNode? value = Members(schema)[name]?.DeepClone();
            bool required = Required(schema, name, wanted: false);
            Members(schema).Remove(name);
            Members(schema)[name + "_next"] = value;
            if (required)
                Required(schema, name + "_next", wanted: true);
        })),
        new("add a member of nearly the same name", static (sites, random) => WithMember(sites, random, static (schema, name) => Members(schema)[name.Replace('_', '-').ToUpperInvariant()] = new JsonObject { ["type"] = "string" })),
        new("toggle required", static (sites, random) => WithMember(sites, random, static (schema, name) => Required(schema, name, wanted: !Required(schema, name, wanted: false)))),
        new("toggle null", static (sites, random) => WithMember(sites, random, static (schema, name) =>
        {
            var value = (JsonObject)Members(schema)[name]!;
            if (value["anyOf"] is JsonArray branches && branches.FirstOrDefault(static branch => branch?["type"]?.ToString() == "null") is { } none)
                branches.Remove(none);
            else
                Members(schema)[name] = new JsonObject { ["anyOf"] = new JsonArray(value.DeepClone(), new JsonObject { ["type"] = "null" }) };
        })),
        new("toggle deprecated", static (sites, random) => WithMember(sites, random, static (schema, name) =>
        {
            var value = (JsonObject)Members(schema)[name]!;
            if (!value.Remove("deprecated"))
                value["deprecated"] = true;
        })),
        new("deprecate a type", static (sites, random) => Change(sites.Object(random), static schema => schema["deprecated"] = true)),
        new("change a default", static (sites, random) => Change(sites.Value(random, static value => value["default"] is JsonValue), value => value["default"] = value["default"]!.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.Number => 3,
            System.Text.Json.JsonValueKind.True => false,
            System.Text.Json.JsonValueKind.False => true,
            _ => "other",
        })),
        new("remove a default", static (sites, random) => Change(sites.Value(random, static value => value.ContainsKey("default")), static value => value.Remove("default"))),
        new("change the words", static (sites, random) => Change(sites.Value(random), static value => value["description"] = "Other words.")),
        new("speak of the price", static (sites, random) => Change(sites.Value(random), static value => value["description"] = "Costs twice as much.")),
        new("change the format", static (sites, random) => Change(sites.Typed(random, "string", "number"), static value => value["format"] = "date-time")),
        new("reverse the members", static (sites, random) => Change(sites.Value(random, static value => false) ?? sites.Object(random), static schema =>
            schema["x-fal-order-properties"] = new JsonArray([.. ((JsonObject)schema["properties"]!).Select(static member => (JsonNode)member.Key).Reverse()]))),
    ];

    public static bool Change(JsonObject? schema, Action<JsonObject> change)
    {
        if (schema is null)
            return false;
        change(schema);
        return true;
    }

    private static bool Add(SchemaSites sites, Random random, bool required) => Change(sites.Object(random), schema =>
    {
        Members(schema)["brand_new"] = random.Next(3) switch
        {
            0 => new JsonObject { ["type"] = "string" },
            1 => new JsonObject { ["type"] = "integer", ["default"] = 4 },
            _ => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("x", "y") } },
        };
        if (required)
            Required(schema, "brand_new", wanted: true);
    });

    private static bool WithMember(SchemaSites sites, Random random, Action<JsonObject, string> change) => Change(sites.Object(random), schema =>
    {
        string[] names = [.. Members(schema).Select(static member => member.Key)];
        change(schema, names[random.Next(names.Length)]);
    });

    private static JsonObject Members(JsonObject schema) => (JsonObject)schema["properties"]!;

    /// <summary>Writes or removes a name, and returns whether it stood there.</summary>
    private static bool Required(JsonObject schema, string name, bool wanted)
    {
        if (schema["required"] is not JsonArray required)
            schema["required"] = required = [];
        JsonNode? known = required.FirstOrDefault(item => item?.ToString() == name);
        if (wanted && known is null)
            required.Add(name);
        else if (!wanted && known is not null)
            required.Remove(known);
        return known is not null;
    }
}
