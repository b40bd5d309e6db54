using System.Globalization;
using System.Text;
using CsCheck;

namespace Runtime.Tests.Serialization;

/// <summary>Random JSON texts, and random damage to them.</summary>
internal static class JsonGen
{
    private static readonly Gen<string> Name = Gen.OneOf(
        OneOf("url", "images", "width", "file_size", "ratio", "safe", "size", "timings", "boxes", "seed", "extra", "cover", "u\\u0072l", ""),
        Gen.String[Gen.Char.AlphaNumeric, 0, 5]);

    private static readonly Gen<string> Scalar = Gen.OneOf(
        OneOf("null", "true", "false", "0", "-0.0", "1e3", "2.0", "1.5", "1e400", "5e-324", "9223372036854775808", "\"1K\"", "\"8K\"", "\"\"", "\"\\ud83e\\uddd9\"", "\"\\ud83e\"", "\"\\n\\\"\""),
        Gen.Long.Select(static number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.Double.Where(double.IsFinite).Select(static number => number.ToString("R", CultureInfo.InvariantCulture)),
        Gen.String[0, 6].Select(static text => System.Text.Json.JsonSerializer.Serialize(text)));

    /// <summary>Well-formed JSON, up to four levels deep.</summary>
    public static Gen<string> Document { get; } = Value(4);

    /// <summary>JSON that a gallery may nearly be.</summary>
    public static Gen<string> Gallery { get; } = Gallerylike();

    /// <summary>A document with bytes changed, cut, doubled or dropped.</summary>
    public static Gen<byte[]> Damaged { get; } =
        Gen.Select(Gallery, Gen.Select(Gen.Int[0, 3], Gen.Int[0, 10_000], Gen.Byte).Array[0, 4], static (json, changes) =>
        {
            List<byte> bytes = [.. Encoding.UTF8.GetBytes(json)];
            foreach ((int kind, int place, byte value) in changes)
            {
                if (bytes.Count == 0) break;
                int at = place % bytes.Count;
                if (kind == 0) bytes[at] = value;
                else if (kind == 1) bytes.RemoveAt(at);
                else if (kind == 2) bytes.Insert(at, "{}[]\",:\\0 "u8[value % 10]);
                else bytes.RemoveRange(at, bytes.Count - at);
            }

            return bytes.ToArray();
        });

    public static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static Gen<string> Value(int depth)
    {
        if (depth == 0) return Scalar;
        Gen<string> inner = Value(depth - 1);
        return Gen.Frequency(
            (3, Scalar),
            (1, inner.Array[0, 4].Select(static items => $"[{string.Join(" ,", items)}]")),
            (1, Object(inner)));
    }

    private static Gen<string> Object(Gen<string> value) =>
        Gen.Select(Name, value, static (name, text) => $"\"{name}\" :{text}").Array[0, 4].Select(static members => $"{{ {string.Join(",", members)} }}");

    private static Gen<string> Gallerylike()
    {
        Gen<string> any = Value(2);
        Gen<string> picture = Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 0, 4], Object(any), static (url, rest) => rest.Length < 5 ? $"{{\"url\":\"{url}\"}}" : $"{{\"url\":\"{url}\",{rest[2..]}");
        return Gen.Select(picture.Array[0, 3], Object(any), static (pictures, rest) =>
            $"{{\"images\":[{string.Join(',', pictures)}]{(rest.Length < 5 ? "" : ",")}{rest[2..]}");
    }
}
