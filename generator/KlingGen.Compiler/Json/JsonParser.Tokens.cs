namespace KlingGen.Compiler.Json;

internal sealed partial class JsonParser
{
    /// <summary>The character at the position; NUL at the end, which no rule of the grammar accepts.</summary>
    private char Current => _position < text.Length ? text[_position] : '\0';

    private void SkipBlanks()
    {
        while (_position < text.Length && text[_position] is ' ' or '\n' or '\r' or '\t')
            _position++;
    }

    private JsonNode? Literal(string word, JsonKind kind)
    {
        int start = _position;
        if (string.CompareOrdinal(text, start, word, 0, word.Length) != 0)
        {
            Fail("expected a value");
            return null;
        }
        _position += word.Length;
        return new JsonNode(text, kind, start, _position);
    }

    private bool SkipString()
    {
        int start = _position;
        for (int i = start + 1; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '"')
            {
                _position = i + 1;
                return true;
            }
            if (c < ' ')
            {
                _position = i;
                return Fail("a control character must be escaped within a string");
            }
            if (c != '\\')
                continue;

            _position = i;
            if (++i >= text.Length)
                break;
            if (text[i] == 'u')
            {
                for (int digit = 1; digit <= 4; digit++)
                    if (i + digit >= text.Length || JsonStrings.Hex(text[i + digit]) < 0)
                        return Fail("expected four hexadecimal digits after '\\u'", 2);
                i += 4;
            }
            else if (text[i] is not ('"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't'))
            {
                return Fail("this escape does not exist in JSON", 2);
            }
        }
        _position = start;
        return Fail("the string is not terminated", text.Length - start);
    }

    private bool SkipNumber()
    {
        int start = _position;
        if (Current == '-')
            _position++;

        if (Current == '0')
            _position++;
        else if (!SkipDigits())
            return Fail("expected a digit");

        if (Current is >= '0' and <= '9')
        {
            _position = start;
            return Fail("a number must not have a leading zero");
        }
        if (Current == '.')
        {
            _position++;
            if (!SkipDigits())
                return Fail("expected a digit after the decimal point");
        }
        if (Current is 'e' or 'E')
        {
            _position++;
            if (Current is '+' or '-')
                _position++;
            if (!SkipDigits())
                return Fail("expected a digit in the exponent");
        }
        return true;
    }

    private bool SkipDigits()
    {
        int start = _position;
        while (Current is >= '0' and <= '9')
            _position++;
        return _position > start;
    }

    private bool Fail(string message, int length = 1)
    {
        int start = Math.Min(_position, text.Length);
        string found = start == text.Length ? ", but the file ends here" : "";
        _error ??= new JsonError(message + found, start, Math.Max(0, Math.Min(length, text.Length - start)));
        return false;
    }
}
