using System.Net;

namespace KlingGen;

/// <summary>What is set aside of a budget for one job, until it is known what that cost.</summary>
internal sealed class Reservation(FalBudget budget, FalPrice? price, decimal amount)
{
    /// <summary>What is set aside.</summary>
    public FalCost Cost { get; } = new(amount, budget.Currency);

    /// <summary>The job is not submitted after all.</summary>
    public void Release() => budget.Settle(amount, 0);

    /// <summary>The job brought its result.</summary>
    public void Settle(decimal? units) => budget.Settle(amount, CostOf(units) ?? amount);

    /// <summary>The job brought none.</summary>
    public void Settle(Exception error)
    {
        decimal spent = error switch
        {
            _ when WasNeverBought(error) => 0,
            FalApiException { BillableUnits: { } units } => CostOf(units) ?? amount,
            // It may have been billed, so it counts.
            _ => amount,
        };
        budget.Settle(amount, spent);
    }

    private decimal? CostOf(decimal? units) =>
        units is { } billed && price?.CostOf(billed) is { } cost && cost.Currency == budget.Currency ? cost.Amount : null;

    /// <summary>Nothing was submitted, the service was not reached, or it said no to the submit. A 5xx is no such no: the job may stand behind it.</summary>
    internal static bool WasNeverBought(Exception error) => error switch
    {
        FalValidationException => true,
        FalApiException { Handle: null } refused => refused.StatusCode is null or (>= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError),
        FalConnectionException { Handle: null } => true,
        FalUploadException => true,
        FalCanceledException { Handle: null, Attempt: null } => true,
        FalTimeoutException { Handle: null } => true,
        _ => false,
    };
}
