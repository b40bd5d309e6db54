using System.Globalization;
using System.Text;

namespace KlingGen.CompilerServices;

/// <summary>A character class of a pattern: ranges of code points and .NET's own classes, written so that .NET reads code points too.</summary>
/// <remarks>
/// .NET matches UTF-16 units. A class is therefore written as units outside the surrogates, or a pair; so a pattern never cuts a pair in two.
/// </remarks>
internal sealed class CodePointSet
{
    public const string AnyPair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";

    /// <summary>The last code point of Unicode.</summary>
    public const int Last = 0x10FFFF;

    private const int FirstAstral = 0x10000;

    private readonly List<(int From, int To)> _ranges = [];
    private readonly StringBuilder _classes = new();

    public CodePointSet Add(int from, int to)
    {
        _ranges.Add((from, to));
        return this;
    }

    public CodePointSet Add(IEnumerable<(int From, int To)> ranges)
    {
        _ranges.AddRange(ranges);
        return this;
    }

    /// <summary>Adds a class in .NET's spelling, <c>\w</c>. What it holds beyond the first plane is unknown to .NET, so every pair counts as held.</summary>
    public CodePointSet AddClass(string spelled)
    {
        _classes.Append(spelled);
        return this;
    }

    public static IEnumerable<(int From, int To)> Complement(IEnumerable<(int From, int To)> ranges)
    {
        int next = 0;
        foreach ((int from, int to) in ranges.OrderBy(static range => range.From))
        {
            if (from > next) yield return (next, from - 1);
            next = Math.Max(next, to + 1);
        }

        if (next <= Last) yield return (next, Last);
    }

    public void WriteTo(StringBuilder pattern, bool negated)
    {
        bool classes = _classes.Length > 0;
        if (classes && negated)
        {
            pattern.Append("(?:").Append(AnyPair).Append("|[^").Append(_classes);
            foreach ((int from, int to) in _ranges) AppendRange(pattern, from, Math.Min(to, FirstAstral - 1));
            pattern.Append(@"\uD800-\uDFFF])");
            return;
        }

        IEnumerable<(int From, int To)> ranges = negated ? Complement(_ranges) : _ranges;
        var units = new StringBuilder().Append(_classes);
        var pairs = new List<string>();
        if (classes) pairs.Add(AnyPair);
        foreach ((int from, int to) in ranges)
        {
            AppendRange(units, from, Math.Min(to, 0xD7FF));
            AppendRange(units, Math.Max(from, 0xE000), Math.Min(to, FirstAstral - 1));
            if (!classes && to >= FirstAstral) AppendPairs(pairs, Math.Max(from, FirstAstral), to);
        }

        if (units.Length > 0) pairs.Add($"[{units}]");
        pattern.Append(pairs.Count == 0 ? "(?!)" : $"(?:{string.Join("|", pairs)})");
    }

    private static void AppendRange(StringBuilder units, int from, int to)
    {
        if (from > to) return;
        units.Append(Unit(from));
        if (to > from) units.Append('-').Append(Unit(to));
    }

    private static void AppendPairs(List<string> pairs, int from, int to)
    {
        (int highFrom, int lowFrom) = Split(from);
        (int highTo, int lowTo) = Split(to);
        if (highFrom == highTo)
        {
            pairs.Add($"{Unit(highFrom)}[{Unit(lowFrom)}-{Unit(lowTo)}]");
            return;
        }

        pairs.Add($"{Unit(highFrom)}[{Unit(lowFrom)}-\\uDFFF]");
        if (highTo - highFrom > 1) pairs.Add($"[{Unit(highFrom + 1)}-{Unit(highTo - 1)}][\\uDC00-\\uDFFF]");
        pairs.Add($"{Unit(highTo)}[\\uDC00-{Unit(lowTo)}]");
    }

    private static (int High, int Low) Split(int codePoint) =>
        (0xD800 + ((codePoint - FirstAstral) >> 10), 0xDC00 + ((codePoint - FirstAstral) & 0x3FF));

    /// <summary>A UTF-16 unit, escaped.</summary>
    public static string Unit(int unit) => "\\u" + unit.ToString("X4", CultureInfo.InvariantCulture);
}
