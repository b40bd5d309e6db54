using System.Globalization;

namespace System.Text.Unicode
{
    /// <summary>UTF-8 without a decoder.</summary>
    [Microsoft.CodeAnalysis.Embedded]
    internal static class Utf8
    {
        public static bool IsValid(ReadOnlySpan<byte> bytes)
        {
            for (int i = 0; i < bytes.Length;)
            {
                byte b = bytes[i];
                if (b < 0x80)
                {
                    i++;
                    continue;
                }

                (int length, uint value, uint lowest) = b switch
                {
                    >= 0xC2 and <= 0xDF => (2, b & 0x1Fu, 0x80u),
                    >= 0xE0 and <= 0xEF => (3, b & 0x0Fu, 0x800u),
                    >= 0xF0 and <= 0xF4 => (4, b & 0x07u, 0x10000u),
                    _ => (0, 0u, 0u),
                };
                if (length == 0 || i + length > bytes.Length)
                    return false;
                for (int k = 1; k < length; k++)
                {
                    if ((bytes[i + k] & 0xC0) != 0x80)
                        return false;
                    value = (value << 6) | (bytes[i + k] & 0x3Fu);
                }

                if (value < lowest || value > 0x10FFFF || value is >= 0xD800 and <= 0xDFFF)
                    return false;
                i += length;
            }

            return true;
        }

        /// <summary>Half a pair becomes U+FFFD.</summary>
        public static unsafe void FromUtf16(ReadOnlySpan<char> source, Span<byte> destination, out int charsRead, out int bytesWritten)
        {
            charsRead = source.Length;
            bytesWritten = 0;
            if (source.IsEmpty)
                return;
            fixed (char* from = source)
            fixed (byte* to = destination)
                bytesWritten = Encoding.UTF8.GetBytes(from, source.Length, to, destination.Length);
        }
    }
}

namespace System.Text
{
    [Microsoft.CodeAnalysis.Embedded]
    internal static class Ascii
    {
        public static bool IsValid(ReadOnlySpan<byte> bytes)
        {
            foreach (byte b in bytes)
            {
                if (b > 127)
                    return false;
            }

            return true;
        }

        public static bool IsValid(string text)
        {
            foreach (char c in text)
            {
                if (c > 127)
                    return false;
            }

            return true;
        }
    }

    /// <summary>A character of Unicode; half a pair counts as U+FFFD.</summary>
    [Microsoft.CodeAnalysis.Embedded]
    internal readonly struct Rune(int value)
    {
        public int Value => value;

        public int Utf16SequenceLength => value > 0xFFFF ? 2 : 1;

        public int Utf8SequenceLength => value switch { < 0x80 => 1, < 0x800 => 2, < 0x10000 => 3, _ => 4 };

        public static UnicodeCategory GetUnicodeCategory(Rune rune) => CharUnicodeInfo.GetUnicodeCategory(rune.ToString(), 0);

        public override string ToString() => char.ConvertFromUtf32(value);
    }

    [Microsoft.CodeAnalysis.Embedded]
    internal static class RunePolyfills
    {
        public static IEnumerable<Rune> EnumerateRunes(this string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                    yield return new Rune(char.ConvertToUtf32(text[i], text[++i]));
                else
                    yield return new Rune(char.IsSurrogate(text[i]) ? 0xFFFD : text[i]);
            }
        }
    }
}

namespace System
{
    /// <summary>Mixes hashes; not the same from one process to the next is not needed.</summary>
    [Microsoft.CodeAnalysis.Embedded]
    internal struct HashCode
    {
        private uint _hash;

        public static int Combine<T1, T2>(T1 first, T2 second)
        {
            HashCode hash = default;
            hash.Add(first);
            hash.Add(second);
            return hash.ToHashCode();
        }

        public static int Combine<T1, T2, T3>(T1 first, T2 second, T3 third)
        {
            HashCode hash = default;
            hash.Add(first);
            hash.Add(second);
            hash.Add(third);
            return hash.ToHashCode();
        }

        public static int Combine<T1, T2, T3, T4>(T1 first, T2 second, T3 third, T4 fourth)
        {
            HashCode hash = default;
            hash.Add(first);
            hash.Add(second);
            hash.Add(third);
            hash.Add(fourth);
            return hash.ToHashCode();
        }

        public void Add<T>(T value) => Mix(value is null ? 0u : (uint)value.GetHashCode());

        public void Add<T>(T value, IEqualityComparer<T>? comparer) => Mix(value is null ? 0u : (uint)(comparer ?? EqualityComparer<T>.Default).GetHashCode(value));

        public void AddBytes(ReadOnlySpan<byte> bytes)
        {
            foreach (byte b in bytes)
                Mix(b);
        }

        public readonly int ToHashCode()
        {
            uint hash = _hash;
            hash = (hash ^ (hash >> 15)) * 0x85EBCA6B;
            hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
            return (int)(hash ^ (hash >> 16));
        }

        private void Mix(uint value)
        {
            uint mixed = (_hash + 0x9E3779B9) ^ (value * 0xCC9E2D51);
            _hash = ((mixed << 13) | (mixed >> 19)) * 5;
        }
    }
}

namespace System.Collections.Generic
{
    /// <summary>The same instance, not an equal one.</summary>
    [Microsoft.CodeAnalysis.Embedded]
    internal sealed class ReferenceEqualityComparer : IEqualityComparer<object?>
    {
        public static ReferenceEqualityComparer Instance { get; } = new();

        public new bool Equals(object? x, object? y) => ReferenceEquals(x, y);

        public int GetHashCode(object? obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj!);
    }
}
