using System.Globalization;

namespace KlingGen.Validation;

/// <content>Escapes and character classes.</content>
internal sealed partial class EcmaPattern
{
    private bool Escape()
    {
        if (_at + 1 >= _source.Length) return false;
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
            case 'p' or 'P':
                var category = new CodePointSet();
                if (!Category(category)) return false;
                category.WriteTo(_out, negated: false);
                return true;
            case 'k' when _names.Count > 0:
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
        int at = _at + 1;
        Digits(ref at);
        if (!int.TryParse(_source.AsSpan(_at + 1, at - _at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int group) || group > _groups) return false;
        _at = at;
        AppendReference(group);
        return true;
    }

    private bool NamedReference()
    {
        int end = _source.IndexOf('>', _at);
        if (end < 0 || _source[_at + 2] != '<' || !_names.TryGetValue(_source[(_at + 3)..end], out int group)) return false;
        _at = end + 1;
        AppendReference(group);
        return true;
    }

    // A group that took no part matches the empty text in ECMAScript, and nothing in .NET.
    private void AppendReference(int group) => _out.Append(CultureInfo.InvariantCulture, $"(?:(?({group})\\{group}))");

    /// <summary>Only general categories: .NET knows no scripts and no binary properties.</summary>
    private bool Category(CodePointSet set)
    {
        int end = _source.IndexOf('}', _at);
        if (end < 0 || _at + 2 >= _source.Length || _source[_at + 2] != '{') return false;
        string name = _source[(_at + 3)..end];
        if (name.Length is 0 or > 2 || !char.IsAsciiLetterUpper(name[0])) return false;
        set.AddClass($"\\{_source[_at + 1]}{{{name}}}");
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
                return _at >= _source.Length || !char.IsAsciiDigit(_source[_at]);
            case 'c' when _at + 2 < _source.Length && char.IsAsciiLetter(_source[_at + 2]):
                codePoint = _source[_at + 2] & 31;
                _at += 3;
                return true;
            case 'x' when Hex(_at + 2, 2, out codePoint):
                _at += 4;
                return true;
            case 'u':
                return UnicodeEscape(out codePoint);
        }

        int index = "fnrtv".IndexOf(c, StringComparison.Ordinal);
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
            if (end < 0 || end - _at - 3 is < 1 or > 6 || !Hex(_at + 3, end - _at - 3, out codePoint) || codePoint > 0x10FFFF) return false;
            _at = end + 1;
            return true;
        }

        if (!Hex(_at + 2, 4, out codePoint))
        {
            codePoint = 'u';
            _at += 2;
            return true;
        }

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
            int.TryParse(_source.AsSpan(start, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    private bool Class()
    {
        _at++;
        bool negated = _at < _source.Length && _source[_at] == '^';
        if (negated) _at++;
        var set = new CodePointSet();
        while (_at < _source.Length && _source[_at] != ']')
        {
            if (!Atom(set, out int from)) return false;
            if (from < 0 || !RangeFollows()) continue;
            _at++;
            if (!Atom(set, out int to)) return false;

            // Where either end is a class, ECMAScript takes the hyphen for itself.
            if (to < 0) set.Add('-', '-');
            else if (to < from) return false;
            else set.Add(from, to);
        }

        if (_at >= _source.Length) return false;
        _at++;
        set.WriteTo(_out, negated);
        return true;
    }

    private bool RangeFollows() => _at + 1 < _source.Length && _source[_at] == '-' && _source[_at + 1] != ']';

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

        if (_at + 1 >= _source.Length) return false;
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
        else if (c is >= '1' and <= '9' || !CharacterEscape(out codePoint))
        {
            return false;
        }

        set.Add(codePoint, codePoint);
        return true;
    }
}
