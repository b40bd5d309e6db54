using System.Globalization;

namespace KlingGen.CompilerServices;

/// <content>Escapes and character classes.</content>
internal sealed partial class EcmaPattern
{
    private bool Escape()
    {
        if (_at + 1 >= _source.Length) return Unknown("it ends with a backslash");
        char c = _source[_at + 1];
        if (EcmaClasses.IsClass(c))
        {
            _at += 2;
            var set = new CodePointSet();
            EcmaClasses.Add(set, c, _unicode);
            set.WriteTo(_out, negated: false);
            return true;
        }

        switch (c)
        {
            case 'b' or 'B':
                _at += 2;
                _out.Append(Boundary(c == 'B'));
                return true;
            case 'A':
                _at++;
                return Copy("\\A");
            case 'Z' or 'z':
                _at++;
                return Copy("\\z");
            case 'p' or 'P':
                var category = new CodePointSet();
                if (!Category(category)) return false;
                category.WriteTo(_out, negated: false);
                return true;
            case 'k' when _groups.HasNames:
                return NamedReference();
            case >= '1' and <= '9':
                return Reference();
        }

        if (!CharacterEscape(out int codePoint)) return false;
        AppendLiteral(codePoint);
        return true;
    }

    private string Boundary(bool negated)
    {
        if (_unicode) return negated ? "\\B" : "\\b";
        string same = $"(?<={WordUnit})(?={WordUnit})|(?<!{WordUnit})(?!{WordUnit})";
        string differ = $"(?<={WordUnit})(?!{WordUnit})|(?<!{WordUnit})(?={WordUnit})";
        return $"(?:{(negated ? same : differ)})";
    }

