using System.Text;

namespace KlingGen.CompilerServices;

/// <summary>Turns a regular expression of ECMAScript into one that means the same to .NET.</summary>
/// <remarks>
/// <para>
/// The two differ in more than they look: <c>$</c> before a final line end, <c>.</c> and line ends, classes beyond ASCII, code points against
/// UTF-16 units, class subtraction, group numbers, references to groups that took no part, groups that are forgotten when a loop starts again.
/// </para>
/// <para>
/// The service's framework writes Python: its anchors <c>\A</c> and <c>\Z</c>, names <c>(?P&lt;n&gt;…)</c> and <c>(?P=n)</c>, comments and a
/// leading <c>(?i)</c> are read as Python means them. What has no meaning in ECMAScript, or another one in Python, is not understood.
/// </para>
/// <para>This file is compiled into the generator too, so that the build says what a call could not check: no API beyond .NET Standard 2.0.</para>
/// </remarks>
internal sealed partial class EcmaPattern
{
    private const string WordUnit = "[0-9A-Z_a-z]";
    private const int MaxGroups = 200;
    private const int LongestPattern = 20_000;

    private readonly string _source;
    private readonly bool _unicode;
    private readonly StringBuilder _out = new();
    private readonly EcmaGroups _groups = new();
    private readonly Stack<string> _open = new();
    private int _at;
    private bool _dotIsAll;
    private string? _problem;

    private EcmaPattern(string source, bool unicode)
    {
        _source = source;
        _unicode = unicode;
    }

    /// <summary>Translates a pattern.</summary>
    /// <param name="pattern">The pattern of the schema.</param>
    /// <param name="unicodeClasses">Whether <c>\w</c> and its like reach beyond ASCII, as in the service's languages, or not, as in ECMAScript.</param>
    /// <param name="problem">Why the pattern is not understood, as the beginning of a sentence; null when it is.</param>
    /// <returns>The pattern for .NET; null when it cannot be understood.</returns>
    public static string? Translate(string pattern, bool unicodeClasses, out string? problem)
    {
        var translation = new EcmaPattern(pattern, unicodeClasses);
        bool understood = translation.Prepare() && translation.Run();
        problem = understood ? null : translation._problem ?? "it is not a regular expression of ECMAScript";
        return understood ? translation._out.ToString() : null;
    }

    private bool Prepare()
    {
        if (_source.Length > LongestPattern) return Unknown($"it has more than {LongestPattern} characters");
        _problem = _groups.Read(_source);
        return _problem is null && (_groups.Deepest <= MaxGroups || Unknown($"it nests more than {MaxGroups} groups"));
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
                '*' or '+' or '?' => Quantifier(_at + 1),
                '{' => Braces(),
                _ => Literal(),
            };
            if (!understood) return false;
        }

        return _open.Count == 0;
    }

    /// <summary>Notes why the pattern is not understood.</summary>
    private bool Unknown(string problem)
    {
        _problem = problem;
        return false;
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
        if (_dotIsAll) new CodePointSet().Add(0, CodePointSet.Last).WriteTo(_out, negated: false);
        else EcmaClasses.Dot(_unicode).WriteTo(_out, negated: false);
        return true;
    }

    private bool Literal()
    {
        AppendLiteral(ReadCodePoint());
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
        else if (PatternAscii.IsLetter((char)codePoint) || PatternAscii.IsDigit((char)codePoint)) _out.Append((char)codePoint);
        else _out.Append(CodePointSet.Unit(codePoint));
    }

    private bool Open()
    {
        EcmaGroup group = _groups.At(_at);
        switch (group.Kind)
        {
            case EcmaGroupKind.Comment:
                _at = group.End + 1;
                return true;
            case EcmaGroupKind.Flags:
                return Flags(group);
            case EcmaGroupKind.Reference:
                if (_groups.Find(group.Name!) is not { } number) return Unknown($"it refers to a group '{group.Name}' that it does not have");
                _out.Append("(?:\\").Append(number).Append(')');
                _at = group.End + 1;
                return true;
            case EcmaGroupKind.Capture:
                // Without its name: .NET numbers named groups after the others, ECMAScript from left to right.
                string forget = Forget(group, group.FirstCapture);
                _out.Append(forget.Length == 0 ? "(" : $"(?:{forget}(");
                _open.Push(forget.Length == 0 ? ")" : "))");
                _at = group.Start;
                return true;
            default:
                string before = group.Kind == EcmaGroupKind.Plain ? Forget(group, group.FirstCapture) : string.Empty;
                // In a group of its own: before every alternative, not before the first alone.
                _out.Append(group.Opening).Append(before.Length == 0 ? string.Empty : before + "(?:");
                _open.Push(before.Length == 0 ? ")" : "))");
                _at = group.Start;
                return true;
        }
    }

    /// <summary>Each time a loop starts again, ECMAScript forgets what the groups inside it held; .NET remembers. It only shows where something refers to them.</summary>
    private string Forget(EcmaGroup group, int first)
    {
        if (!_groups.HasReferences || _groups.IsPython || !group.IsRepeated) return string.Empty;
        var forget = new StringBuilder();
        for (int number = first; number <= group.LastCapture; number++)
            forget.Append("(?(").Append(number).Append(")(?<-").Append(number).Append(">)|)");
        return forget.ToString();
    }

    private bool Flags(EcmaGroup group)
    {
        string flags = group.Name!;
        if (_at != 0 || flags.Any(static flag => flag is not ('i' or 's' or 'u'))) return Unknown($"'(?{flags})' is known here only at the beginning, and only with the flags i, s and u");
        _dotIsAll = flags.Contains('s');
        if (flags.Contains('i')) _out.Append("(?i)");
        _at = group.End + 1;
        return true;
    }

    private bool Close()
    {
        if (_open.Count == 0) return false;
        return Copy(_open.Pop());
    }

    private bool Braces()
    {
        if (EcmaGroups.CountEnd(_source, _at) is { } end) return Quantifier(end);
        return EcmaGroups.CountEnd(_source.Insert(_at + 1, "0"), _at) is null
            ? Copy("\\{")
            : Unknown("'{,n}' is a count in Python and text in ECMAScript");
    }

    private bool Quantifier(int end)
    {
        _out.Append(_source, _at, end - _at);
        _at = end;
        if (_at < _source.Length && _source[_at] == '?') return Copy("?");
        bool doubled = _at < _source.Length && (_source[_at] is '+' or '*' || EcmaGroups.CountEnd(_source, _at) is not null);
        return !doubled || Unknown($"'{_source[_at]}' behind a quantifier (possessive in some languages) has no meaning in ECMAScript");
    }
}
