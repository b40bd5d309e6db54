using System.Text;
using System.Text.Json;

namespace KlingGen;

/// <summary>What JSON calls equal: numbers by exact value, objects in any order with the last of a duplicate name, arrays in order, strings by code unit.</summary>
internal static class JsonEquality
{
    public static bool Equal(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind) return false;
        switch (left.ValueKind)
        {
            case JsonValueKind.Number:
                return NumbersEqual(left.GetRawText(), right.GetRawText());
            case JsonValueKind.String:
                return string.Equals(StringOf(left), StringOf(right), StringComparison.Ordinal);
            case JsonValueKind.Array:
                return ArraysEqual(left, right);
            case JsonValueKind.Object:
                return ObjectsEqual(left, right);
            default:
                return true;
        }
    }

    public static int Hash(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Number:
                return NumberHash(element.GetRawText());
            case JsonValueKind.String:
                return StringComparer.Ordinal.GetHashCode(StringOf(element));
            case JsonValueKind.Array:
                HashCode items = default;
                foreach (JsonElement item in element.EnumerateArray()) items.Add(Hash(item));
                return items.ToHashCode();
            case JsonValueKind.Object:
                int sum = 0;
                foreach (KeyValuePair<string, JsonElement> member in Members(element))
                    sum = unchecked(sum + HashCode.Combine(StringComparer.Ordinal.GetHashCode(member.Key), Hash(member.Value)));
                return sum;
            default:
                return (int)element.ValueKind;
        }
    }

    private static bool ArraysEqual(JsonElement left, JsonElement right)
    {
        if (left.GetArrayLength() != right.GetArrayLength()) return false;
        JsonElement.ArrayEnumerator others = right.EnumerateArray();
        foreach (JsonElement item in left.EnumerateArray())
        {
            others.MoveNext();
            if (!Equal(item, others.Current)) return false;
        }

        return true;
    }

    private static bool ObjectsEqual(JsonElement left, JsonElement right)
    {
        Dictionary<string, JsonElement> mine = Members(left);
        Dictionary<string, JsonElement> others = Members(right);
        if (mine.Count != others.Count) return false;
        foreach (KeyValuePair<string, JsonElement> member in mine)
        {
            if (!others.TryGetValue(member.Key, out JsonElement other) || !Equal(member.Value, other)) return false;
        }

        return true;
    }

    private static Dictionary<string, JsonElement> Members(JsonElement element)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject()) members[NameOf(member)] = member.Value;
        return members;
    }

    // A lone surrogate escape is JSON by its grammar, but has no UTF-16 string that System.Text.Json would hand out;
    // its raw text serves as well for a comparison.
    private static string StringOf(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText();
        }
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return member.ToString();
        }
    }

    private static bool NumbersEqual(string left, string right)
    {
        if (string.Equals(left, right, StringComparison.Ordinal)) return true;
        ReadOnlySpan<byte> a = Encoding.ASCII.GetBytes(left);
        ReadOnlySpan<byte> b = Encoding.ASCII.GetBytes(right);
        return ExactNumber.Parse(a, new byte[a.Length]).Equals(ExactNumber.Parse(b, new byte[b.Length]));
    }

    private static int NumberHash(string text)
    {
        ReadOnlySpan<byte> ascii = Encoding.ASCII.GetBytes(text);
        return ExactNumber.Parse(ascii, new byte[ascii.Length]).Hash();
    }
}
