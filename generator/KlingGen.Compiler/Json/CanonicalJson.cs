using System.Globalization;
using System.Text;

namespace KlingGen.Compiler.Json;

/// <summary>
/// Writes a value in one way for every way of writing the same JSON: members by ordinal name, numbers in one spelling, strings with the
/// fewest escapes. Of members with one name the last counts, as everywhere in this compiler.
/// </summary>
internal sealed class CanonicalJson
{
    private readonly StringBuilder _text = new();
    private readonly bool _isIndented;
    private readonly int _limit;

    private CanonicalJson(bool isIndented, int limit)
    {
        _isIndented = isIndented;
        _limit = limit;
    }

    /// <summary>On one line.</summary>
    /// <param name="node">The value.</param>
    /// <param name="limit">Stops soon after this many characters.</param>
    public static string Write(JsonNode node, int limit = int.MaxValue)
    {
        var writer = new CanonicalJson(false, limit);
        writer.Append(node, 0);
        return writer._text.ToString();
    }

    /// <summary>Two blanks for each level, <c>\n</c> behind each line and at the end.</summary>
    public static string WriteIndented(JsonNode node)
    {
        var writer = new CanonicalJson(true, int.MaxValue);
        writer.Append(node, 0);
        return writer._text.Append('\n').ToString();
    }

    /// <summary>The last member of each name, by ordinal name.</summary>
    public static IEnumerable<JsonMember> Members(JsonNode node) => node.Members
        .GroupBy(static member => member.Name, StringComparer.Ordinal)
        .OrderBy(static group => group.Key, StringComparer.Ordinal)
        .Select(static group => group.Last());

    public static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            switch (c)
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\b':
                    text.Append("\\b");
                    break;
                case '\f':
                    text.Append("\\f");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case < ' ':
                    AppendEscape(text, c);
                    break;
                case var _ when char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]):
                    text.Append(c).Append(value[++i]);
                    break;
                // Half a character has no UTF-8: only the escape keeps it.
                case var _ when char.IsSurrogate(c):
                    AppendEscape(text, c);
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }
        text.Append('"');
    }

    private static void AppendEscape(StringBuilder text, char c) => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));

    private void Append(JsonNode node, int depth)
    {
        if (_text.Length > _limit)
            return;
        switch (node.Kind)
        {
            case JsonKind.Object:
                bool hasMembers = false;
                _text.Append('{');
                foreach (JsonMember member in Members(node))
                {
                    Next(ref hasMembers, depth);
                    WriteString(_text, member.Name);
                    _text.Append(": ");
                    Append(member.Value, depth + 1);
                }
                Close('}', hasMembers, depth);
                break;
            case JsonKind.Array:
                bool hasItems = false;
                _text.Append('[');
                foreach (JsonNode item in node.Items)
                {
                    if (_text.Length > _limit)
                        break;
                    Next(ref hasItems, depth);
                    Append(item, depth + 1);
                }
                Close(']', hasItems, depth);
                break;
            case JsonKind.String:
                WriteString(_text, node.Text);
                break;
            case JsonKind.Number:
                _text.Append(node.Number);
                break;
            default:
                _text.Append(node.Raw);
                break;
        }
    }

    private void Next(ref bool hasOne, int depth)
    {
        if (_isIndented)
            Line(hasOne ? "," : "", depth + 1);
        else if (hasOne)
            _text.Append(", ");
        hasOne = true;
    }

    private void Close(char bracket, bool hasOne, int depth)
    {
        if (_isIndented && hasOne)
            Line("", depth);
        _text.Append(bracket);
    }

    private void Line(string before, int depth) => _text.Append(before).Append('\n').Append(' ', depth * 2);
}
