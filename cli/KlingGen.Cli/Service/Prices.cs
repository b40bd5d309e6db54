using System.Globalization;
using System.Text.Json;
using KlingGen.Compiler;

namespace KlingGen.Cli.Service;

/// <summary>Unit prices. A price is worth having and not worth failing for: whatever goes wrong, it is unknown.</summary>
internal static class Prices
{
    public static async Task<LockPrice?> FetchAsync(ServiceClient service, string endpointId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (service.Options.ApiKey is null)
            return null;
        try
        {
            ServiceReply reply = await service.PlatformAsync("v1/models/pricing?endpoint_id=" + Uri.EscapeDataString(endpointId), $"the price of '{endpointId}'", cancellationToken);
            return Read(reply.Success("the price").Span, endpointId, now) is { } price ? price with { Source = reply.Source } : null;
        }
        catch (Exception error) when (error is CliException or JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// The price to keep of two. The same price on another day is no change, an unknown price takes nothing away, and what an emulator has made up
    /// never takes the place of what the service said.
    /// </summary>
    public static LockPrice? Keep(LockPrice? former, LockPrice? now)
    {
        if (now is null || (former is { IsOfService: true } && !now.IsOfService))
            return former;
        return former is not null && former.IsOfService == now.IsOfService && former with { Date = now.Date, Source = now.Source } == now ? former : now;
    }

    private static LockPrice? Read(ReadOnlySpan<byte> body, string endpointId, DateTimeOffset now)
    {
        var reader = new Utf8JsonReader(body);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        if (!TryGet(document.RootElement, "prices", JsonValueKind.Array, out JsonElement prices))
            return null;
        foreach (JsonElement price in prices.EnumerateArray())
        {
            if (TryGet(price, "endpoint_id", JsonValueKind.String, out JsonElement id) && id.GetString() == endpointId
                && TryGet(price, "unit_price", JsonValueKind.Number, out JsonElement amount) && amount.TryGetDecimal(out decimal value) && value >= 0
                && TryGet(price, "unit", JsonValueKind.String, out JsonElement unit)
                && TryGet(price, "currency", JsonValueKind.String, out JsonElement currency) && currency.GetString() is { Length: 3 } code && code.All(char.IsAsciiLetterUpper))
            {
                return new LockPrice(value, unit.GetString()!, code, now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            }
        }
        return null;
    }

    private static bool TryGet(JsonElement element, string name, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value) && value.ValueKind == kind;
    }
}
