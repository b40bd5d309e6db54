using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace KlingGen.CompilerServices;

/// <content>Strings: one vectorised search for what must be escaped, one transcoding straight into the buffer.</content>
public sealed partial class FalJsonWriter
{
    private static readonly SearchValues<char> EscapedChars = SearchValues.Create(MustEscape());
    private static readonly SearchValues<byte> EscapedBytes = SearchValues.Create(Encoding.ASCII.GetBytes(MustEscape()));

    private static string MustEscape() => string.Create(34, 0, static (span, _) =>
    {
        for (int i = 0; i < 32; i++) span[i] = (char)i;
        span[32] = '"';
        span[33] = '\\';
    });

    private void WriteString(ReadOnlySpan<char> text)
    {
        // The worst case of three bytes a character, unless that is a lot: then the exact count is cheaper than the memory.
        int room = text.Length <= 1024 * 1024 ? text.Length * 3 : Encoding.UTF8.GetByteCount(text);
        Span<byte> span = BeginValue(room + 2);
        span[0] = (byte)'"';
        int escape = text.IndexOfAny(EscapedChars);
        if (escape < 0)
        {
            Utf8.FromUtf16(text, span[1..], out _, out int written);
            span[written + 1] = (byte)'"';
            EndValue(written + 2);
            return;
        }

        _position++;
        WriteEscaped(text, escape);
        if (_position == _buffer.Length) Grow(1);
        _buffer[_position] = (byte)'"';
        EndValue(1);
    }

    private void WriteEscaped(ReadOnlySpan<char> text, int escape)
    {
        while (true)
        {
            ReadOnlySpan<char> plain = escape < 0 ? text : text[..escape];
            Append(plain);
            if (escape < 0) return;
            AppendEscape(text[escape]);
            text = text[(escape + 1)..];
            escape = text.IndexOfAny(EscapedChars);
        }
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return;
        int room = text.Length <= 1024 * 1024 ? text.Length * 3 : Encoding.UTF8.GetByteCount(text);
        if (_buffer.Length - _position < room) Grow(room);
        Utf8.FromUtf16(text, _buffer.AsSpan(_position), out _, out int written);
        _position += written;
    }

    private void AppendEscape(int c)
    {
        if (_buffer.Length - _position < 6) Grow(6);
        Span<byte> span = _buffer.AsSpan(_position);
        span[0] = (byte)'\\';
        byte letter = c switch
        {
            '"' => (byte)'"',
            '\\' => (byte)'\\',
            '\n' => (byte)'n',
            '\r' => (byte)'r',
            '\t' => (byte)'t',
            '\b' => (byte)'b',
            '\f' => (byte)'f',
            _ => 0,
        };
        if (letter != 0)
        {
            span[1] = letter;
            _position += 2;
            return;
        }

        const string Hex = "0123456789abcdef";
        span[1] = (byte)'u';
        span[2] = (byte)'0';
        span[3] = (byte)'0';
        span[4] = (byte)Hex[c >> 4];
        span[5] = (byte)Hex[c & 15];
        _position += 6;
    }

    private void WriteEscapedName(ReadOnlySpan<byte> utf8Name)
    {
        BeginValue(2)[0] = (byte)'"';
        _position++;
        foreach (byte b in utf8Name)
        {
            if (EscapedBytes.Contains(b))
            {
                AppendEscape(b);
                continue;
            }

            if (_position == _buffer.Length) Grow(1);
            _buffer[_position++] = b;
        }

        if (_buffer.Length - _position < 2) Grow(2);
        _buffer[_position++] = (byte)'"';
        _buffer[_position++] = (byte)':';
        _comma = false;
    }

    private void WriteName(ReadOnlySpan<char> name)
    {
        WriteString(name);
        if (_position == _buffer.Length) Grow(1);
        _buffer[_position++] = (byte)':';
        _comma = false;
    }
}
