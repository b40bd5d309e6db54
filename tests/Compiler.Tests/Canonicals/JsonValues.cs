using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;

namespace Compiler.Tests.Canonicals;

/// <summary>Random JSON values: names that collide or hold half a character, numbers of any length, deep and empty containers.</summary>
internal static class JsonValues
{
    private static readonly Gen<string> s_text = Gen.Frequency(
        (3, Gen.String[Gen.Char["abAB\"\\/\u00e9\u2028"], 0, 5]),
        (1, Gen.String[Gen.Char['\0', '\uFFFF'], 0, 4]),
        (1, Gen.String[Gen.Char['\uD7F0', '\uE010'], 0, 3]));

    private static readonly Gen<JsonValue> s_number =
        Gen.Select(Gen.Bool, Gen.String[Gen.Char['0', '9'], 1, 40], Gen.Frequency((5, Gen.Int[-30, 30]), (1, Gen.Int[-2_000_000, 2_000_000])))
            .Select(static (negative, digits, power) => (JsonValue)new NumberValue((negative ? -1 : 1) * BigInteger.Parse(digits, CultureInfo.InvariantCulture), power));

    private static readonly Gen<JsonValue> s_scalar = Gen.Frequency(
        (3, s_number),
        (3, s_text.Select(static text => (JsonValue)new TextValue(text))),
        (1, Gen.Int[0, 2].Select(static i => (JsonValue)new WordValue(i == 0 ? "true" : i == 1 ? "false" : "null"))));

    public static Gen<JsonValue> Any { get; } = Gen.Recursive<JsonValue>(static (depth, inner) => depth > 4
        ? s_scalar
        : Gen.Frequency(
            (2, s_scalar),
            (1, inner.Array[0, 4].Select(static items => (JsonValue)new ArrayValue(items))),
            (2, Gen.Select(s_text, inner).Array[0, 5].Select(static members =>
                (JsonValue)new ObjectValue(members.DistinctBy(static member => member.Item1, StringComparer.Ordinal).ToDictionary(static member => member.Item1, static member => member.Item2, StringComparer.Ordinal))))));
}

/// <summary>A value that can be written in many ways and recognised in any of them.</summary>
internal abstract record JsonValue
{
    /// <summary>Writes the value in one of its many spellings.</summary>
    public string Write(Random random)
    {
        var text = new StringBuilder(random.Next(4) == 0 ? "\uFEFF" : "");
        Write(text, random);
        return text.ToString();
    }

    /// <summary>Whether the text, read by a parser that is not ours, is this value.</summary>
    public bool IsSame(string text)
    {
        using var document = System.Text.Json.JsonDocument.Parse(text);
        return IsSame(document.RootElement);
    }

    protected internal abstract void Write(StringBuilder text, Random random);

    protected internal abstract bool IsSame(System.Text.Json.JsonElement element);

    protected static void Blank(StringBuilder text, Random random) => text.Append(random.Next(6) switch { 0 => " ", 1 => "\r\n\t", 2 => "\n", _ => "" });
}

internal sealed record WordValue(string Word) : JsonValue
{
    protected internal override void Write(StringBuilder text, Random random) => text.Append(Word);

    protected internal override bool IsSame(System.Text.Json.JsonElement element) => element.GetRawText() == Word;
}

internal sealed record NumberValue(BigInteger Coefficient, int Power) : JsonValue
{
    protected internal override void Write(StringBuilder text, Random random)
    {
        BigInteger coefficient = Coefficient;
        BigInteger power = Power;
        for (int i = random.Next(4); i > 0; i--)
        {
            coefficient *= 10;
            power--;
        }

        string digits = BigInteger.Abs(coefficient).ToString(CultureInfo.InvariantCulture);
        text.Append(coefficient.Sign < 0 ? "-" : "");
        int decimals = random.Next(digits.Length);
        text.Append(digits.AsSpan(0, digits.Length - decimals));
        if (decimals > 0)
            text.Append('.').Append(digits.AsSpan(digits.Length - decimals));
        power += decimals;
        if (power != 0 || random.Next(3) == 0)
            text.Append(random.Next(2) == 0 ? 'e' : 'E').Append(power.Sign < 0 ? "-" : random.Next(2) == 0 ? "+" : "").Append(random.Next(3) == 0 ? "0" : "").Append(BigInteger.Abs(power).ToString(CultureInfo.InvariantCulture));
    }

