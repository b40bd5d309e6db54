using System.Text.Json;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>What the platform says of one endpoint's price. The library and the tool read it here.</summary>
/// <param name="Amount">The price of a unit, 0 or more.</param>
/// <param name="Unit">What is counted; null where the answer does not say it.</param>
/// <param name="Currency">The currency; null where the answer does not say it.</param>
internal sealed record PriceAnswer(decimal Amount, string? Unit, string? Currency)
{
    /// <summary>The endpoint's price in an answer to <c>v1/models/pricing</c>; null where it is not in the list, or no price.</summary>
    /// <exception cref="JsonException">The answer is no such list.</exception>
    public static PriceAnswer? Find(ReadOnlyMemory<byte> body, string endpointId)
    {
        using JsonDocument document = JsonDocument.Parse(JsonStrings.Utf8Of(body));
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGet("prices", out JsonElement prices) || prices.ValueKind != JsonValueKind.Array)
            throw new JsonException("it has no list of prices");
        foreach (JsonElement price in prices.EnumerateArray())
        {
            if (price.ValueKind == JsonValueKind.Object
                && price.TryGet("endpoint_id", out JsonElement id) && string.Equals(id.Text(), endpointId, StringComparison.Ordinal)
                && price.TryGet("unit_price", out JsonElement amount) && amount.ValueKind == JsonValueKind.Number && amount.TryGetDecimal(out decimal value) && value >= 0)
                return new PriceAnswer(value, Text(price, "unit"), Text(price, "currency"));
        }
        return null;
    }

    private static string? Text(JsonElement price, string name) => price.TryGet(name, out JsonElement text) ? text.Text() : null;
}
