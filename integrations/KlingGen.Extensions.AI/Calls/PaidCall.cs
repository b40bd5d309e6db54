using KlingGen.CompilerServices;

namespace KlingGen.Extensions.AI;

/// <summary>One call of an endpoint under a budget: its cost is set aside before anything leaves, and settled when it is known.</summary>
internal sealed class PaidCall<TInput, TOutput>(FalEndpoint<TInput, TOutput> endpoint, FalBudget? budget, FalCallOptions? options)
    where TInput : IFalJson<TInput>
    where TOutput : IFalJson<TOutput>
{
    public FalEndpoint<TInput, TOutput> Endpoint => endpoint;

    public FalClient Client => endpoint.Client;

    public async Task<FalResult<TOutput>> RunAsync(TInput input, CancellationToken cancellationToken)
    {
        Reservation? reservation = budget is null ? null : await endpoint.ReserveAsync(input, budget, cancellationToken).ConfigureAwait(false);
        try
        {
            FalResult<TOutput> result = await endpoint.SubscribeAsync(input, options, cancellationToken: cancellationToken).ConfigureAwait(false);
            reservation?.Settle(result.BillableUnits);
            return result;
        }
        catch (Exception error) when (Settle(reservation, error))
        {
            throw;
        }
    }

    private static bool Settle(Reservation? reservation, Exception error)
    {
        reservation?.Settle(error);
        return false;
    }
}
