using System.Text;

namespace KlingGen.Compiler;

/// <summary>What a language model reads about an endpoint: the name of its tool, and texts short enough for a prompt.</summary>
internal static class ModelText
{
    /// <summary>Longest name that all large model services take.</summary>
    private const int LongestName = 64;

    /// <summary>The name of the tool: the endpoint's id in the letters that names of tools have.</summary>
    public static string Name(string endpointId)
    {
        string name = new([.. endpointId.Select(static c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '-' ? c : '_')]);
        return name.Length <= LongestName ? name : name.Substring(0, LongestName - 9) + "_" + Naming.Identifier.Mark(endpointId);
    }

    /// <summary>The first sentence of a documentation, cut at a word where it is too long. Empty where there is none.</summary>
    public static string Short(DocSpec doc, int longest)
    {
        string text = PlainText.SingleLine(PlainText.Clean(doc.SummaryText)).Trim();
        int end = SentenceEnd(text);
        if (end > 0)
            text = text.Substring(0, end);
        if (text.Length > longest)
        {
            int cut = text.LastIndexOf(' ', longest - 3);
            text = text.Substring(0, cut > longest / 2 ? cut : longest - 3).TrimEnd(' ', ',', ';', ':', '.') + "...";
            text = PlainText.WithoutLoneSurrogates(text);
        }
        return text;
    }

    /// <summary>A JSON string.</summary>
    public static void WriteString(StringBuilder text, string value) => text.Append(CSharp.CSharpText.JsonString(PlainText.WithoutLoneSurrogates(value)));

    // A full stop before a blank and a capital: those of "e.g. this" and "0.5" are none.
    private static int SentenceEnd(string text)
    {
        for (int i = 1; i + 2 < text.Length; i++)
        {
            if (text[i] is '.' or '!' or '?' && text[i + 1] == ' ' && char.IsUpper(text[i + 2]) && !(char.IsUpper(text[i - 1]) && (i == 1 || !char.IsLetter(text[i - 2]))))
                return i + 1;
        }
        return -1;
    }
}
