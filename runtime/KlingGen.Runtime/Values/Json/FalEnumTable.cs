using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace KlingGen.CompilerServices;

/// <summary>The values of an emitted enum on the wire, in the order of its members, which are numbered from 0. Read once; looked up by the bytes of a text.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FalEnumTable
{
    private const int MaxListed = 12;
    private const int MaxListedLength = 400;

    private readonly byte[][] _texts;
    private readonly byte[][] _json;
    private readonly double[]? _numbers;
    private readonly int[] _buckets;
    private readonly int[] _next;

    /// <summary>Reads the values.</summary>
    /// <param name="json">A JSON array of strings and numbers.</param>
    /// <exception cref="JsonException">The text is no such array.</exception>
    public FalEnumTable(ReadOnlySpan<byte> json)
    {
        var texts = new List<byte[]>();
        var raw = new List<byte[]>();
        double[]? numbers = null;
        var reader = new FalJsonReader(json);
        reader.BeginArray();
        while (reader.NextItem())
        {
            bool isString = reader.TokenType == JsonTokenType.String;
            if (!isString)
            {
                numbers ??= [];
                Array.Resize(ref numbers, texts.Count + 1);
                numbers[^1] = reader.ReadDouble();
            }

            texts.Add(isString ? Encoding.UTF8.GetBytes(reader.ReadString()) : []);
            raw.Add(isString ? Quoted(reader) : Encoding.UTF8.GetBytes(reader.ScalarText()));
        }

        if (numbers is not null) Array.Resize(ref numbers, texts.Count);
        (_texts, _json, _numbers) = ([.. texts], [.. raw], numbers);
        _buckets = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, texts.Count * 2))];
        _next = new int[texts.Count];
        for (int i = texts.Count - 1; i >= 0; i--)
        {
            if (!IsString(i)) continue;
            ref int bucket = ref _buckets[Hash(_texts[i]) & (_buckets.Length - 1)];
            (_next[i], bucket) = (bucket, i + 1);
        }
    }

    /// <summary>How many values there are.</summary>
    internal int Count => _texts.Length;

    /// <summary>The values in words, for messages: <c>"1K", "2K"</c>.</summary>
    internal string Allowed
    {
        get
        {
            string listed = string.Join(", ", Enumerable.Range(0, Math.Min(Count, MaxListed)).Select(i => IsString(i) ? $"\"{Encoding.UTF8.GetString(_texts[i])}\"" : Encoding.UTF8.GetString(_json[i])));
            if (listed.Length > MaxListedLength) listed = string.Concat(listed.AsSpan(0, MaxListedLength - (char.IsHighSurrogate(listed[MaxListedLength - 1]) ? 1 : 0)), "…");
            return Count > MaxListed ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{listed}, … ({Count} values)") : listed;
        }
    }

    /// <summary>The number of the member whose text this is; -1 where there is none.</summary>
    /// <param name="utf8Text">The text in UTF-8, not escaped.</param>
    internal int Find(ReadOnlySpan<byte> utf8Text)
    {
        for (int i = _buckets[Hash(utf8Text) & (_buckets.Length - 1)] - 1; i >= 0; i = _next[i] - 1)
        {
            if (utf8Text.SequenceEqual(_texts[i])) return i;
        }

        return -1;
    }

    /// <summary>The number of the member that is this number on the wire; -1 where there is none.</summary>
    internal int Find(double number)
    {
        for (int i = 0; i < (_numbers?.Length ?? 0); i++)
        {
            if (!IsString(i) && _numbers![i].Equals(number)) return i;
        }

        return -1;
    }

    /// <summary>A member as JSON.</summary>
    internal ReadOnlySpan<byte> Json(int member) => _json[member];

    private static byte[] Quoted(FalJsonReader reader)
    {
        FalJsonWriter writer = FalJsonWriter.Rent();
        try
        {
            writer.WriteValue(reader.ReadString());
            return writer.WrittenSpan.ToArray();
        }
        finally
        {
            writer.Return();
        }
    }

    private bool IsString(int member) => _json[member][0] == '"';

    // Length, and both ends: what distinguishes the values of a schema.
    private static int Hash(ReadOnlySpan<byte> text)
    {
        uint hash = (uint)text.Length * 0x9E3779B1;
        if (text.Length >= sizeof(uint))
            hash ^= (MemoryMarshal.Read<uint>(text) * 0x85EBCA6B) ^ System.Numerics.BitOperations.RotateLeft(MemoryMarshal.Read<uint>(text[^sizeof(uint)..]) * 0xC2B2AE35, 13) ^ ((uint)text[text.Length / 2] << 8);
        else
            foreach (byte b in text) hash = (hash ^ b) * 0x01000193;
        return (int)((hash ^ (hash >> 15)) * 0x2C1B3C6D >> 4);
    }
}
