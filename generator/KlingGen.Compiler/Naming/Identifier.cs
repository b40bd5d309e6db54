using System.Globalization;
using System.Text;
using KlingGen.Compiler.CSharp;

namespace KlingGen.Compiler.Naming;

/// <summary>
/// Makes C# identifiers out of foreign text. Total: any text, also an empty one or one of symbols alone, gives a legal identifier.
/// The rules are documented in <c>docs/naming.md</c>.
/// </summary>
internal static class Identifier
{
    private const int LongestName = 100;

    /// <summary>The name of a type, an endpoint or a namespace segment: words joined, nothing between them.</summary>
    public static string Type(string text, string whenDigitLeads = "Type") => Finish(Join(text, keepNumbersApart: false), text, whenDigitLeads);

    /// <summary>The name of a property.</summary>
    public static string Property(string text) => Finish(Join(text, keepNumbersApart: true), text, "Value");

    /// <summary>The name of an enum member; where a digit leads, the last word of the enum's name goes in front.</summary>
    public static string EnumMember(string text, string enumName) =>
        text.Length == 0 ? "Empty" : Finish(Join(text, keepNumbersApart: true), text, LastWord(enumName));

    /// <summary>The same name with a small first letter, for parameters, locals and fields.</summary>
    public static string Camel(string pascal) => char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);

    /// <summary>Puts <c>@</c> in front of a keyword.</summary>
    public static string Escape(string identifier) => CSharpKeywords.Contains(identifier) ? "@" + identifier : identifier;

    /// <summary>Whether the text can stand as a dotted namespace.</summary>
    public static bool IsNamespace(string text) => text.Split('.').All(static segment => IsIdentifier(segment));

    /// <summary>Whether the text is an identifier and no keyword.</summary>
    public static bool IsIdentifier(string text) =>
        text.Length > 0 && !CSharpKeywords.Contains(text) && (text[0] == '_' || char.IsLetter(text[0])) && text.All(static c => c == '_' || IsWordCharacter(c));

    /// <summary>Puts a word behind a name, unless it ends with that word already.</summary>
    public static string Append(string name, string word) => name.EndsWith(word, StringComparison.Ordinal) ? name : name + word;

    /// <summary>Puts an owner's name in front; a word that ends the one and begins the other stands once.</summary>
    public static string Prepend(string owner, string name)
    {
        string word = LastWord(owner);
        bool doubled = name.Length > word.Length && name.StartsWith(word, StringComparison.Ordinal) && char.IsUpper(name[word.Length]) && owner.EndsWith(word, StringComparison.Ordinal);
        return Type(owner + (doubled ? name.Substring(word.Length) : name));
    }

    /// <summary>A short stable mark of a text.</summary>
    public static string Mark(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
            hash = unchecked((hash ^ c) * 16777619);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>The last word of a PascalCase name: <c>Ratio</c> of <c>AspectRatio</c>.</summary>
    public static string LastWord(string pascal)
    {
        int start = pascal.Length - 1;
        while (start > 0 && !(char.IsUpper(pascal[start]) && !char.IsUpper(pascal[start - 1])))
            start--;
        string word = pascal.Substring(start).TrimStart('_');
        return word.Length > 0 && char.IsLetter(word[0]) ? word : "Value";
    }

    private static string Finish(string name, string text, string whenDigitLeads)
    {
        if (name.Length == 0)
            name = CodePoints(text);
        if (!char.IsLetter(name[0]))
            name = whenDigitLeads + name;
        return name.Length <= LongestName ? name : name.Substring(0, LongestName) + "_" + Mark(text);
    }

    private static string Join(string text, bool keepNumbersApart)
    {
        List<Word> words = Word.Split(text);
        bool shouted = words.Count > 1 && !words.Any(static word => word.Text.Any(char.IsLower));
        var name = new StringBuilder();
        foreach (Word word in words)
        {
            if (keepNumbersApart && name.Length > 0 && char.IsDigit(name[name.Length - 1]) && char.IsDigit(word.Text[0]))
                name.Append(word.Before.Trim() == ":" ? 'x' : '_');
            name.Append(char.ToUpperInvariant(word.Text[0]));
            name.Append(shouted ? word.Text.Substring(1).ToLowerInvariant() : word.Text.Substring(1));
            if (name.Length > 2 * LongestName)
                break;
        }
        return name.ToString();
    }

    private static string CodePoints(string text)
    {
        var name = new StringBuilder("U");
        for (int i = 0; i < text.Length && name.Length < 40; i++)
        {
            bool pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            int code = pair ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i];
            name.Append(code.ToString("X4", CultureInfo.InvariantCulture));
            if (pair)
                i++;
        }
        return name.Length == 1 ? "Empty" : name.ToString();
    }

    /// <summary>Letters and digits. Format characters are no part: the compiler ignores them, so two names would become one.</summary>
    internal static bool IsWordCharacter(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => true,
        _ => false,
    };
}
