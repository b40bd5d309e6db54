using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CorpusTests.Emitted;
using KlingGen.Compiler;

namespace CorpusTests.Oracles;

/// <summary>
/// Whether what was written is what was read: the same JSON with numbers compared by value, and without nulls in those members where null
/// and absence mean the same.
/// </summary>
internal static class WrittenJson
{
    /// <returns>The first difference, or null.</returns>
    public static string? Difference(EmittedEndpoint endpoint, TypeSpec type, JsonNode? read, JsonNode? written, string pointer = "")
    {
        switch (type)
        {
            case NamedType named when endpoint.Definitions[named.Name] is RecordSpec record && read is JsonObject members && written is JsonObject kept:
                return Members(endpoint, record, members, kept, pointer);
            case NamedType named when endpoint.Definitions[named.Name] is TupleSpec tuple && read is JsonArray items && written is JsonArray kept:
                return kept.Count != tuple.Items.Count ? $"{pointer}: {kept.Count} items"
                    : tuple.Items.Select((item, i) => Difference(endpoint, item.Value.Type, items[i], kept[i], $"{pointer}/{i}")).FirstOrDefault(static found => found is not null);
            case NamedType named when endpoint.Definitions[named.Name] is UnionSpec union && (!union.InOutput || !Same(read, written)):
                string?[] found = [.. union.Cases.Select(item => Difference(endpoint, item.Value.Type, read, written, pointer))];
                return found.Contains(null) ? null : found[0];
            case ListType list when read is JsonArray items && written is JsonArray kept:
                return items.Count != kept.Count ? $"{pointer}: {kept.Count} items instead of {items.Count}"
                    : items.Select((item, i) => Difference(endpoint, list.Item.Type, item, kept[i], $"{pointer}/{i}")).FirstOrDefault(static difference => difference is not null);
            case MapType map when read is JsonObject members && written is JsonObject kept:
                return members.Count != kept.Count ? $"{pointer}: {kept.Count} entries instead of {members.Count}"
                    : members.Select(member => kept.ContainsKey(member.Key) ? Difference(endpoint, map.Value.Type, member.Value, kept[member.Key], $"{pointer}/{member.Key}") : $"{pointer}: {member.Key} is lost").FirstOrDefault(static difference => difference is not null);
            default:
                return Same(read, written) ? null : $"{pointer}: {Short(read)} became {Short(written)}";
        }
    }

    /// <summary>Equal JSON, numbers by value, members in any order.</summary>
    public static bool Same(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (null, null) => true,
        (JsonObject a, JsonObject b) => a.Count == b.Count && a.All(member => b.TryGetPropertyValue(member.Key, out JsonNode? other) && Same(member.Value, other)),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(static pair => Same(pair.First, pair.Second)),
        (JsonValue a, JsonValue b) when a.GetValueKind() == JsonValueKind.Number && b.GetValueKind() == JsonValueKind.Number => SameNumber(a.ToJsonString(), b.ToJsonString()),
        (JsonValue a, JsonValue b) when a.TryGetValue(out string? x) && b.TryGetValue(out string? y) => x == y,
        (JsonValue a, JsonValue b) => a.GetValueKind() == b.GetValueKind() && a.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        _ => false,
    };

    private static string? Members(EmittedEndpoint endpoint, RecordSpec record, JsonObject read, JsonObject written, string pointer)
    {
        int expected = 0;
        foreach ((string name, JsonNode? value) in read)
        {
            MemberSpec? member = record.Members.FirstOrDefault(member => member.WireName == name);
            bool nullIsAbsence = member is not null && (member.Presence == MemberPresence.Optional || (member.Presence == MemberPresence.RequiredNullable && !record.InInput));
            if (value is null && nullIsAbsence)
            {
                if (written.ContainsKey(name))
                    return $"{pointer}/{name}: null is sent, but means absence";
                continue;
            }
            expected++;
            if (!written.TryGetPropertyValue(name, out JsonNode? kept))
                return $"{pointer}/{name}: {Short(value)} is lost";
            string? difference = member is null
                ? Same(value, kept) ? null : $"{pointer}/{name}: {Short(value)} became {Short(kept)}"
                : value is null ? kept is null ? null : $"{pointer}/{name}: null became {Short(kept)}"
                : Difference(endpoint, member.Value.Type, value, kept, $"{pointer}/{name}");
            if (difference is not null)
                return difference;
        }
        return expected == written.Count ? null : $"{pointer}: {string.Join(", ", written.Select(static member => member.Key).Except(read.Select(static member => member.Key)))} came out of nothing";
    }

    private static bool SameNumber(string left, string right)
    {
        if (left == right)
            return true;
        bool bothWhole = !left.AsSpan().ContainsAny(".eE") && !right.AsSpan().ContainsAny(".eE");
        return !bothWhole && double.Parse(left, CultureInfo.InvariantCulture).Equals(double.Parse(right, CultureInfo.InvariantCulture) + 0.0);
    }

    private static string Short(JsonNode? node) => Instances.Json.Text(node) is { Length: > 80 } text ? text[..80] + "…" : Instances.Json.Text(node);
}
