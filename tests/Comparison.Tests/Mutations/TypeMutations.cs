using System.Text.Json.Nodes;

namespace ComparisonTests.Mutations;

/// <summary>Values change their type.</summary>
internal static class TypeMutations
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        Retype("string", "integer"), Retype("string", "boolean"), Retype("integer", "number"), Retype("integer", "string"), Retype("number", "integer"),
        Retype("number", "string"), Retype("boolean", "string"), Retype("boolean", "integer"),
        new("an integer outgrows 32 bits", static (sites, random) => Change(sites.Typed(random, "integer"), static value => value["maximum"] = 9_000_000_000)),
        new("a string becomes a picture", static (sites, random) => Change(sites.Typed(random, "string"), static value => value["_fal_ui_field"] = "image")),
        new("an object closes", static (sites, random) => Change(sites.Object(random), static schema => schema["additionalProperties"] = false)),
        new("an object opens", static (sites, random) => Change(sites.Object(random), static schema => schema["additionalProperties"] = true)),
        new("a value becomes free", static (sites, random) => Change(sites.Value(random), Clear)),
        new("a value becomes a list", static (sites, random) => Change(sites.Value(random, static value => value.Count > 0), static value =>
        {
            JsonNode item = value.DeepClone();
            Clear(value);
            value["type"] = "array";
            value["items"] = item;
        })),
        new("a list becomes its item", static (sites, random) => Change(sites.Value(random, static value => value["items"] is JsonObject { Count: > 0 }), static value => Become(value, value["items"]!))),
        new("a value becomes a dictionary", static (sites, random) => Change(sites.Typed(random, "string", "integer", "number"), static value =>
        {
            JsonNode item = value.DeepClone();
            Clear(value);
            value["type"] = "object";
            value["additionalProperties"] = item;
        })),
        new("an item may be null", static (sites, random) => Change(sites.Value(random, static value => value["items"] is JsonObject { Count: > 0 }), static value =>
            value["items"] = new JsonObject { ["anyOf"] = new JsonArray(value["items"]!.DeepClone(), new JsonObject { ["type"] = "null" }) })),
        new("an entry may be null", static (sites, random) => Change(sites.Value(random, static value => value["additionalProperties"] is JsonObject { Count: > 0 }), static value =>
            value["additionalProperties"] = new JsonObject { ["anyOf"] = new JsonArray(value["additionalProperties"]!.DeepClone(), new JsonObject { ["type"] = "null" }) })),
        new("a value becomes a union", static (sites, random) => Change(sites.Typed(random, "string", "integer", "number"), static value =>
        {
            JsonNode item = value.DeepClone();
            Clear(value);
            value["anyOf"] = new JsonArray(item, new JsonObject { ["type"] = "boolean" });
        })),
        new("a branch comes", static (sites, random) => Change(sites.Value(random, static value => value["anyOf"] is JsonArray), value =>
            ((JsonArray)value["anyOf"]!).Add(random.Next(2) == 0 ? new JsonObject { ["type"] = "boolean" } : new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "number" } }))),
        new("a branch goes", static (sites, random) => Change(sites.Value(random, static value => value["anyOf"] is JsonArray { Count: > 1 }), value =>
            ((JsonArray)value["anyOf"]!).RemoveAt(random.Next(((JsonArray)value["anyOf"]!).Count)))),
        new("another component is meant", static (sites, random) => Change(sites.Value(random, static value => value.ContainsKey("$ref")), value =>
            value["$ref"] = "#/components/schemas/" + Name(sites, random))),
        new("a component is renamed", static (sites, random) =>
        {
            string name = Name(sites, random);
            string text = sites.Document.ToJsonString().Replace($"/schemas/{name}\"", $"/schemas/{name}Next\"", StringComparison.Ordinal);
            JsonObject renamed = JsonNode.Parse(text)!.AsObject();
            var components = (JsonObject)renamed["components"]!["schemas"]!;
            JsonNode? schema = components[name];
            components.Remove(name);
            components[name + "Next"] = schema;
            foreach ((string key, JsonNode? value) in renamed.ToArray())
                sites.Document[key] = value?.DeepClone();
            return true;
        }),
        new("two components change places", static (sites, random) =>
        {
            string left = Name(sites, random), right = Name(sites, random);
            JsonNode? first = sites.Components![left]?.DeepClone();
            sites.Components[left] = sites.Components[right]?.DeepClone();
            sites.Components[right] = first;
            return left != right;
        }),
    ];

    private static Mutation Retype(string from, string to) => new($"{from} becomes {to}", (sites, random) => Change(sites.Typed(random, from), value =>
    {
        value["type"] = to;
        foreach (string keyword in (string[])["default", "examples", "minimum", "maximum", "exclusiveMinimum", "multipleOf"])
            if (random.Next(2) == 0)
                value.Remove(keyword);
    }));

    private static bool Change(JsonObject? schema, Action<JsonObject> change) => MemberMutations.Change(schema, change);

    private static void Clear(JsonObject value)
    {
        foreach (string name in value.Select(static member => member.Key).ToArray())
            value.Remove(name);
    }

    private static void Become(JsonObject value, JsonNode other)
    {
        JsonNode copy = other.DeepClone();
        Clear(value);
        foreach ((string name, JsonNode? member) in copy.AsObject().ToArray())
            value[name] = member?.DeepClone();
    }

    private static string Name(SchemaSites sites, Random random)
    {
        string[] names = [.. sites.Components!.Select(static component => component.Key).Where(static name => name != "QueueStatus")];
        return names[random.Next(names.Length)];
    }
}
