using System.Text.Json.Nodes;

namespace KlingGen.Emulator.Validation;

/// <summary>
/// Refuses schemas that lead from one to the next too often before they say anything about a value, on too many ways, or back to themselves: whoever
/// follows them step by step has no end, or no stack.
/// </summary>
internal static class ReferenceChains
{
    private const string Definitions = "#/definitions/";
    private const int Longest = 64;
    private const int MaxWays = 1_000;

    private static readonly string[] s_combinations = ["allOf", "anyOf", "oneOf"];

    /// <summary>The definition that a schema refers to, or null.</summary>
    public static string? Definition(JsonObject schema) =>
        schema["$ref"] is JsonValue reference && reference.TryGetValue(out string? text) && text.StartsWith(Definitions, StringComparison.Ordinal) ? text[Definitions.Length..] : null;

    /// <exception cref="InvalidDataException">There is such a chain.</exception>
    public static void Check(JsonObject definitions)
    {
        // The longest chain from each definition and the number of ways, found without recursion: a definition is settled after all that it leads to.
        var lengths = new Dictionary<string, int>(StringComparer.Ordinal);
        var ways = new Dictionary<string, long>(StringComparer.Ordinal);
        var open = new HashSet<string>(StringComparer.Ordinal);
        var path = new Stack<(string Name, bool Leave)>(definitions.Select(static definition => (definition.Key, false)));
        while (path.TryPop(out (string Name, bool Leave) step))
        {
            string[] next = definitions[step.Name] is { } schema ? [.. Next(schema)] : [];
            if (step.Leave)
            {
                open.Remove(step.Name);
                lengths[step.Name] = 1 + next.Select(name => lengths.GetValueOrDefault(name)).DefaultIfEmpty().Max();
                if (lengths[step.Name] > Longest)
                    throw new InvalidDataException($"'{step.Name}' leads through more than {Longest} references.");
                ways[step.Name] = 1 + next.Sum(name => ways.GetValueOrDefault(name));
                if (ways[step.Name] > MaxWays)
                    throw new InvalidDataException($"'{step.Name}' leads to others in more than {MaxWays} ways.");
                continue;
            }

            if (lengths.ContainsKey(step.Name))
                continue;
            if (!open.Add(step.Name))
                throw new InvalidDataException($"'{step.Name}' leads back to itself.");
            path.Push((step.Name, true));
            foreach (string name in next)
            {
                if (open.Contains(name))
                    throw new InvalidDataException($"'{name}' leads back to itself.");
                path.Push((name, false));
            }
        }
    }

    /// <summary>The definitions that speak about the same value as a schema does.</summary>
    private static IEnumerable<string> Next(JsonNode? schema)
    {
        if (schema is not JsonObject members)
            return [];
        IEnumerable<string> own = Definition(members) is { } name ? [name] : [];
        return own.Concat(s_combinations.SelectMany(keyword => members[keyword] as JsonArray ?? []).Append(members["not"] as JsonObject).SelectMany(Next));
    }
}
