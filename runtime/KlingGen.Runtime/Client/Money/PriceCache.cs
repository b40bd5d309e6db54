using System.Collections.Concurrent;
using System.Text.Json;

namespace KlingGen;

/// <summary>
/// Unit prices: those compiled into the clients, and above them those of the platform API, each asked for once a day. Whatever goes wrong, the price is
/// unknown: a paid result is worth more than its price.
/// </summary>
internal sealed class PriceCache(FalTransport transport)
{
    private static readonly TimeSpan LookUpTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KeepPrice = TimeSpan.FromHours(24);
    private static readonly TimeSpan KeepFailure = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, FalPrice> _listed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LookUp> _lookUps = new(StringComparer.Ordinal);

    /// <summary>Takes a price that was compiled in.</summary>
    public void List(string endpointId, FalPrice price) => _listed[endpointId] = price;

    /// <summary>What is known without asking.</summary>
    public FalPrice? Known(string endpointId) =>
        _lookUps.TryGetValue(endpointId, out LookUp? lookUp) && lookUp.Price is { } price ? price : _listed.GetValueOrDefault(endpointId);

    /// <summary>The price to reckon with: asked for where the options say so, else as compiled in.</summary>
    public ValueTask<FalPrice?> FindAsync(string endpointId, CancellationToken cancellationToken) =>
        transport.Options.LookUpPrices ? AskAsync(endpointId, cancellationToken) : ValueTask.FromResult(Known(endpointId));

    /// <summary>The price of the platform API; as compiled in where that does not say it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled. The look-up itself goes on, for the next who asks.</exception>
    public async ValueTask<FalPrice?> AskAsync(string endpointId, CancellationToken cancellationToken)
    {
        LookUp lookUp = _lookUps.GetOrAdd(endpointId, static (id, cache) => cache.Begin(id), this);
        if (lookUp.IsOver && transport.Time.GetUtcNow() - lookUp.BegunAt > (lookUp.Price is null ? KeepFailure : KeepPrice))
        {
            LookUp fresh = Begin(endpointId);
            lookUp = _lookUps.TryUpdate(endpointId, fresh, lookUp) ? fresh : _lookUps.GetOrAdd(endpointId, fresh);
        }

        return await lookUp.WaitAsync(cancellationToken).ConfigureAwait(false) ?? _listed.GetValueOrDefault(endpointId);
    }

    public async ValueTask<FalCost?> CostAsync(string endpointId, decimal units, CallDeadline deadline)
    {
        try
        {
            return (await FindAsync(endpointId, deadline.Token).ConfigureAwait(false))?.CostOf(units);
        }
        catch (OperationCanceledException)
        {
            return Known(endpointId)?.CostOf(units);
        }
    }

    private LookUp Begin(string endpointId) => new(transport.Time.GetUtcNow(), () => ReadAsync(endpointId));

    private async Task<FalPrice?> ReadAsync(string endpointId)
    {
        try
        {
            using var deadline = new CallDeadline(transport.Time, LookUpTimeout, CancellationToken.None);
            var request = new ApiRequest
            {
                Operation = FalOperation.Price,
                Address = new Uri(transport.Options.PlatformBaseAddress, "v1/models/pricing?endpoint_id=" + Uri.EscapeDataString(endpointId)),
                EndpointId = endpointId,
            };
            FalPrice? price = null;
            using ApiReply reply = await transport.SendAsync(request, deadline, reply => price = PriceAnswer.Find(reply.Body, endpointId) is { } found ? new FalPrice(found.Amount, found.Unit ?? "units", found.Currency ?? "USD") : null).ConfigureAwait(false);
            return price;
        }
        catch (Exception error) when (error is FalException or FalCanceledException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>One question to the platform, shared by all who want the answer.</summary>
    private sealed class LookUp(DateTimeOffset begunAt, Func<Task<FalPrice?>> read)
    {
        private readonly Lazy<Task<FalPrice?>> _price = new(read);

        public DateTimeOffset BegunAt => begunAt;

        public bool IsOver => _price is { IsValueCreated: true, Value.IsCompleted: true };

        public FalPrice? Price => _price is { IsValueCreated: true, Value.Status: TaskStatus.RanToCompletion } ? _price.Value.Result : null;

        public Task<FalPrice?> WaitAsync(CancellationToken cancellationToken) => _price.Value.WaitAsync(cancellationToken);
    }
}