    private bool Reference()
    {
        int end = _at + 1;
        while (end < _source.Length && PatternAscii.IsDigit(_source[end])) end++;
        string digits = _source.Substring(_at + 1, end - _at - 1);
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int group) || group > _groups.Count)
            return Unknown($"it refers to a group {digits} that it does not have");
        _at = end;
        AppendReference(group);
        return true;
    }

    private bool NamedReference()
    {
        int end = _source.IndexOf('>', _at);
        if (end < 0 || _source[_at + 2] != '<' || _groups.Find(_source.Substring(_at + 3, end - _at - 3)) is not { } group)
            return Unknown("it refers to a group that it does not have");
        _at = end + 1;
        AppendReference(group);
        return true;
    }

    // A group that took no part matches the empty text in ECMAScript, and nothing in .NET.
    private void AppendReference(int group) => _out.Append("(?:(?(").Append(group).Append(")\\").Append(group).Append("))");

    /// <summary>General categories, by their short and long names: .NET knows no scripts and few properties.</summary>
    private bool Category(CodePointSet set)
    {
        bool negated = _source[_at + 1] == 'P';
        int end = _at + 2 < _source.Length && _source[_at + 2] == '{' ? _source.IndexOf('}', _at) : -1;
        string name = end < 0 ? string.Empty : _source.Substring(_at + 3, end - _at - 3);
        if (!UnicodeProperties.Add(set, name, negated))
        {
            string spelled = end < 0 ? _source.Substring(_at, 2) : _source.Substring(_at, end + 1 - _at);
            return Unknown($"'{spelled}' is a Unicode property that is not supported here (general categories are, such as \\p{{L}} or \\p{{Letter}})");
        }

        _at = end + 1;
        return true;
    }

    /// <summary>An escape that stands for one character, in or outside of a class.</summary>
    private bool CharacterEscape(out int codePoint)
    {
        codePoint = 0;
        char c = _source[_at + 1];
        switch (c)
        {
            case '0':
                _at += 2;
                return _at >= _source.Length || !PatternAscii.IsDigit(_source[_at]) || Unknown("'\\0' before a digit is octal in some languages, and nothing in ECMAScript");
            case 'c' when _at + 2 < _source.Length && PatternAscii.IsLetter(_source[_at + 2]):
                codePoint = _source[_at + 2] & 31;
                _at += 3;
                return true;
            case 'x' when Hex(_at + 2, 2, out codePoint):
                _at += 4;
                return true;
            case 'u':
                return UnicodeEscape(out codePoint);
        }

        int index = "fnrtv".IndexOf(c);
        if (index < 0 && (PatternAscii.IsLetter(c) || PatternAscii.IsDigit(c))) return Unknown($"'\\{c}' has no meaning in ECMAScript here");
        _at++;
        codePoint = index >= 0 ? "\f\n\r\t\v"[index] : ReadCodePoint();
        if (index >= 0) _at++;
        return true;
    }

    private bool UnicodeEscape(out int codePoint)
    {
        if (_at + 2 < _source.Length && _source[_at + 2] == '{')
        {
            int end = _source.IndexOf('}', _at);
            codePoint = 0;
            if (end < 0 || end - _at - 3 is < 1 or > 6 || !Hex(_at + 3, end - _at - 3, out codePoint) || codePoint > CodePointSet.Last)
                return Unknown("'\\u{…}' holds no code point");
            _at = end + 1;
            return true;
        }

        if (!Hex(_at + 2, 4, out codePoint)) return Unknown("'\\u' is not followed by four hexadecimal digits");
        _at += 6;
        bool pair = char.IsHighSurrogate((char)codePoint) && _at + 1 < _source.Length && _source[_at] == '\\' && _source[_at + 1] == 'u';
        if (pair && Hex(_at + 2, 4, out int low) && char.IsLowSurrogate((char)low))
        {
            codePoint = char.ConvertToUtf32((char)codePoint, (char)low);
            _at += 6;
        }

        return true;
    }

    private bool Hex(int start, int length, out int value)
    {
        value = 0;
        return start + length <= _source.Length &&
#pragma warning disable CA1846 // The generator compiles this file for .NET Standard 2.0, which has no span-based overload.
            int.TryParse(_source.Substring(start, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
#pragma warning restore CA1846
    }

    private bool Class()
    {
        _at++;
        bool negated = _at < _source.Length && _source[_at] == '^';
        if (negated) _at++;
        if (_at < _source.Length && _source[_at] == ']' && _source.IndexOf(']', _at + 1) >= 0)
            return Unknown("a class that begins with ']' holds it in Python, and is empty in ECMAScript");
        var set = new CodePointSet();
        while (_at < _source.Length && _source[_at] != ']')
        {
            if (IsSetNotation()) return Unknown("a class within a class ('[:name:]', '&&[', '--[') is not supported here");
            if (!Atom(set, out int from)) return false;
            if (from < 0 || !RangeFollows()) continue;
            _at++;
            if (!Atom(set, out int to)) return false;

            // Where either end is a class, ECMAScript takes the hyphen for itself.
            if (to < 0) set.Add(from, from).Add('-', '-');
            else if (to < from) return Unknown("a range of a class is out of order");
            else set.Add(from, to);
        }

        if (_at >= _source.Length) return Unknown("it does not close a class");
        _at++;
        set.WriteTo(_out, negated);
        return true;
    }

    private bool RangeFollows() => _at + 1 < _source.Length && _source[_at] == '-' && _source[_at + 1] != ']';

    private bool IsSetNotation()
    {
        bool Has(string text) => string.CompareOrdinal(_source, _at, text, 0, text.Length) == 0;
        return Has("&&[") || Has("--[") || (Has("[:") && _source.IndexOf(":]", _at, StringComparison.Ordinal) > 0);
    }

    /// <summary>One member of a class; its code point, or −1 for a class escape.</summary>
    private bool Atom(CodePointSet set, out int codePoint)
    {
        codePoint = -1;
        if (_source[_at] != '\\')
        {
            codePoint = ReadCodePoint();
            set.Add(codePoint, codePoint);
            return true;
        }

        if (_at + 1 >= _source.Length) return Unknown("it ends with a backslash");
        char c = _source[_at + 1];
        if (EcmaClasses.IsClass(c))
        {
            _at += 2;
            EcmaClasses.Add(set, c, _unicode);
            return true;
        }

        if (c is 'p' or 'P') return Category(set);
        if (c == 'b')
        {
            _at += 2;
            codePoint = '\b';
        }
        else if (!CharacterEscape(out codePoint))
        {
            return false;
        }

        set.Add(codePoint, codePoint);
        return true;
    }
}
