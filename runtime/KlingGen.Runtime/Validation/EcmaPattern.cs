using System.Globalization;
using System.Text;

namespace KlingGen.Validation;

/// <summary>Turns a regular expression of ECMAScript into one that means the same to .NET.</summary>
/// <remarks>
/// The two differ in more than they look: <c>$</c> before a final line end, <c>.</c> and line ends, classes beyond ASCII, code points against
/// UTF-16 units, class subtraction, group numbers, references to groups that took no part.
/// </remarks>
internal sealed partial class EcmaPattern
{
    private const string WordUnit = "[0-9A-Z_a-z]";

    private readonly string _source;
    private readonly bool _unicode;
    private readonly StringBuilder _out = new();
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private int _at;
    private int _groups;
    private int _open;

    private EcmaPattern(string source, bool unicode)
    {
        _source = source;
        _unicode = unicode;
    }

    /// <summary>Translates a pattern.</summary>
    /// <param name="pattern">The pattern of the schema.</param>
    /// <param name="unicodeClasses">Whether <c>\w</c> and its like reach beyond ASCII, as in the service's languages, or not, as in ECMAScript.</param>
    /// <returns>The pattern for .NET; null when it cannot be understood.</returns>
    public static string? Translate(string pattern, bool unicodeClasses)
    {
        var translation = new EcmaPattern(pattern, unicodeClasses);
        return translation.CountGroups() && translation.Run() ? translation._out.ToString() : null;
    }

    private bool Run()
    {
        while (_at < _source.Length)
        {
            char c = _source[_at];
            bool understood = c switch
            {
                '\\' => Escape(),
                '[' => Class(),
                '(' => Open(),
                ')' => Close(),
                '.' => Dot(),
                '$' => Copy("\\z"),
                '^' or '|' => Copy(c.ToString()),
                '*' or '+' or '?' => Copy(c.ToString()),
                '{' => Braces(),
                _ => Literal(),
            };
            if (!understood) return false;
        }

        return _open == 0;
    }

    private bool Copy(string text)
    {
        _at++;
        _out.Append(text);
        return true;
    }

    private bool Dot()
    {
        _at++;
        EcmaClasses.Dot(_unicode).WriteTo(_out, negated: false);
        return true;
    }

    private bool Literal()
    {
        int codePoint = ReadCodePoint();
        AppendLiteral(codePoint);
        return true;
    }

    private int ReadCodePoint()
    {
        bool pair = _at + 1 < _source.Length && char.IsSurrogatePair(_source[_at], _source[_at + 1]);
        int codePoint = pair ? char.ConvertToUtf32(_source[_at], _source[_at + 1]) : _source[_at];
        _at += pair ? 2 : 1;
        return codePoint;
    }

    private void AppendLiteral(int codePoint)
    {
        if (codePoint > 0xFFFF) new CodePointSet().Add(codePoint, codePoint).WriteTo(_out, negated: false);
        else if (char.IsAsciiLetterOrDigit((char)codePoint)) _out.Append((char)codePoint);
        else _out.Append(CultureInfo.InvariantCulture, $"\\u{codePoint:X4}");
    }

    private bool Open()
    {
        _open++;
        string rest = _source[_at..Math.Min(_source.Length, _at + 4)];
        if (!rest.StartsWith("(?", StringComparison.Ordinal)) return Copy("(");
        foreach (string kind in (ReadOnlySpan<string>)["(?:", "(?=", "(?!", "(?<=", "(?<!"])
        {
            if (!rest.StartsWith(kind, StringComparison.Ordinal)) continue;
            _at += kind.Length;
            _out.Append(kind);
            return true;
        }

        int name = rest.StartsWith("(?<", StringComparison.Ordinal) ? _at + 3 : rest.StartsWith("(?P<", StringComparison.Ordinal) ? _at + 4 : -1;
        int end = name < 0 ? -1 : _source.IndexOf('>', name);
        if (end < 0) return false;

        // Without its name: .NET numbers named groups after the others, ECMAScript from left to right.
        _at = end + 1;
        _out.Append('(');
        return true;
    }

    private bool Close()
    {
        _open--;
        return _open >= 0 && Copy(")");
    }

    private bool Braces()
    {
        int at = _at + 1;
        int first = Digits(ref at);
        if (first > 0 && at < _source.Length && _source[at] == ',')
        {
            at++;
            Digits(ref at);
        }

        if (first == 0 || at >= _source.Length || _source[at] != '}') return Copy("\\{");
        _out.Append(_source, _at, at + 1 - _at);
        _at = at + 1;
        return true;
    }

    private int Digits(ref int at)
    {
        int start = at;
        while (at < _source.Length && char.IsAsciiDigit(_source[at])) at++;
        return at - start;
    }

    /// <summary>Numbers the groups ahead of the translation: a reference may stand before its group.</summary>
    private bool CountGroups()
    {
        bool inClass = false;
        for (int i = 0; i < _source.Length; i++)
        {
            char c = _source[i];
            if (c == '\\') i++;
            else if (c == '[') inClass = true;
            else if (c == ']') inClass = false;
            else if (c == '(' && !inClass && !CountGroup(i)) return false;
        }

        return true;
    }

    private bool CountGroup(int at)
    {
        ReadOnlySpan<char> rest = _source.AsSpan(at + 1);
        if (!rest.StartsWith("?"))
        {
            _groups++;
            return true;
        }

        int start = rest.StartsWith("?P<") ? 3 : rest.StartsWith("?<") && !rest.StartsWith("?<=") && !rest.StartsWith("?<!") ? 2 : -1;
        if (start < 0) return true;
        int end = rest.IndexOf('>');
        if (end < start) return false;
        _groups++;
        return _names.TryAdd(rest[start..end].ToString(), _groups);
    }
}
