using System.ComponentModel;
using System.Buffers;
using System.Runtime.CompilerServices;

namespace KlingGen.CompilerServices;

/// <summary>Writes compact JSON as UTF-8. Generated code drives it; there is little reason to use it by hand.</summary>
/// <remarks>
/// <para>The text is always valid UTF-8: a lone surrogate in a string becomes U+FFFD. NaN and the infinities throw <see cref="ArgumentException"/>.</para>
/// <para>Only what JSON demands is escaped (quotes, backslashes, control characters), so the text is not meant to stand inside HTML.</para>
/// <para>Structure is not checked: the caller opens and closes what belongs together. An instance serves one thread at a time.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class FalJsonWriter
{
    /// <summary>How many levels of objects and arrays can be written.</summary>
    public const int MaxDepth = 1024;

    private const int InitialSize = 4096;

    /// <summary>A writer that once held more than this gives the memory back instead of keeping it for the next call.</summary>
    private const int LargestKept = 1 << 20;

    [ThreadStatic]
    private static FalJsonWriter? t_idle;

    private byte[] _buffer;
    private int _position;
    private int[] _starts = new int[16];
    private int _depth;
    private bool _comma;

    private FalJsonWriter() => _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);

    /// <summary>What has been written, until <see cref="Return"/>.</summary>
    internal ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _position);

    /// <summary>The addresses that stand for local media in this call, by reference; null where none is resolved.</summary>
    internal Dictionary<FalMedia, string>? ResolvedMedia { get; set; }

    /// <summary>Takes an idle writer of this thread, or makes one.</summary>
    /// <remarks>It may be kept across awaits and returned on another thread.</remarks>
    internal static FalJsonWriter Rent()
    {
        FalJsonWriter? idle = t_idle;
        t_idle = null;
        return idle ?? new FalJsonWriter();
    }

    /// <summary>A dictionary for <see cref="ResolvedMedia"/>: the same instance, not an equal one, stands for the same content.</summary>
    internal static Dictionary<FalMedia, string> NewMediaMap() => new(ReferenceEqualityComparer.Instance);

    /// <summary>Gives the writer back. What it wrote is gone afterwards.</summary>
    internal void Return()
    {
        _position = 0;
        _depth = 0;
        _comma = false;
        ResolvedMedia = null;
        if (_buffer.Length > LargestKept)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
        }

        t_idle = this;
    }

    /// <summary>Copies what has been written.</summary>
    /// <param name="destination">Where to.</param>
    internal void CopyTo(IBufferWriter<byte> destination) => destination.Write(WrittenSpan);

    /// <summary>Opens an object.</summary>
    /// <exception cref="InvalidOperationException">More than <see cref="MaxDepth"/> objects and arrays are open.</exception>
    public void WriteStartObject() => Open((byte)'{');

    /// <summary>Closes the object opened last.</summary>
    public void WriteEndObject() => Close((byte)'}');

    /// <summary>Opens an array.</summary>
    /// <exception cref="InvalidOperationException">More than <see cref="MaxDepth"/> objects and arrays are open.</exception>
    public void WriteStartArray() => Open((byte)'[');

    /// <summary>Closes the array opened last.</summary>
    public void WriteEndArray() => Close((byte)']');

    /// <summary>Writes the name of the next member; its value must follow.</summary>
    /// <param name="utf8Name">The name in valid UTF-8, not escaped.</param>
    public void WritePropertyName(ReadOnlySpan<byte> utf8Name)
    {
        if (utf8Name.IndexOfAny(EscapedBytes) >= 0)
        {
            WriteEscapedName(utf8Name);
            return;
        }

        int needed = utf8Name.Length + 4;
        if (_buffer.Length - _position < needed) Grow(needed);
        Span<byte> span = _buffer.AsSpan(_position);
        int at = 0;
        if (_comma) span[at++] = (byte)',';
        span[at++] = (byte)'"';
        utf8Name.CopyTo(span[at..]);
        at += utf8Name.Length;
        span[at++] = (byte)'"';
        span[at++] = (byte)':';
        _position += at;
        _comma = false;
    }

    private void Open(byte bracket)
    {
        if (_buffer.Length - _position < 2) Grow(2);
        if (_comma) _buffer[_position++] = (byte)',';
        if (_depth == _starts.Length) Deepen();
        _starts[_depth++] = _position;
        _buffer[_position++] = bracket;
        _comma = false;
    }

    private void Deepen()
    {
        if (_depth >= MaxDepth) throw new InvalidOperationException($"The value is nested deeper than {MaxDepth} levels. Flatten it.");
        Array.Resize(ref _starts, _depth * 2);
    }

    private void Close(byte bracket)
    {
        if (_depth == 0) throw new InvalidOperationException("There is no object or array to close: it was closed before, or never opened.");
        if (_buffer.Length - _position < 1) Grow(1);
        _depth--;
        _buffer[_position++] = bracket;
        _comma = true;
    }

    /// <summary>Room for a value of at most <paramref name="size"/> bytes, after the comma it may need.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> BeginValue(int size)
    {
        if (_buffer.Length - _position <= size) Grow(size + 1);
        if (_comma) _buffer[_position++] = (byte)',';
        return _buffer.AsSpan(_position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EndValue(int written)
    {
        _position += written;
        _comma = true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int needed)
    {
        long wanted = Math.Max(_buffer.Length * 2L, _position + (long)needed);
        if (_position + (long)needed > Array.MaxLength) throw new InvalidOperationException("The JSON would be larger than 2 GB. Upload large media and send its address instead of a data URI.");
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(wanted, Array.MaxLength));
        _buffer.AsSpan(0, _position).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
