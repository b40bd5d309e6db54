using System.Text;
using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>What a schema allows, as a text that is equal where it is: in canonical form, without what only describes.</summary>
internal static class SchemaKey
{
    public static string Of(JsonNode schema)
    {
        var text = new StringBuilder();
        Write(text, schema, SchemaPlaceKind.Schema);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode node, SchemaPlaceKind kind)
    {
        if (kind == SchemaPlaceKind.List)
        {
            text.Append('[');
            foreach (JsonNode item in node.Items)
                Write(text, item, SchemaPlaceKind.Schema);
            text.Append(']');
            return;
        }
        if (kind == SchemaPlaceKind.Value || !node.IsObject)
        {
            text.Append(CanonicalJson.Write(node)).Append(',');
            return;
        }

        // Only the keywords of a schema can be annotations; a member of an object may be called `title` and be a rule.
        text.Append('{');
        foreach (JsonMember member in CanonicalJson.Members(node))
        {
            if (kind == SchemaPlaceKind.Schema && Keywords.IsAnnotation(member.Name))
                continue;
            CanonicalJson.WriteString(text, member.Name);
            text.Append(':');
            Write(text, member.Value, kind == SchemaPlaceKind.Map ? SchemaPlaceKind.Schema : Subschemas.Kind(member.Name, member.Value));
        }
        text.Append('}');
    }
}
