using System.Collections.Concurrent;
using System.Text.Json;

namespace KlingGen;

/// <summary>What one unit of an endpoint costs.</summary>
internal sealed record UnitPrice(decimal Amount, string Currency);

/// <summary>Unit prices from the platform API, each asked for once. Whatever goes wrong, the price is unknown: a paid result is worth more than its price.</summary>
internal sealed class PriceBook(FalTransport transport)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryFailureAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public async ValueTask<FalCost?> CostAsync(string endpointId, decimal units, CallScope scope)
    {
        if (!transport.Options.LookUpPrices)
            return null;

        DateTimeOffset now = transport.Time.GetUtcNow();
        Entry entry = _entries.GetOrAdd(endpointId, static (id, book) => new Entry(new Lazy<Task<UnitPrice?>>(() => book.LookUpAsync(id)), null), this);
        if (entry.FailedAt is { } failed && now - failed > RetryFailureAfter)
        {
            Entry anew = new(new Lazy<Task<UnitPrice?>>(() => LookUpAsync(endpointId)), null);
            entry = _entries.TryUpdate(endpointId, anew, entry) ? anew : _entries.GetOrAdd(endpointId, anew);
        }

        try
        {
            UnitPrice? price = await entry.Price.Value.WaitAsync(scope.Token).ConfigureAwait(false);
            if (price is null)
            {
                _entries.TryUpdate(endpointId, entry with { FailedAt = entry.FailedAt ?? now }, entry);
                return null;
            }

            return new FalCost(price.Amount * units, price.Currency);
        }
        catch (Exception error) when (error is OperationCanceledException or OverflowException)
        {
            return null;
        }
    }

    private async Task<UnitPrice?> LookUpAsync(string endpointId)
    {
        try
        {
            using var scope = new CallScope(transport.Time, Patience, CancellationToken.None);
            var request = new ApiRequest
            {
                Operation = FalOperation.Price,
                Address = new Uri(transport.Options.PlatformBaseAddress, "v1/models/pricing?endpoint_id=" + Uri.EscapeDataString(endpointId)),
                EndpointId = endpointId,
            };
            using ApiReply reply = await transport.SendAsync(request, scope).ConfigureAwait(false);
            return Read(reply.Body, endpointId);
        }
        catch (Exception error) when (error is FalException or FalCanceledException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static UnitPrice? Read(ReadOnlyMemory<byte> body, string endpointId)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("prices", out JsonElement prices) || prices.ValueKind != JsonValueKind.Array)
            return null;
        foreach (JsonElement price in prices.EnumerateArray())
        {
            if (price.ValueKind == JsonValueKind.Object
                && price.TryGetProperty("endpoint_id", out JsonElement id) && id.ValueEquals(endpointId)
                && price.TryGetProperty("unit_price", out JsonElement amount) && amount.ValueKind == JsonValueKind.Number && amount.TryGetDecimal(out decimal unit))
            {
                return new UnitPrice(unit, price.TryGetProperty("currency", out JsonElement currency) ? currency.GetString() ?? "USD" : "USD");
            }
        }

        return null;
    }

    private sealed record Entry(Lazy<Task<UnitPrice?>> Price, DateTimeOffset? FailedAt);
}
