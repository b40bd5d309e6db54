using System.Globalization;
using System.Text.Json.Nodes;

namespace CorpusTests.Instances;

/// <summary>A document's schemas as the test reads them: by hand, on System.Text.Json, with nothing of the compiler under test.</summary>
internal sealed class SchemaDocument(JsonObject root)
{
    private readonly Dictionary<JsonNode, SchemaFacts> _facts = new(ReferenceEqualityComparer.Instance);

    public JsonObject Root { get; } = root;

    /// <summary>What a schema says, references and single branches followed.</summary>
    public SchemaFacts Facts(JsonNode? schema)
    {
        if (schema is null)
            return SchemaFacts.Anything;
        lock (_facts)
        {
            if (_facts.TryGetValue(schema, out SchemaFacts? known))
                return known;
            var facts = new SchemaFacts();
            facts.Add(this, schema, 0);
            return _facts[schema] = facts;
        }
    }

    /// <summary>The most branches of any union within a schema; 1 where there is none.</summary>
    public int Widest(JsonNode? schema) => Widest(schema, new HashSet<JsonNode>(ReferenceEqualityComparer.Instance));

    private int Widest(JsonNode? schema, HashSet<JsonNode> seen)
    {
        if (schema is null || !seen.Add(schema))
            return 1;
        SchemaFacts facts = Facts(schema);
        IEnumerable<JsonNode?> inside = facts.Branches.Concat(facts.Properties.Values).Append(facts.Items).Append(facts.Values);
        return inside.Select(inner => Widest(inner, seen)).Append(Math.Max(1, facts.Branches.Count)).Max();
    }

    public JsonNode? Find(string pointer)
    {
        JsonNode? at = Root;
        foreach (string raw in pointer.TrimStart('#').Split('/').Skip(1))
        {
            string step = Uri.UnescapeDataString(raw).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            at = at switch
            {
                JsonObject members => members[step],
                JsonArray items when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < items.Count => items[index],
                _ => null,
            };
        }
        return at;
    }
}
