using System.Globalization;
using System.Text.Json.Nodes;

namespace KlingGen.TestKit;

/// <summary>
/// Documents that no endpoint wrote: any two rules together, in one schema object, beside a reference, through two references, under
/// <c>allOf</c>, <c>anyOf</c> and <c>oneOf</c>, with and without their type. One document a placement and family, one member a pair.
/// </summary>
public static class GeneratedRules
{
    private static readonly Family[] s_families =
    [
        new("text", """{"type":"string"}""",
            ["""{"minLength":2}""", """{"maxLength":3}""", """{"pattern":"^a"}""", """{"pattern":"b$"}""", """{"enum":["a","bbb","abb","abbab","ab"]}""", """{"const":"abb"}"""],
            ["\"\"", "\"a\"", "\"b\"", "\"ab\"", "\"bb\"", "\"abc\"", "\"abb\"", "\"bbb\"", "\"abbab\"", "\"abbbb\"", "\"😀b\"", "\"a😀b\"", "\"cccc\"", "1", "[]"]),
        new("integer", """{"type":"integer"}""",
            ["""{"minimum":3}""", """{"maximum":13}""", """{"exclusiveMinimum":4}""", """{"exclusiveMaximum":12}""", """{"multipleOf":2}""", """{"multipleOf":3}""", """{"enum":[2,4,6,9,12,14]}""", """{"const":6}"""],
            ["-6", "0", "2", "3", "4", "5", "6", "7", "8", "9", "11", "12", "13", "14", "15", "18", "2.5", "\"x\""]),
        new("number", """{"type":"number"}""",
            ["""{"minimum":0.5}""", """{"maximum":4.5}""", """{"minimum":1,"exclusiveMinimum":true}""", """{"exclusiveMaximum":4}""", """{"multipleOf":0.2}""", """{"multipleOf":0.3}"""],
            ["-0.6", "0", "0.2", "0.3", "0.5", "0.6", "1", "1.2", "1.5", "2.4", "3.9", "4", "4.2", "4.5", "4.8", "6", "7.1", "true"]),
        new("list", """{"type":"array"}""",
            ["""{"items":{"type":"integer"}}""", """{"items":{"type":"integer","minimum":3}}""", """{"items":{"type":"integer","maximum":9}}""", """{"minItems":2}""", """{"maxItems":3}""", """{"uniqueItems":true}""", """{"prefixItems":[{"type":"integer"},{"type":"integer","maximum":7}]}""", """{"items":[{"type":"integer","minimum":2},{"type":"integer"}]}""", """{"items":{"0":{"type":"integer"},"1":{"type":"integer","minimum":4}}}"""],
            ["[]", "[1]", "[5]", "[5,6]", "[3,8]", "[1,8]", "[5,5]", "[3,12]", "[4,5,6]", "[4,5,4]", "[4,5,6,7]", "[\"a\",5]", "5", "{}"]),
        new("map", """{"type":"object","additionalProperties":{"type":"integer"}}""",
            ["""{"additionalProperties":{"minimum":3}}""", """{"additionalProperties":{"maximum":9}}""", """{"required":["k"]}""", """{"required":["k","l"]}""", """{"minProperties":2}""", """{"maxProperties":2}"""],
            ["{}", """{"k":1}""", """{"k":5}""", """{"l":5}""", """{"k":5,"l":6}""", """{"k":1,"l":12}""", """{"k":4,"l":5,"m":6}""", """{"k":"a"}""", "[]"]),
        new("record", """{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}}}""",
            ["""{"properties":{"a":{"minLength":2}}}""", """{"properties":{"a":{"maxLength":3}}}""", """{"properties":{"b":{"multipleOf":2},"c":{"type":"boolean"}}}""", """{"required":["a"]}""", """{"required":["a","b"]}""", """{"additionalProperties":false}""", """{"additionalProperties":{"type":"boolean"}}""", """{"minProperties":1}""", """{"maxProperties":2}"""],
            ["{}", """{"a":"x"}""", """{"a":"xx"}""", """{"a":"xxxx"}""", """{"a":"xx","b":3}""", """{"a":"xx","b":4}""", """{"b":4}""", """{"a":"xx","b":4,"c":true}""", """{"a":"xx","b":4,"d":1}""", """{"d":true}""", "[]"]),
        new("truth", """{"type":"boolean"}""", ["""{"enum":[true]}""", """{"const":true}""", """{"maximum":3}"""], ["true", "false", "1"]),
        new("nothing", "{}",
            ["""{"type":"null"}""", """{"const":null}""", """{"minimum":3}""", """{"maxLength":2}""", """{"minItems":1}""", """{"required":["k"]}""", """{"type":["string","integer"]}""", """{"type":["integer","array"]}""", """{"enum":["a","bbb",5,2]}"""],
            ["1", "2", "5", "\"a\"", "\"bbb\"", "[]", "[1]", "{}", """{"k":1}""", "true"]),
    ];

