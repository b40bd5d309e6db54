using KlingGen.Cli.Running.Inputs;

namespace KlingGen.Cli.Running;

/// <summary>What a call will cost.</summary>
internal static class RunPrices
{
    /// <summary>The price that was found with the endpoint. What an emulator has said counts only where an emulator is called.</summary>
    public static FalPrice? Known(RunRequest request) =>
        request.Endpoint.Price is { } price && (price.IsOfService || request.Emulator is not null || request.OwnEmulator) ? new FalPrice(price.Amount, price.Unit, price.Currency) : null;

    /// <summary>Units times price where both are known, else what the user says; null where nobody knows.</summary>
    public static async Task<FalCost?> EstimateAsync(RunRequest request, RunEndpoint endpoint, ShapedInput input, CancellationToken cancellationToken)
    {
        if (endpoint.ListPrice is null && !request.IsDryRun)
            await endpoint.GetPriceAsync(cancellationToken);
        return endpoint.EstimateCost(input) ?? (request.AssumeCost is { } max ? new FalCost(max, "USD") : null);
    }
}
