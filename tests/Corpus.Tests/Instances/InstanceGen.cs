using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;

namespace CorpusTests.Instances;

/// <summary>How much of an object an instance shows.</summary>
internal enum Fullness
{
    /// <summary>Any member may be left out.</summary>
    Random,

    /// <summary>Every member that the schema names, every list with an item in it.</summary>
    Full,
}

/// <summary>Makes JSON that fits a schema, nearly always: what it makes is checked, not trusted. Of a union it takes the branch given, or any.</summary>
internal sealed class InstanceGen(SchemaDocument document, JsonNode? schema, Fullness fullness = Fullness.Random, int? branch = null) : Gen<JsonNode?>
{
    private const int Deepest = 7;

    public override JsonNode? Generate(PCG pcg, Size? min, out Size size)
    {
        JsonNode? value = Make(pcg, schema, "", 0);
        size = new Size((ulong)(value?.ToJsonString().Length ?? 0));
        return value;
    }

    private JsonNode? Make(PCG pcg, JsonNode? node, string name, int depth)
    {
        SchemaFacts facts = document.Facts(node);
        if (facts.IsNullable && (depth > Deepest || (fullness == Fullness.Random && pcg.Next(6) == 0)))
            return null;
        if (facts.Branches.Count > 0)
            return Make(pcg, facts.Branches[(branch ?? (int)pcg.Next((uint)facts.Branches.Count)) % facts.Branches.Count], name, depth + 1);
        if (facts.Enum is { Count: > 0 } values)
            return values[(int)pcg.Next((uint)values.Count)].DeepClone();

        string type = facts.Types.Count > 0 ? facts.Types.Order(StringComparer.Ordinal).ElementAt((int)pcg.Next((uint)facts.Types.Count))
            : facts.Properties.Count > 0 || facts.Values is not null ? "object"
            : facts.Items is not null || facts.Tuple is not null ? "array" : "";
        return type switch
        {
            "string" => Text(pcg, facts, name),
            "integer" or "number" => Number(pcg, facts, type == "integer"),
            "boolean" => JsonValue.Create(pcg.Next(2) == 0),
            "array" => List(pcg, facts, name, depth),
            "object" => Object(pcg, facts, depth),
            _ => Free(pcg, depth),
        };
    }

    private static JsonValue Text(PCG pcg, SchemaFacts facts, string name)
    {
        bool isMedia = facts.LooksLikeMedia || name.EndsWith("url", StringComparison.OrdinalIgnoreCase) || name.EndsWith("urls", StringComparison.OrdinalIgnoreCase);
        if (facts.Samples.Count > 0 && (facts.HasPattern || pcg.Next(4) == 0) && facts.Samples[(int)pcg.Next((uint)facts.Samples.Count)] is JsonValue sample && sample.TryGetValue(out string? known) && !(isMedia && known.Length == 0))
            return JsonValue.Create(known);
        if (isMedia)
            return JsonValue.Create(Texts.Media(pcg));

        int low = facts.MinLength ?? 0;
        int high = Math.Max(low, facts.MaxLength ?? Math.Max(24, low));
        int length = pcg.Next(8) switch
        {
            0 => low,
            1 when high <= 6000 => high,
            _ => low + (int)pcg.Next((uint)Math.Min(high - low, 24) + 1),
        };
        return JsonValue.Create(Texts.Make(pcg, length));
    }

    private static JsonNode Number(PCG pcg, SchemaFacts facts, bool whole)
    {
        decimal step = facts.MultipleOf ?? (whole ? 1 : 0);
        decimal low = facts.Minimum ?? (facts.ExclusiveMinimum is { } above ? above + (step > 0 ? step : 0.001m) : facts.Maximum - 1000 ?? -1000);
        decimal high = facts.Maximum ?? (facts.ExclusiveMaximum is { } below ? below - (step > 0 ? step : 0.001m) : Math.Max(low + 1000, 1000));
        decimal value = pcg.Next(8) switch
        {
            0 => low,
            1 => high,
            _ => low + ((high - low) * (pcg.Next(1_000_001) / 1_000_000m)),
        };
        if (step > 0)
            value = low == 0 || facts.MultipleOf is not null ? Math.Floor(value / step) * step : Math.Round(value);
        if (value < low)
            value += step;
        return Spell(whole ? Math.Clamp(value, long.MinValue, long.MaxValue) : value, pcg.Next(16) == 0);
    }

