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
            return Read(reply.Success("the price"), endpointId, now) is { } price ? price with { Source = reply.Source } : null;
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

    /// <summary>A lock file keeps only what is said in full: no unit and no currency is guessed.</summary>
    private static LockPrice? Read(ReadOnlyMemory<byte> body, string endpointId, DateTimeOffset now) =>
        PriceAnswer.Find(body, endpointId) is { Unit: { } unit, Currency: { } currency } price && LockPrice.IsCurrency(currency)
            ? new LockPrice(price.Amount, unit, currency, now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : null;
}