    // Cross-multiplied in whole numbers, so that nothing is rounded. The spellings can differ in the exponent by a few tens at most.
    protected internal override bool IsSame(System.Text.Json.JsonElement element)
    {
        string literal = element.GetRawText();
        int e = literal.IndexOf('e', StringComparison.Ordinal);
        string mantissa = e < 0 ? literal : literal[..e];
        int power = e < 0 ? 0 : int.Parse(literal.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
            power -= mantissa.Length - point - 1;
        BigInteger coefficient = BigInteger.Parse(mantissa.Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (Coefficient.IsZero || coefficient.IsZero)
            return Coefficient.IsZero && coefficient.IsZero;
        int difference = power - Power;
        return Math.Abs(difference) < 200
            && (difference >= 0 ? coefficient * BigInteger.Pow(10, difference) == Coefficient : Coefficient * BigInteger.Pow(10, -difference) == coefficient);
    }
}

internal sealed record TextValue(string Value) : JsonValue
{
    public static void WriteText(StringBuilder text, string value, Random random)
    {
        text.Append('"');
        foreach (char c in value)
        {
            bool mustEscape = c < ' ' || c is '"' or '\\' || char.IsSurrogate(c);
            if (mustEscape || random.Next(5) == 0)
                text.Append(CultureInfo.InvariantCulture, $"\\u{(random.Next(2) == 0 ? ((int)c).ToString("X4", CultureInfo.InvariantCulture) : ((int)c).ToString("x4", CultureInfo.InvariantCulture))}");
            else
                text.Append(c);
        }
        text.Append('"');
    }

    /// <summary>Unescapes a literal by hand: the usual parser refuses half a character.</summary>
    public static string Read(string literal)
    {
        var value = new StringBuilder();
        for (int i = 1; i < literal.Length - 1; i++)
        {
            if (literal[i] != '\\')
            {
                value.Append(literal[i]);
                continue;
            }
            i++;
            if (literal[i] == 'u')
            {
                value.Append((char)int.Parse(literal.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                value.Append(literal[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var c => c });
            }
        }
        return value.ToString();
    }

    protected internal override void Write(StringBuilder text, Random random) => WriteText(text, Value, random);

    protected internal override bool IsSame(System.Text.Json.JsonElement element) => element.ValueKind == System.Text.Json.JsonValueKind.String && Read(element.GetRawText()) == Value;
}

internal sealed record ArrayValue(JsonValue[] Items) : JsonValue
{
    protected internal override void Write(StringBuilder text, Random random)
    {
        text.Append('[');
        for (int i = 0; i < Items.Length; i++)
        {
            if (i > 0)
                text.Append(',');
            Blank(text, random);
            Items[i].Write(text, random);
            Blank(text, random);
        }
        text.Append(']');
    }

    protected internal override bool IsSame(System.Text.Json.JsonElement element) =>
        element.ValueKind == System.Text.Json.JsonValueKind.Array && element.GetArrayLength() == Items.Length && element.EnumerateArray().Zip(Items, static (item, value) => value.IsSame(item)).All(static same => same);
}

internal sealed record ObjectValue(Dictionary<string, JsonValue> Members) : JsonValue
{
    protected internal override void Write(StringBuilder text, Random random)
    {
        KeyValuePair<string, JsonValue>[] members = [.. Members];
        random.Shuffle(members);
        text.Append('{');
        for (int i = 0; i < members.Length; i++)
        {
            if (i > 0)
                text.Append(',');
            Blank(text, random);
            TextValue.WriteText(text, members[i].Key, random);
            Blank(text, random);
            text.Append(':');
            Blank(text, random);
            members[i].Value.Write(text, random);
        }
        Blank(text, random);
        text.Append('}');
    }

    // The names are compared as they are written: half a character has no other form.
    protected internal override bool IsSame(System.Text.Json.JsonElement element)
    {
        if (element.ValueKind != System.Text.Json.JsonValueKind.Object)
            return false;
        Dictionary<string, System.Text.Json.JsonElement> found = element.EnumerateObject().ToDictionary(static member => TextValue.Read(RawName(member)), static member => member.Value, StringComparer.Ordinal);
        return found.Count == Members.Count && Members.All(pair => found.TryGetValue(pair.Key, out System.Text.Json.JsonElement value) && pair.Value.IsSame(value));
    }

    private static string RawName(System.Text.Json.JsonProperty member)
    {
        string raw = member.ToString();
        int end = 1;
        while (raw[end] != '"')
            end += raw[end] == '\\' ? 2 : 1;
        return raw[..(end + 1)];
    }
}