    /// <summary>A number as JSON; whole ones now and then as 2.0.</summary>
    public static JsonNode Spell(decimal value, bool withFraction = false)
    {
        string text = value.ToString("0.###########################", CultureInfo.InvariantCulture);
        if (withFraction && !text.Contains('.', StringComparison.Ordinal))
            text += ".0";
        return JsonNode.Parse(text)!;
    }

    private JsonArray List(PCG pcg, SchemaFacts facts, string name, int depth)
    {
        if (facts.Tuple is { } positions)
            return new JsonArray([.. positions.Select(position => Make(pcg, position, name, depth + 1))]);

        int low = facts.MinItems ?? (fullness != Fullness.Random && depth < Deepest ? 1 : 0);
        int upper = Math.Min(facts.MaxItems ?? int.MaxValue, Math.Max(low, depth > Deepest ? 0 : low + 3));
        int count = pcg.Next(10) == 0 && facts.MaxItems is { } max and <= 30 && depth <= 3 ? max : low + (int)pcg.Next((uint)Math.Max(0, upper - low) + 1);
        var items = new List<JsonNode?>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            JsonNode? item = Make(pcg, facts.Items, name, depth + 1);
            if (!facts.UniqueItems || seen.Add(item?.ToJsonString() ?? "null"))
                items.Add(item);
        }
        return new JsonArray([.. items]);
    }

    private JsonObject Object(PCG pcg, SchemaFacts facts, int depth)
    {
        var members = new JsonObject();
        uint share = pcg.Next(4) + 1;
        foreach ((string property, JsonNode? schema) in facts.Properties)
        {
            bool wanted = fullness != Fullness.Random ? depth <= Deepest : depth <= Deepest && pcg.Next(4) < share;
            if (wanted || facts.Required.Contains(property))
                members[property] = Make(pcg, schema, property, depth + 1);
        }
        foreach (string property in facts.Required.Where(property => !facts.Properties.ContainsKey(property)))
            members[property] = Free(pcg, depth);

        uint extra = facts.Values is not null ? pcg.Next(4) : facts.Properties.Count == 0 ? pcg.Next(3) : pcg.Next(8) == 0 ? 1U : 0U;
        for (uint i = 0; i < extra; i++)
        {
            string key = Texts.Make(pcg, 1 + (int)pcg.Next(6));
            if (!facts.Properties.ContainsKey(key))
                members[key] = facts.Values is null ? Free(pcg, depth) : Make(pcg, facts.Values, key, depth + 1);
        }
        return members;
    }

    /// <summary>Any JSON but null.</summary>
    public static JsonNode Free(PCG pcg, int depth) => pcg.Next(depth > 3 ? 4U : 6U) switch
    {
        0 => JsonValue.Create(pcg.Next(2) == 0),
        1 => Spell((int)pcg.Next(), pcg.Next(4) == 0),
        2 => JsonNode.Parse((BitConverter.Int64BitsToDouble((long)pcg.Next64()) is var any && double.IsFinite(any) ? any : 0.1).ToString("R", CultureInfo.InvariantCulture))!,
        3 => JsonValue.Create(Texts.Make(pcg, (int)pcg.Next(12))),
        4 => new JsonArray([.. Enumerable.Range(0, (int)pcg.Next(4)).Select(_ => pcg.Next(5) == 0 ? null : Free(pcg, depth + 1))]),
        _ => new JsonObject(Enumerable.Range(0, (int)pcg.Next(4)).Select(i => KeyValuePair.Create($"{Texts.Make(pcg, 3)}{i}", pcg.Next(5) == 0 ? null : Free(pcg, depth + 1)))),
    };
}
