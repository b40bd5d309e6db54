using System.Globalization;
using System.Text;

namespace KlingGen.Compiler.Json;

/// <summary>Writes a value without blanks and with its members by ordinal name: the same for every way of writing the same JSON.</summary>
internal static class CanonicalJson
{
    public static string Write(JsonNode node, Func<string, bool>? leaveOut = null, int limit = int.MaxValue)
    {
        var text = new StringBuilder();
        Write(text, node, leaveOut, limit);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode node, Func<string, bool>? leaveOut, int limit)
    {
        if (text.Length > limit)
            return;
        switch (node.Kind)
        {
            case JsonKind.Object:
                text.Append('{');
                bool first = true;
                foreach (IGrouping<string, JsonMember> member in node.Members.GroupBy(static member => member.Name, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
                {
                    if (leaveOut?.Invoke(member.Key) == true)
                        continue;
                    if (!first)
                        text.Append(", ");
                    first = false;
                    WriteString(text, member.Key);
                    text.Append(": ");
                    Write(text, member.Last().Value, leaveOut, limit);
                }
                text.Append('}');
                break;
            case JsonKind.Array:
                text.Append('[');
                for (int i = 0; i < node.Items.Length && text.Length <= limit; i++)
                {
                    if (i > 0)
                        text.Append(", ");
                    Write(text, node.Items[i], leaveOut, limit);
                }
                text.Append(']');
                break;
            case JsonKind.String:
                WriteString(text, node.Text);
                break;
            default:
                text.Append(node.Raw);
                break;
        }
    }

    public static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            switch (c)
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case < ' ':
                    text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }
        text.Append('"');
    }
}
