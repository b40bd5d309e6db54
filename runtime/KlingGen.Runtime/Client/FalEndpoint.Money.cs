namespace KlingGen;

public partial class FalEndpoint<TInput, TOutput>
{
    /// <inheritdoc/>
    public FalPrice? ListPrice { get; }

    /// <inheritdoc/>
    public async ValueTask<FalPrice?> GetPriceAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _client.Prices.AskAsync(EndpointId, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException canceled) when (cancellationToken.IsCancellationRequested)
        {
            throw new FalCanceledException($"Asking for the price of {EndpointId} was cancelled by the caller.", canceled, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public FalCost? EstimateCost(TInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return _client.Prices.Known(EndpointId) is { } price ? Estimate(input, price) : null;
    }

    /// <summary>How many images an input asks for. Emitted where the schema says so.</summary>
    /// <param name="input">The input.</param>
    /// <returns>The number; <see langword="null"/> where the input does not say it.</returns>
    protected virtual long? CountImages(TInput input) => null;

    private FalCost? Estimate(TInput input, FalPrice price) => price.IsPerImage && CountImages(input) is { } images and >= 0 ? price.CostOf(images) : null;

    /// <summary>Sets the cost of an input aside.</summary>
    /// <exception cref="FalBudgetException">The budget cannot cover it (<see cref="FalBudgetException.Estimate"/> is set), or the cost cannot be known.</exception>
    internal async ValueTask<Reservation> ReserveAsync(TInput input, FalBudget budget, CancellationToken cancellationToken)
    {
        FalPrice? price = await _client.Prices.FindAsync(EndpointId, cancellationToken).ConfigureAwait(false);
        FalCost? estimate = price is null || input is null ? null : Estimate(input, price);
        if (estimate?.Currency != budget.Currency)
            estimate = budget.CostWhenUnknown is { } max ? new FalCost(max, budget.Currency) : throw Unknown(price, budget);

        return budget.TryReserve(estimate!.Amount)
            ? new Reservation(budget, price, estimate.Amount)
            : throw new FalBudgetException($"The job was not submitted to {EndpointId}: it costs {estimate}, and the budget has {new FalCost(budget.Remaining, budget.Currency)} left ({budget}).")
            {
                EndpointId = EndpointId,
                Estimate = estimate,
            };
    }

    private FalBudgetException Unknown(FalPrice? price, FalBudget budget)
    {
        string why = price is null ? "the price of a unit is not known: refresh the lock file, or set FalClientOptions.LookUpPrices"
            : price.Currency != budget.Currency ? $"its price is in {price.Currency}, the budget in {budget.Currency}"
            : $"how many units ({price.Unit}) the call takes is not in its input";
        return new FalBudgetException($"The job was not submitted to {EndpointId}: {why}. Set FalBudget.CostWhenUnknown to the maximum cost of one call.") { EndpointId = EndpointId };
    }
}
