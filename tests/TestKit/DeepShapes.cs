using System.Text;

namespace KlingGen.TestKit;

/// <summary>Documents that have no reasonable end: nested far, referring far, referring round, or doubling at every step.</summary>
public static class DeepShapes
{
    private static readonly int[] s_depths = [3, 30, 60, 64, 65, 100, 300, 1_000, 4_000, 20_000];

    /// <summary>The shapes of one seed. Depths go from what is fine to what takes any stack.</summary>
    public static IEnumerable<(string Name, string Document)> Random(int seed, int count)
    {
        var random = new Random(Seeds.Of(seed));
        for (int i = 0; i < count; i++)
        {
            int kind = i % 4;
            int depth = s_depths[random.Next(s_depths.Length)];
            yield return kind switch
            {
                0 => ($"{depth} values", Values(random, depth)),
                1 => ($"{depth} schemas", Schemas(random, depth)),
                2 => ($"{Math.Min(depth, 4_000)} references", References(random, Math.Min(depth, 4_000))),
                _ => ("doubling", Doubling(random, random.Next(2, 60))),
            };
        }
    }

    /// <summary>JSON values within each other, in a place where any value may stand.</summary>
    private static string Values(Random random, int depth)
    {
        string place = Pick(random, "default", "example", "const", "x-fal", "x-anything", "colour", "discriminator", "ui", "title", "description", "type", "required", "minimum", "pattern", "x-fal-order-properties");
        (string open, string close) = Nest(random, depth, ["[", "{\"a\":", "[1,", "{\"url\":"], ["]", "}", "]", "}"]);
        string value = open + "1" + close;
        string member = random.Next(4) switch { 0 => $"\"enum\":[{value}]", 1 => $"\"examples\":[{value}]", _ => $"\"{place}\":{value}" };
        return SmallSchema.Endpoint("o/x", $"{{\"type\":\"object\",\"properties\":{{\"a\":{{\"type\":\"{Pick(random, "string", "array", "object", "integer")}\",{member}}}}}}}");
    }

    /// <summary>Schemas within each other, of one keyword or of all mixed.</summary>
    private static string Schemas(Random random, int depth)
    {
        string[] opens = ["{\"items\":", "{\"allOf\":[", "{\"anyOf\":[{\"type\":\"null\"},", "{\"oneOf\":[{\"type\":\"integer\"},", "{\"properties\":{\"a\":", "{\"additionalProperties\":", "{\"prefixItems\":[", "{\"not\":", "{\"type\":\"array\",\"minItems\":1,\"items\":"];
        string[] closes = ["}", "]}", "]}", "]}", "}}", "}", "]}", "}", "}"];
        if (random.Next(2) == 0)
        {
            int only = random.Next(opens.Length);
            (opens, closes) = ([opens[only]], [closes[only]]);
        }
        (string open, string close) = Nest(random, depth, opens, closes);
        string schema = open + "{\"type\":\"string\"}" + close;
        return SmallSchema.Endpoint("o/x", $"{{\"type\":\"object\",\"properties\":{{\"a\":{schema}}}}}", $"{{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{{\"a\":{schema}}}}}");
    }

    /// <summary>Components that each lead to the next; at the end a string, the first of them, or nothing.</summary>
    private static string References(Random random, int length)
    {
        string[] forms =
        [
            "{\"$ref\":\"@\"}", "{\"allOf\":[{\"$ref\":\"@\"}]}", "{\"anyOf\":[{\"$ref\":\"@\"},{\"type\":\"null\"}]}", "{\"oneOf\":[{\"$ref\":\"@\"},{\"type\":\"integer\"}]}",
            "{\"type\":\"array\",\"minItems\":1,\"items\":{\"$ref\":\"@\"}}", "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"$ref\":\"@\"}}}",
            "{\"type\":\"object\",\"additionalProperties\":{\"$ref\":\"@\"}}", "{\"prefixItems\":[{\"$ref\":\"@\"}]}", "{\"not\":{\"$ref\":\"@\"}}",
        ];
        if (random.Next(3) > 0)
            forms = [Pick(random, forms)];
        string end = Pick(random, "{\"type\":\"string\"}", "{\"$ref\":\"#/components/schemas/C0\"}", "{\"$ref\":\"#/components/schemas/Gone\"}");
        var components = new StringBuilder();
        for (int i = 0; i < length; i++)
            components.Append(System.Globalization.CultureInfo.InvariantCulture, $"\"C{i}\":").Append(i == length - 1 ? end : Pick(random, forms).Replace("@", $"#/components/schemas/C{i + 1}", StringComparison.Ordinal)).Append(',');
        const string root = "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"$ref\":\"#/components/schemas/C0\"}}}";
        return SmallSchema.Endpoint("o/x", root, root, components.ToString());
    }

    /// <summary>Components that lead to the next one twice: few of them have more ways through than there is time.</summary>
    private static string Doubling(Random random, int length)
    {
        string form = Pick(
            random,
            "{\"allOf\":[@,@]}", "{\"anyOf\":[@,@]}", "{\"oneOf\":[@,@]}", "{\"anyOf\":[{\"type\":\"array\",\"items\":@},{\"type\":\"object\",\"additionalProperties\":@}]}",
            "{\"type\":\"object\",\"required\":[\"a\",\"b\"],\"properties\":{\"a\":@,\"b\":@}}", "{\"anyOf\":[{\"allOf\":[@]},{\"type\":\"array\",\"items\":@}]}", "{\"prefixItems\":[@,@]}");
        var components = new StringBuilder();
        for (int i = 0; i < length; i++)
            components.Append(System.Globalization.CultureInfo.InvariantCulture, $"\"C{i}\":").Append(i == length - 1 ? "{\"type\":\"string\"}" : form.Replace("@", $"{{\"$ref\":\"#/components/schemas/C{i + 1}\"}}", StringComparison.Ordinal)).Append(',');
        const string root = "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"$ref\":\"#/components/schemas/C0\"}}}";
        return SmallSchema.Endpoint("o/x", root, root, components.ToString());
    }

    private static (string Open, string Close) Nest(Random random, int depth, string[] opens, string[] closes)
    {
        var open = new StringBuilder();
        var close = new List<string>(depth);
        for (int i = 0; i < depth; i++)
        {
            int form = random.Next(opens.Length);
            open.Append(opens[form]);
            close.Add(closes[form]);
        }
        close.Reverse();
        return (open.ToString(), string.Concat(close));
    }

    private static string Pick(Random random, params string[] texts) => texts[random.Next(texts.Length)];
}
