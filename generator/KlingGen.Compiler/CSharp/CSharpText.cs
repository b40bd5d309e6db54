using System.Globalization;
using System.Text;

namespace KlingGen.Compiler.CSharp;

/// <summary>The one place where foreign text enters C# literals.</summary>
internal static class CSharpText
{
    /// <summary>A string literal. Everything but printable ASCII and plain letters is escaped, so that no text can end it, hide in it or turn its direction.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('"');
        foreach (char c in text)
            Append(literal, c);
        return literal.Append('"').ToString();
    }

    /// <summary>A UTF-8 literal; half a surrogate pair has no UTF-8, and becomes U+FFFD as it does on the wire.</summary>
    public static string Utf8Literal(string text) => Literal(PlainText.WithoutLoneSurrogates(text)) + "u8";

    /// <summary>A JSON string in the characters that <see cref="Literal"/> takes as they are.</summary>
    public static string JsonString(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
                json.Append('\\').Append(c);
            else if (c is >= ' ' and < '\u007F' || (c > '\u007F' && char.IsLetter(c)))
                json.Append(c);
            else
                json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }
        return json.Append('"').ToString();
    }

    /// <summary>JSON as the document spells it, without characters that end a line of C# or turn its direction; outside of strings there are none.</summary>
    public static string PlainJson(string json)
    {
        if (json.All(static c => c is >= ' ' and < '\u007F'))
            return json;
        var plain = new StringBuilder(json.Length + 16);
        foreach (char c in PlainText.WithoutLoneSurrogates(json))
        {
            if (c is >= ' ' and < '\u007F' || (c > '\u007F' && char.IsLetter(c)))
                plain.Append(c);
            else
                plain.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }
        return plain.ToString();
    }

    private static void Append(StringBuilder literal, char c)
    {
        switch (c)
        {
            case '"':
                literal.Append("\\\"");
                break;
            case '\\':
                literal.Append("\\\\");
                break;
            case '\n':
                literal.Append("\\n");
                break;
            case '\r':
                literal.Append("\\r");
                break;
            case '\t':
                literal.Append("\\t");
                break;
            case '\0':
                literal.Append("\\0");
                break;
            case >= ' ' and < '\u007F':
            case > '\u007F' when char.IsLetter(c):
                literal.Append(c);
                break;
            default:
                literal.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>Puts texts one after the other into lines that are no wider than given; a text that is wider has a line of its own.</summary>
    public static IEnumerable<string> Fill(IEnumerable<string> texts, int width)
    {
        var line = new StringBuilder();
        foreach (string text in texts)
        {
            if (line.Length > 0 && line.Length + text.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }
            line.Append(text);
        }
        if (line.Length > 0)
            yield return line.ToString();
    }
}