    private static readonly (string Name, Func<Pair, JsonObject?> Build)[] s_placements =
    [
        ("together", static pair => Merge(pair.Base, pair.First, pair.Second)),
        ("sibling", static pair => Merge(pair.Component("A", Merge(pair.Base, pair.First)), pair.Second)),
        ("chain", static pair => pair.Component("A", Merge(pair.Component("B", Merge(pair.Base, pair.First)), pair.Second))),
        ("all", static pair => Of("allOf", Merge(pair.Base, pair.First), pair.Second)),
        ("all-beside", static pair => Merge(pair.Base, Of("allOf", pair.First, pair.Second))),
        ("all-refs", static pair => Of("allOf", pair.Component("A", Merge(pair.Base, pair.First)), pair.Component("B", Merge(pair.Base, pair.Second)))),
        ("any", static pair => Of("anyOf", Merge(pair.Base, pair.First), Merge(pair.Base, pair.Second))),
        ("any-beside", static pair => Merge(pair.Base, Of("anyOf", pair.First, pair.Second))),
        ("any-refs", static pair => Of("anyOf", pair.Component("A", Merge(pair.Base, pair.First)), pair.Component("B", Merge(pair.Base, pair.Second)))),
        ("any-and", static pair => Merge(pair.First, Of("anyOf", Merge(pair.Base, pair.Second), (JsonObject)JsonNode.Parse("""{"type":"boolean"}""")!))),
        ("one", static pair => Of("oneOf", Merge(pair.Base, pair.First), Merge(pair.Base, pair.Second))),
        ("one-refs", static pair => Of("oneOf", pair.Component("A", Merge(pair.Base, pair.First)), pair.Component("B", Merge(pair.Base, pair.Second)))),
        ("single", static pair => Of("anyOf", Merge(pair.Base, pair.First, pair.Second), (JsonObject)JsonNode.Parse("""{"type":"null"}""")!)),
        ("member", static pair => Merge((JsonObject)JsonNode.Parse("""{"type":"array"}""")!, new JsonObject { ["items"] = Of("allOf", Merge(pair.Base, pair.First), pair.Second) })),
    ];

    /// <summary>All documents.</summary>
    public static IReadOnlyList<GeneratedDocument> Documents { get; } = [.. from placement in s_placements from family in s_families select Build(placement.Name, placement.Build, family)];

    private static GeneratedDocument Build(string placement, Func<Pair, JsonObject?> build, Family family)
    {
        var components = new JsonObject();
        var properties = new JsonObject();
        var cases = new List<GeneratedCase>();
        string id = $"test/{placement}-{family.Name}";
        for (int i = 0; i < family.Rules.Length; i++)
            for (int j = 0; j < family.Rules.Length; j++)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"p{i}x{j}");
                var own = new JsonObject();
                var pair = new Pair(Parse(family.Base), Parse(family.Rules[i]), Parse(family.Rules[j]), name, own);
                if (i == j || (j < i && placement is "together" or "single" or "one" or "any" or "any-beside") || build(pair) is not { } schema)
                    continue;
                foreach ((string component, JsonNode? referred) in own)
                    components[component] = referred!.DeepClone();
                properties[name] = schema;
                cases.Add(new GeneratedCase(name, Complete(own, new JsonObject { [name] = schema.DeepClone() }, id), [.. family.Values.Select(value => placement == "member" ? $"[{value}]" : value)]));
            }
        return new GeneratedDocument($"{placement} {family.Name}", Complete(components, properties, id), cases);
    }

    private static string Complete(JsonObject components, JsonObject properties, string id)
    {
        components["In"] = new JsonObject { ["title"] = "In", ["type"] = "object", ["properties"] = properties };
        components["Out"] = JsonNode.Parse("""{"type":"object","properties":{"ok":{"type":"boolean"}}}""");
        return Document(components, id);
    }

    private static string Document(JsonObject components, string id) => new JsonObject
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject { ["title"] = id, ["version"] = "1", ["x-fal-metadata"] = new JsonObject { ["endpointId"] = id } },
        ["paths"] = new JsonObject
        {
            ["/" + id] = JsonNode.Parse("""{"post":{"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/In"}}}},"responses":{}}}"""),
            ["/" + id + "/requests/{request_id}"] = JsonNode.Parse("""{"get":{"responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Out"}}}}}}}"""),
        },
        ["components"] = new JsonObject { ["schemas"] = components },
    }.ToJsonString();

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    /// <summary>All members in one object; null where two have the same name.</summary>
    private static JsonObject? Merge(params JsonObject?[] parts)
    {
        var merged = new JsonObject();
        foreach (JsonObject? part in parts)
        {
            if (part is null)
                return null;
            foreach ((string name, JsonNode? value) in part)
                if (!merged.TryAdd(name, value?.DeepClone()))
                    return null;
        }
        return merged;
    }

    private static JsonObject? Of(string keyword, JsonObject? first, JsonObject? second) =>
        first is null || second is null ? null : new JsonObject { [keyword] = new JsonArray(first.DeepClone(), second.DeepClone()) };

    private sealed record Family(string Name, string Base, string[] Rules, string[] Values);

    private sealed record Pair(JsonObject Base, JsonObject First, JsonObject Second, string Name, JsonObject Components)
    {
        /// <summary>A reference to a schema, put under the components.</summary>
        public JsonObject? Component(string name, JsonObject? schema)
        {
            if (schema is null)
                return null;
            string component = $"{Name}{name}".ToUpperInvariant();
            Components[component] = schema;
            return new JsonObject { ["$ref"] = "#/components/schemas/" + component };
        }
    }
}

/// <summary>One document, and its cases.</summary>
/// <param name="Name">What it tries.</param>
/// <param name="Text">The document.</param>
/// <param name="Cases">A case a member of its request.</param>
public sealed record GeneratedDocument(string Name, string Text, IReadOnlyList<GeneratedCase> Cases)
{
    public override string ToString() => Name;
}

/// <summary>One pair of rules.</summary>
/// <param name="Member">The member of the request whose schema it is; components that only it refers to begin with its name in capitals.</param>
/// <param name="Text">A document with this member alone.</param>
/// <param name="Values">JSON values near its rules.</param>
public sealed record GeneratedCase(string Member, string Text, IReadOnlyList<string> Values);
