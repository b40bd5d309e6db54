namespace KlingGen.CompilerServices;

/// <summary>The properties of Unicode that a pattern can ask for and .NET can answer: general categories, and a few that follow from code points.</summary>
internal static class UnicodeProperties
{
    /// <summary>Short and long names of a category, as ECMAScript lists them, and the classes of .NET that make it up.</summary>
    private static readonly Dictionary<string, string[]> Categories = Read(
        "L Letter|Lu Uppercase_Letter|Ll Lowercase_Letter|Lt Titlecase_Letter|Lm Modifier_Letter|Lo Other_Letter|" +
        "M Mark Combining_Mark|Mn Nonspacing_Mark|Mc Spacing_Mark|Me Enclosing_Mark|" +
        "N Number|Nd Decimal_Number digit|Nl Letter_Number|No Other_Number|" +
        "P Punctuation punct|Pc Connector_Punctuation|Pd Dash_Punctuation|Ps Open_Punctuation|Pe Close_Punctuation|Pi Initial_Punctuation|Pf Final_Punctuation|Po Other_Punctuation|" +
        "S Symbol|Sm Math_Symbol|Sc Currency_Symbol|Sk Modifier_Symbol|So Other_Symbol|" +
        "Z Separator|Zs Space_Separator|Zl Line_Separator|Zp Paragraph_Separator|" +
        "C Other|Cc Control cntrl|Cf Format|Cs Surrogate|Co Private_Use|Cn Unassigned");

    /// <summary>Adds what <c>\p{name}</c>, or <c>\P{name}</c>, holds.</summary>
    /// <returns>False when the property is not known.</returns>
    public static bool Add(CodePointSet set, string name, bool negated)
    {
        foreach (string prefix in (string[])["gc=", "General_Category="])
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)) name = name.Substring(prefix.Length);
        }

        if (Categories.TryGetValue(name, out string[]? classes))
        {
            set.AddClass($"\\{(negated ? 'P' : 'p')}{{{classes[0]}}}");
            return true;
        }

        switch (name)
        {
            case "LC" or "Cased_Letter" when !negated:
                set.AddClass("\\p{Lu}\\p{Ll}\\p{Lt}");
                return true;
            case "Assigned":
                set.AddClass($"\\{(negated ? 'p' : 'P')}{{Cn}}");
                return true;
            case "Any":
                if (!negated) set.Add(0, CodePointSet.Last);
                return true;
            case "ASCII":
                set.Add(negated ? 0x80 : 0, negated ? CodePointSet.Last : 0x7F);
                return true;
            default:
                return false;
        }
    }

    private static Dictionary<string, string[]> Read(string table)
    {
        var categories = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (string row in table.Split('|'))
        {
            string[] names = row.Split(' ');
            foreach (string name in names) categories.Add(name, names);
        }

        return categories;
    }
}
