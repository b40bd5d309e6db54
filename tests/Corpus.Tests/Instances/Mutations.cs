using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CorpusTests.Instances;

/// <summary>Every single change that could matter to a rule: both sides of each bound, each type for each other, each member gone.</summary>
internal sealed class Mutations(SchemaDocument document)
{
    private const int Deepest = 10;
    private const int LongestText = 50_000;

    private readonly List<Mutation> _found = [];

    public static IReadOnlyList<Mutation> Of(SchemaDocument document, JsonNode? schema, JsonNode? instance)
    {
        var mutations = new Mutations(document);
        mutations.Walk(schema, instance, []);
        return [.. mutations._found.DistinctBy(static mutation => (mutation.Pointer, mutation.Removes, mutation.Value?.ToJsonString()))];
    }

    private void Walk(JsonNode? schema, JsonNode? value, IReadOnlyList<object> path)
    {
        if (path.Count > Deepest)
            return;
        SchemaFacts facts = document.Facts(schema);
        Types(path);
        foreach (JsonNode? branch in facts.Branches)
            Walk(branch, value, path);
        if (facts.Enum is not null)
            Enum(facts, path);
        switch (value)
        {
            case JsonObject members:
                Members(facts, members, path);
                break;
            case JsonArray items:
                Items(facts, items, path);
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String:
                Text(facts, path);
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.Number:
                Number(facts, path);
                break;
        }
    }

    private void Types(IReadOnlyList<object> path)
    {
        Add(path, "null", null);
        Add(path, "a number instead", JsonValue.Create(7));
        Add(path, "a fraction instead", JsonNode.Parse("1.5"));
        Add(path, "a word instead", JsonValue.Create("no such word"));
        Add(path, "a boolean instead", JsonValue.Create(true));
        Add(path, "an object instead", new JsonObject());
        Add(path, "a list instead", new JsonArray());
    }

    private void Enum(SchemaFacts facts, IReadOnlyList<object> path)
    {
        foreach (JsonNode value in facts.Enum!.Take(40))
        {
            Add(path, "another allowed value", value);
            if (value is JsonValue scalar && scalar.TryGetValue(out string? text))
            {
                Add(path, "an allowed value in other case", JsonValue.Create(text.Any(char.IsLower) ? text.ToUpperInvariant() : text.ToLowerInvariant()));
                Add(path, "an allowed value and a blank", JsonValue.Create(text + " "));
            }
        }
    }

    private void Members(SchemaFacts facts, JsonObject members, IReadOnlyList<object> path)
    {
        foreach ((string name, JsonNode? value) in members)
        {
            object[] inside = [.. path, name];
            _found.Add(new Mutation(inside, facts.Required.Contains(name) ? "missing required" : "left out", null, Removes: true));
            if (facts.Properties.TryGetValue(name, out JsonNode? schema))
                Walk(schema, value, inside);
            else if (facts.Values is not null)
                Walk(facts.Values, value, inside);
        }
        if (!members.ContainsKey("unheard_of"))
            Add([.. path, "unheard_of"], "an unknown member", JsonValue.Create("x"));
    }

    private void Items(SchemaFacts facts, JsonArray items, IReadOnlyList<object> path)
    {
        if (items.Count > 0)
        {
            for (int i = 0; i < Math.Min(items.Count, 2); i++)
                Walk(facts.Tuple is { } tuple && i < tuple.Count ? tuple[i] : facts.Items, items[i], [.. path, i]);
            if (facts.MaxItems is { } max and < 200)
            {
                Add(path, "as many items as allowed", Repeat(items, max));
                Add(path, "one item too many", Repeat(items, max + 1));
            }
            if (facts.MinItems is { } least and > 0 and < 200)
            {
                Add(path, "as few items as allowed", Repeat(items, least));
                Add(path, "one item too few", Repeat(items, least - 1));
            }
            Add(path, "the same item twice", Repeat(new JsonArray(items[0]?.DeepClone()), 2));
            Add(path, "no items", new JsonArray());
        }
    }

    private void Text(SchemaFacts facts, IReadOnlyList<object> path)
    {
        Add(path, "no text", JsonValue.Create(""));
        foreach (int limit in new[] { facts.MinLength, facts.MaxLength }.OfType<int>().Where(static limit => limit <= LongestText))
        {
            foreach (int length in new[] { limit - 1, limit, limit + 1 }.Where(static length => length >= 0))
            {
                Add(path, $"{length} characters", JsonValue.Create(new string('x', length)));
                Add(path, $"{length} characters of two units", JsonValue.Create(Texts.Astral(length)));
                if (length > Texts.Address.Length)
                    Add(path, $"an address of {length} characters", JsonValue.Create(Texts.Address.PadRight(length, 'x')));
            }
        }
    }

    private void Number(SchemaFacts facts, IReadOnlyList<object> path)
    {
        foreach (decimal limit in new[] { facts.Minimum, facts.Maximum, facts.ExclusiveMinimum, facts.ExclusiveMaximum }.OfType<decimal>().Distinct())
        {
            Add(path, "at a bound", InstanceGen.Spell(limit));
            Add(path, "at a bound, with a fraction", InstanceGen.Spell(limit, withFraction: true));
            Add(path, "above a bound", InstanceGen.Spell(limit + 1));
            Add(path, "below a bound", InstanceGen.Spell(limit - 1));
            Add(path, "a little above a bound", InstanceGen.Spell(limit + 0.0009765625m));
            Add(path, "a little below a bound", InstanceGen.Spell(limit - 0.0009765625m));
        }
        if (facts.MultipleOf is { } step)
        {
            foreach (decimal factor in (decimal[])[0, 1, 3, 7, -3, 0.5m, 1.25m])
                Add(path, string.Create(CultureInfo.InvariantCulture, $"{factor} steps"), InstanceGen.Spell(step * factor));
        }
        Add(path, "zero", InstanceGen.Spell(0));
        Add(path, "minus one", InstanceGen.Spell(-1));
        Add(path, "whole, with a fraction", JsonNode.Parse("2.0"));
        Add(path, "beyond 32 bits", JsonNode.Parse("3000000000"));
        Add(path, "beyond 64 bits", JsonNode.Parse("20000000000000000000"));
    }

    private static JsonArray Repeat(JsonArray items, int count) =>
        new([.. Enumerable.Range(0, count).Select(i => items[i % items.Count]?.DeepClone())]);

    private void Add(IReadOnlyList<object> path, string kind, JsonNode? value) => _found.Add(new Mutation(path, kind, value));
}
