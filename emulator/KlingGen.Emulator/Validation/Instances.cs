using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace KlingGen.Emulator.Validation;

/// <summary>Request bodies as NJsonSchema judges them right: code points folded, 2.0 an integer, dates left as text.</summary>
internal static class Instances
{
    private const double ExactIntegers = 9007199254740992;

    /// <exception cref="JsonException">Not JSON.</exception>
    public static JToken Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json))
        {
            DateParseHandling = DateParseHandling.None,
            MaxDepth = 128,
            Culture = CultureInfo.InvariantCulture,
        };
        return JToken.ReadFrom(reader);
    }

    public static JToken Normalise(JToken token, AstralFolder folder) => token switch
    {
        JObject o => new JObject(o.Properties().Select(p => new JProperty(p.Name, Normalise(p.Value, folder)))),
        JArray a => new JArray(a.Select(item => Normalise(item, folder))),
        JValue { Type: JTokenType.String } s => new JValue(folder.Fold((string)s!)),
        JValue { Type: JTokenType.Float } f when IsInteger((double)f) => new JValue((long)(double)f),

        // NJsonSchema throws on whole numbers beyond 64 bits; the largest that it takes is as far beyond any bound.
        JValue { Value: System.Numerics.BigInteger large } => new JValue(large.Sign < 0 ? long.MinValue : long.MaxValue),
        _ => token.DeepClone(),
    };

    private static bool IsInteger(double number) => Math.Truncate(number) == number && Math.Abs(number) <= ExactIntegers;
}
