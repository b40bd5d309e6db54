using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace KlingGen.Emulator.Validation;

/// <summary>Request bodies as NJsonSchema checks them right: code points folded, 2.0 an integer, dates left as text.</summary>
internal static class Instances
{
    private const double ExactIntegers = 9007199254740992;

    // Beyond any bound, and read in no time.
    private const int LongestNumber = 400;

    /// <summary>What was read strictly, in the form that NJsonSchema takes. Of members that occur twice the last one counts.</summary>
    public static JToken Of(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JObject();
                foreach (JsonProperty member in value.EnumerateObject())
                    members[member.Name] = Of(member.Value);
                return members;
            case JsonValueKind.Array:
                return new JArray(value.EnumerateArray().Select(Of));
            case JsonValueKind.String:
                return new JValue(value.GetString());
            case JsonValueKind.Number:
                return Number(value);
            case JsonValueKind.True or JsonValueKind.False:
                return new JValue(value.GetBoolean());
            default:
                return JValue.CreateNull();
        }
    }

    public static JToken Normalise(JToken token, AstralFolder folder) => token switch
    {
        JObject o => new JObject(o.Properties().Select(p => new JProperty(p.Name, Normalise(p.Value, folder)))),
        JArray a => new JArray(a.Select(item => Normalise(item, folder))),
        JValue { Type: JTokenType.String } s => new JValue(folder.Fold((string)s!)),
        JValue { Type: JTokenType.Float } f when IsInteger((double)f) => new JValue((long)(double)f),

        // NJsonSchema throws on whole numbers beyond 64 bits; the largest that it takes is as far beyond any bound.
        JValue { Value: BigInteger large } => new JValue(large.Sign < 0 ? long.MinValue : long.MaxValue),
        _ => token.DeepClone(),
    };

    private static JValue Number(JsonElement value)
    {
        if (value.TryGetInt64(out long whole))
            return new JValue(whole);
        string text = value.GetRawText();
        bool isWhole = text.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
        if (isWhole && text.Length <= LongestNumber)
            return new JValue(BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        double number = value.GetDouble();
        return new JValue(double.IsFinite(number) ? number : double.IsNegative(number) ? double.MinValue : double.MaxValue);
    }

    private static bool IsInteger(double number) => Math.Truncate(number) == number && Math.Abs(number) <= ExactIntegers;
}
