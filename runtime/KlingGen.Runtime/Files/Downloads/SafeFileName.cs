using System.Buffers;
using System.Globalization;
using System.Text;

namespace KlingGen;

/// <summary>Makes a file name of foreign text that is harmless in any folder of any system: one name, not a path, nothing hidden, nothing special.</summary>
internal static class SafeFileName
{
    private const int MaxBytes = 120;
    private const int MaxExtension = 12;

    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    public static string Make(string? name, string url, string? contentType)
    {
        string clean = Clean(LastPart(name));
        if (clean.Length == 0 && Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
            clean = Clean(LastPart(Uri.UnescapeDataString(new Uri(url).AbsolutePath)));
        if (clean.Length == 0)
            clean = "file";

        string extension = MediaTypes.ExtensionIn(clean);
        string stem = clean[..^extension.Length];
        if (extension.Length == 0 && contentType is not null)
            extension = MediaTypes.Extension(contentType) ?? string.Empty;

        stem = Shorten(stem.TrimEnd('.', ' '), MaxBytes - Encoding.UTF8.GetByteCount(extension));
        if (stem.Length == 0)
            stem = "file";
        return (IsDevice(stem) ? "_" + stem : stem) + extension;
    }

    /// <summary>The name with a number, for the case that it is taken.</summary>
    public static string Numbered(string name, int number)
    {
        if (number < 2)
            return name;
        string end = Path.GetExtension(name);
        // Of a type nobody knows, an end that is a word: not the number of a version.
        bool isExtension = MediaTypes.ExtensionIn(name).Length > 0
            || (end.Length is > 1 and <= MaxExtension && char.IsAsciiLetter(end[1]) && end.AsSpan(1).IndexOfAnyExcept(LettersAndDigits) < 0);
        int cut = isExtension ? name.Length - end.Length : name.Length;
        return string.Create(CultureInfo.InvariantCulture, $"{name.AsSpan(0, cut)}-{number}{name.AsSpan(cut)}");
    }

    private static string LastPart(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return string.Empty;
        int cut = text.AsSpan().LastIndexOfAny('/', '\\');
        return text[(cut + 1)..];
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, 256));
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (clean.Length > 1000)
                break;
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            // Format characters can turn the reading direction around, so that "gnp.exe" reads "exe.png".
            bool unfit = category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned
                || rune.Value is '<' or '>' or ':' or '"' or '/' or '\\' or '|' or '?' or '*' or 0xFFFD;
            clean.Append(unfit ? "_" : rune.ToString());
        }

        string name = clean.ToString().Trim().Trim('.').Trim();
        return name.AsSpan().IndexOfAnyExcept('_', '.', ' ') < 0 ? string.Empty : name;
    }

    private static string Shorten(string stem, int maxBytes)
    {
        int bytes = 0, length = 0;
        foreach (Rune rune in stem.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
                break;
            length += rune.Utf16SequenceLength;
        }

        return stem[..length].TrimEnd('.', ' ');
    }

    // Windows takes these as devices, whatever follows the first dot.
    private static bool IsDevice(string stem)
    {
        int dot = stem.IndexOf('.', StringComparison.Ordinal);
        string first = (dot < 0 ? stem : stem[..dot]).TrimEnd(' ').ToUpperInvariant();
        return first is "CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$" or "CLOCK$"
            || (first.Length == 4 && first[..3] is "COM" or "LPT" && first[^1] is (>= '0' and <= '9') or '¹' or '²' or '³');
    }
}
