using System.Text;

namespace KlingGen.Emulator.Validation;

/// <summary>Puts one UTF-16 unit in the place of each code point that takes two, so that NJsonSchema's lengths count code points.</summary>
/// <remarks>The same code point always folds to the same private-use character, so enums, patterns and unique items check as before.</remarks>
internal sealed class AstralFolder
{
    private const char First = '\uE000';
    private const char Last = '\uF8FF';

    private readonly Dictionary<Rune, char> _folded;

    public AstralFolder() => _folded = [];

    private AstralFolder(AstralFolder other) => _folded = new Dictionary<Rune, char>(other._folded);

    public AstralFolder Copy() => new(this);

    public string Fold(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return text;

        var result = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value < 0x10000)
                result.Append((char)rune.Value);
            else
                result.Append(Character(rune));
        }

        return result.ToString();
    }

    private char Character(Rune rune)
    {
        if (!_folded.TryGetValue(rune, out char character))
            _folded[rune] = character = (char)Math.Min(First + _folded.Count, Last);
        return character;
    }
}
