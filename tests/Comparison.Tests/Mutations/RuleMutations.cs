using System.Text.Json.Nodes;

namespace ComparisonTests.Mutations;

/// <summary>What is demanded of a value changes, its type stays.</summary>
internal static class RuleMutations
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        Set("minimum", 1, "integer", "number"), Set("maximum", 7, "integer", "number"), Set("exclusiveMinimum", 0, "integer", "number"), Set("exclusiveMaximum", 100, "number"),
        Set("multipleOf", 2, "integer"), Set("minLength", 2, "string"), Set("maxLength", 50, "string"), Set("pattern", "^a", "string"),
        Set("minItems", 2, "array"), Set("maxItems", 3, "array"), Set("uniqueItems", true, "array"), Set("max_file_size", 1000, "string"), Set("max_width", 1000, "string"), Set("const", "fixed", "string"),
        new("a bound goes", static (sites, random) => MemberMutations.Change(sites.Value(random, static value => value.ContainsKey("minimum") || value.ContainsKey("maxLength") || value.ContainsKey("maxItems")), static value =>
        {
            value.Remove("minimum");
            value.Remove("maxLength");
            value.Remove("maxItems");
        })),
        new("a constant goes", static (sites, random) => MemberMutations.Change(sites.Value(random, static value => value["const"] is not null), static value => value.Remove("const"))),
        new("a constant is another", static (sites, random) => MemberMutations.Change(sites.Value(random, static value => value["const"]?.GetValueKind() == System.Text.Json.JsonValueKind.String), static value => value["const"] = "another")),
        new("an enum value comes", static (sites, random) => WithEnum(sites, random, static values => values.Add("brand new"))),
        new("an enum value goes", static (sites, random) => WithEnum(sites, random, values => values.RemoveAt(random.Next(values.Count)))),
        new("an enum value is spelled otherwise", static (sites, random) => WithEnum(sites, random, values => values[random.Next(values.Count)] = "other-spelling")),
        new("an enum value of nearly the same name comes", static (sites, random) => WithEnum(sites, random, static values => values.Add(values[0]!.ToString().ToUpperInvariant() + " "))),
        new("enum values turn round", static (sites, random) => WithEnum(sites, random, static values =>
        {
            JsonNode?[] reversed = [.. values.Select(static value => value?.DeepClone()).Reverse()];
            values.Clear();
            foreach (JsonNode? value in reversed)
                values.Add(value);
        })),
        new("an enum becomes a string", static (sites, random) => MemberMutations.Change(sites.Value(random, static value => value["enum"] is JsonArray), static value => value.Remove("enum"))),
        new("a string becomes an enum", static (sites, random) => MemberMutations.Change(sites.Typed(random, "string"), static value => value["enum"] = new JsonArray("left", "right"))),
        new("an enum opens", static (sites, random) => MemberMutations.Change(sites.Value(random, static value => value["enum"] is JsonArray), static value =>
        {
            JsonNode closed = new JsonObject { ["type"] = "string", ["enum"] = value["enum"]!.DeepClone() };
            value.Remove("enum");
            value.Remove("type");
            value["anyOf"] = new JsonArray(closed, new JsonObject { ["type"] = "string" });
        })),
    ];

    private static Mutation Set(string keyword, JsonNode value, params string[] types) => new($"{keyword} on {string.Join(" or ", types)}", (sites, random) => MemberMutations.Change(sites.Typed(random, types), schema => schema[keyword] = value.DeepClone()));

    private static bool WithEnum(SchemaSites sites, Random random, Action<JsonArray> change) =>
        MemberMutations.Change(sites.Value(random, static value => value["enum"] is JsonArray { Count: > 1 } values && values.All(static item => item?.GetValueKind() == System.Text.Json.JsonValueKind.String)), value => change((JsonArray)value["enum"]!));
}
