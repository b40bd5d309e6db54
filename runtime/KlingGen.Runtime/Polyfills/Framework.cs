using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace KlingGen;

/// <summary>Members of framework types that came after netstandard2.0, by their own names.</summary>
internal static class FrameworkPolyfills
{
    extension(string text)
    {
        public static string Create(IFormatProvider? provider, [InterpolatedStringHandlerArgument(nameof(provider))] ref DefaultInterpolatedStringHandler handler)
        {
            // The handler has it.
            _ = provider;
            return handler.ToStringAndClear();
        }

        public static string Create<TState>(int length, TState state, SpanWriter<TState> write)
        {
            char[] chars = new char[length];
            write(chars, state);
            return new string(chars);
        }

        public static string Concat(ReadOnlySpan<char> first, ReadOnlySpan<char> second) => first.ToString() + second.ToString();

        public string Replace(string old, string? replacement, StringComparison comparison)
        {
            var result = new StringBuilder();
            int from = 0;
            for (int at; (at = text.IndexOf(old, from, comparison)) >= 0; from = at + old.Length)
                result.Append(text, from, at - from).Append(replacement);
            return from == 0 ? text : result.Append(text, from, text.Length - from).ToString();
        }
    }

    extension(StringBuilder builder)
    {
        public StringBuilder Append(IFormatProvider? provider, [InterpolatedStringHandlerArgument(nameof(provider))] ref DefaultInterpolatedStringHandler handler)
        {
            _ = provider;
            return builder.Append(handler.ToStringAndClear());
        }
    }

    extension(double)
    {
        public static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
    }

    extension(Array)
    {
        public static int MaxLength => 0x7FFFFFC7;
    }

    extension(TimeSpan)
    {
        public static TimeSpan operator *(int factor, TimeSpan span) => TimeSpan.FromTicks(span.Ticks * factor);

        public static TimeSpan operator /(TimeSpan span, int divisor) => TimeSpan.FromTicks(span.Ticks / divisor);
    }

    extension(RegexOptions)
    {
        /// <summary>There is no such engine here: no option, and the time limit of a match holds.</summary>
        public static RegexOptions NonBacktracking => (RegexOptions)1024;
    }

    extension(ValueTask)
    {
        public static ValueTask<T> FromResult<T>(T result) => new(result);

        public static ValueTask CompletedTask => default;
    }

    extension(ExceptionDispatchInfo)
    {
        public static void Throw(Exception error) => ExceptionDispatchInfo.Capture(error).Throw();
    }

    extension(Task)
    {
        public static Task Delay(TimeSpan delay, TimeProvider time, CancellationToken cancellationToken = default) => time.Delay(delay, cancellationToken);
    }

    extension(Convert)
    {
        public static string ToBase64String(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes.ToArray());
    }

    extension(byte)
    {
        public static byte Parse(ReadOnlySpan<char> text, NumberStyles style, IFormatProvider? provider) => byte.Parse(text.ToString(), style, provider);
    }

    extension(SHA256)
    {
        public static int HashSizeInBytes => 32;
    }

    extension(HMACSHA256)
    {
        public static byte[] HashData(byte[] key, byte[] source)
        {
            using var mac = new HMACSHA256(key);
            return mac.ComputeHash(source);
        }
    }

    extension(FileInfo file)
    {
        /// <summary>Not null where there is a link, whether or not anything is at its end.</summary>
        public string? LinkTarget
        {
            get
            {
                try
                {
                    return (File.GetAttributes(file.FullName) & FileAttributes.ReparsePoint) != 0 ? string.Empty : null;
                }
                catch (IOException)
                {
                    return null;
                }
            }
        }
    }

    extension(Encoding)
    {
        public static Encoding Latin1 => s_latin1;
    }

    extension(ReadOnlySpan<char> text)
    {
        public bool ContainsAny(string values) => text.IndexOfAny(values.AsSpan()) >= 0;

        public bool ContainsAny(SearchValues<char> values) => text.IndexOfAny(values) >= 0;

        public int IndexOfAnyInRange(char low, char high)
        {
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] >= low && text[i] <= high)
                    return i;
            }

            return -1;
        }
    }

    extension(ReadOnlySpan<byte> bytes)
    {
        public int Count(byte value)
        {
            int count = 0;
            foreach (byte b in bytes)
                count += b == value ? 1 : 0;
            return count;
        }

        public ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> values)
        {
            int start = 0;
            while (start < bytes.Length && values.IndexOf(bytes[start]) >= 0)
                start++;
            return bytes.Slice(start);
        }
    }

    private static readonly Encoding s_latin1 = Encoding.GetEncoding(28591);

    /// <summary>For <c>await using (stream.ConfigureAwait(false))</c>.</summary>
    public static DisposedLater ConfigureAwait(this Stream stream, bool continueOnCapturedContext) => new(stream, continueOnCapturedContext);

    public static int IndexOfAny<T>(this ReadOnlySpan<T> text, SearchValues<T> values)
        where T : IEquatable<T>
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (values.Values.IndexOf(text[i]) >= 0)
                return i;
        }

        return -1;
    }

    public static int IndexOfAnyExcept<T>(this ReadOnlySpan<T> text, SearchValues<T> values)
        where T : IEquatable<T>
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (values.Values.IndexOf(text[i]) < 0)
                return i;
        }

        return -1;
    }

    public static Span<T> AsSpan<T>(this T[] array, Range range)
    {
        (int offset, int length) = range.GetOffsetAndLength(array.Length);
        return array.AsSpan(offset, length);
    }

    public static Span<byte> TrimStart(this Span<byte> bytes, ReadOnlySpan<byte> values)
    {
        int start = 0;
        while (start < bytes.Length && values.IndexOf(bytes[start]) >= 0)
            start++;
        return bytes.Slice(start);
    }

    public static bool SequenceEqual(this Span<object> left, object[] right)
    {
        if (left.Length != right.Length)
            return false;
        for (int i = 0; i < right.Length; i++)
        {
            if (!Equals(left[i], right[i]))
                return false;
        }

        return true;
    }

    public delegate void SpanWriter<TState>(Span<char> span, TState state);

    public readonly struct DisposedLater(Stream stream, bool continueOnCapturedContext)
    {
        public ConfiguredValueTaskAwaitable DisposeAsync()
        {
            if (stream is IAsyncDisposable disposable)
                return disposable.DisposeAsync().ConfigureAwait(continueOnCapturedContext);
            stream.Dispose();
            return default(ValueTask).ConfigureAwait(continueOnCapturedContext);
        }
    }
}

/// <summary>Rotations and powers.</summary>
internal static class BitOperationsPolyfills
{
    extension(BitOperations)
    {
        public static uint RotateLeft(uint value, int offset) => (value << offset) | (value >> (32 - offset));

        public static uint RoundUpToPowerOf2(uint value)
        {
            uint power = 1;
            while (power < value)
                power <<= 1;
            return power;
        }
    }
}

/// <summary>Numbers of sixteen bits.</summary>
internal static class UInt16Polyfills
{
    extension(ushort)
    {
        public static ushort Parse(ReadOnlySpan<char> text, NumberStyles style, IFormatProvider? provider) => ushort.Parse(text.ToString(), style, provider);
    }
}
