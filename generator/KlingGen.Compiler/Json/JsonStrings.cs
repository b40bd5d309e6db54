using System.Text;

namespace KlingGen.Compiler.Json;

internal static class JsonStrings
{
    /// <summary>Unescapes the inside of a string literal that the parser has already found well-formed.</summary>
    public static string Unescape(string source, int start, int end)
    {
        int escape = source.IndexOf('\\', start, end - start);
        if (escape < 0)
            return source.Substring(start, end - start);

        var text = new StringBuilder(end - start);
        int from = start;
        while (escape >= 0)
        {
            text.Append(source, from, escape - from);
            char kind = source[escape + 1];
            if (kind == 'u')
            {
                text.Append((char)((Hex(source[escape + 2]) << 12) | (Hex(source[escape + 3]) << 8) | (Hex(source[escape + 4]) << 4) | Hex(source[escape + 5])));
                from = escape + 6;
            }
            else
            {
                text.Append(kind switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => kind });
                from = escape + 2;
            }
            escape = source.IndexOf('\\', from, end - from);
        }
        return text.Append(source, from, end - from).ToString();
    }

    /// <summary>The value of a hexadecimal digit, or -1.</summary>
    public static int Hex(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
