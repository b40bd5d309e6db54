namespace KlingGen.Compiler.Naming;

/// <summary>A run of letters and digits, and what stood before it.</summary>
internal sealed class Word(string before, string text)
{
    public string Before { get; } = before;

    public string Text { get; } = text;

    public static List<Word> Split(string text)
    {
        var words = new List<Word>();
        int gap = 0;
        for (int i = 0; i < text.Length;)
        {
            if (Symbol(text, i, words.Count == 0) is { } symbol)
            {
                words.Add(new Word(text.Substring(gap, i - gap), symbol));
                gap = ++i;
                continue;
            }
            // A mark cannot begin an identifier, so it begins no word either.
            if (!Identifier.IsWordCharacter(text[i]) || !(char.IsLetterOrDigit(text[i]) || words.Count > 0))
            {
                i++;
                continue;
            }
            int start = i;
            while (i < text.Length && Identifier.IsWordCharacter(text[i]))
                i++;
            words.Add(new Word(text.Substring(gap, start - gap), text.Substring(start, i - start)));
            gap = i;
        }
        return words;
    }

    /// <summary>Signs that distinguish values, as words: <c>-1</c> and <c>1</c>, <c>C</c> and <c>C++</c>.</summary>
    private static string? Symbol(string text, int i, bool first) => text[i] switch
    {
        '+' => "Plus",
        '%' => "Percent",
        '&' => "And",
        '-' when first && i + 1 < text.Length && text[i + 1] is >= '0' and <= '9' => "Minus",
        _ => null,
    };
}
