using System.Text;

namespace Generator.Tests.Results;

/// <summary>A document whose output has a member for each type in each place.</summary>
internal static class ResultSchema
{
    /// <summary>A type's schema, and a value of it.</summary>
    public static readonly IReadOnlyDictionary<string, (string Schema, string Valid)> Types = new Dictionary<string, (string, string)>
    {
        ["text"] = ("""{"type":"string"}""", "\"a\""),
        ["integer"] = ("""{"type":"integer"}""", "1"),
        ["long"] = ("""{"type":"integer","maximum":9007199254740993}""", "1"),
        ["number"] = ("""{"type":"number"}""", "1.5"),
        ["boolean"] = ("""{"type":"boolean"}""", "true"),
        ["enum"] = ("""{"$ref":"#/components/schemas/Color"}""", "\"red\""),
        ["object"] = ("""{"$ref":"#/components/schemas/Thing"}""", """{"name":"a"}"""),
        ["file"] = ("""{"$ref":"#/components/schemas/Picture"}""", """{"url":"https://example.com/a.png"}"""),
        ["list"] = ("""{"type":"array","items":{"type":"string"}}""", "[\"a\"]"),
        ["dictionary"] = ("""{"type":"object","additionalProperties":{"type":"number"}}""", """{"a":1.5}"""),
        ["pair"] = ("""{"$ref":"#/components/schemas/Pair"}""", "[1,2]"),
        ["free JSON"] = ("{}", "1"),
    };

    private static readonly (string Place, bool IsRequired)[] s_members =
    [
        ("Required", true), ("Optional", false), ("List item", false), ("List item", true), ("Dictionary value", false), ("Dictionary value", true),
        ("Tuple position", false), ("Tuple position", true), ("Union case", false),
    ];

    public static string Member(string type, string place, bool isRequired) =>
        $"{type} {place}{(isRequired && place != "Required" ? " required" : "")}".Replace(' ', '_').ToLowerInvariant();

    public static string InPlace(string place, string value) => place switch
    {
        "List item" => $"[{value}]",
        "Dictionary value" => $$"""{"k":{{value}}}""",
        "Tuple position" => $"[{value},true]",
        _ => value,
    };

    /// <summary>A document that fits, but for one member.</summary>
    public static string Document(string changed, string? value)
    {
        var members = new List<string>();
        foreach ((string type, (_, string valid)) in Types)
        {
            foreach ((string place, bool isRequired) in s_members.Where(static member => member.IsRequired))
            {
                if (Member(type, place, isRequired) is var name && name != changed)
                    members.Add($"\"{name}\":{InPlace(place, valid)}");
            }
        }

        if (value is not null)
            members.Add($"\"{changed}\":{value}");
        return "{" + string.Join(',', members) + "}";
    }

    public static object? Property(object read, string member) =>
        read.GetType().GetProperty(string.Concat(member.Split('_').Select(static word => char.ToUpperInvariant(word[0]) + word[1..])))!.GetValue(read);

    public static string Text()
    {
        var properties = new StringBuilder();
        var required = new List<string>();
        foreach ((string type, (string schema, _)) in Types)
        {
            foreach ((string place, bool isRequired) in s_members)
            {
                // A union with free JSON is free JSON.
                if (type == "free JSON" && place == "Union case")
                    continue;
                string name = Member(type, place, isRequired);
                properties.Append(properties.Length == 0 ? "" : ",").Append('"').Append(name).Append("\":").Append(Wrap(place, schema));
                if (isRequired)
                    required.Add($"\"{name}\"");
            }
        }

        return """
            {"openapi":"3.0.4","info":{"title":"x","version":"1","x-fal-metadata":{"endpointId":"fal-ai/results"}},
            "components":{"schemas":{
              "In":{"type":"object","properties":{"prompt":{"type":"string"}}},
              "Out":{"type":"object","properties":{ @properties@ },"required":[@required@]},
              "Color":{"type":"string","enum":["red","green"]},
              "Thing":{"type":"object","properties":{"name":{"type":"string"},"size":{"type":"integer"}},"required":["name"],"x-fal-order-properties":["name","size"]},
              "Pair":{"type":"array","prefixItems":[{"type":"integer"},{"type":"integer"}],"minItems":1},
              "Lamp":{"type":"object","properties":{"watt":{"type":"integer"}},"required":["watt"]},
              "Picture":{"type":"object","properties":{"url":{"type":"string"},"content_type":{"type":"string"},"file_size":{"type":"integer"}},"required":["url"],"x-fal-order-properties":["url","content_type","file_size"]}}},
            "paths":{
              "/fal-ai/results":{"post":{"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/In"}}}},"responses":{"200":{"description":"x"}}}},
              "/fal-ai/results/requests/{request_id}":{"get":{"responses":{"200":{"description":"x","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Out"}}}}}}}}}
            """.Replace("@properties@", properties.ToString(), StringComparison.Ordinal).Replace("@required@", string.Join(',', required), StringComparison.Ordinal);
    }

    private static string Wrap(string place, string schema) => place switch
    {
        "List item" => $$$"""{"type":"array","items":{{{schema}}}}""",
        "Dictionary value" => $$$"""{"type":"object","additionalProperties":{{{schema}}}}""",
        "Tuple position" => $$"""{"type":"array","prefixItems":[{{schema}},{"type":"boolean"}],"minItems":2}""",
        "Union case" => $$"""{"anyOf":[{{schema}},{"$ref":"#/components/schemas/Lamp"}]}""",
        _ => schema,
    };
}
