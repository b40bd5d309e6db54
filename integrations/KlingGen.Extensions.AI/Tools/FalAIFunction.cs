using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.CompilerServices;
using Microsoft.Extensions.AI;

namespace KlingGen.Extensions.AI;

/// <summary>
/// An endpoint as a tool. Arguments are checked before money moves; the cost is set aside of a budget before the submit; a submit is made once. However the call ends,
/// the model gets an answer that it can act on.
/// </summary>
internal sealed class FalAIFunction<TInput, TOutput>(ToolCall<TInput, TOutput> call, ToolTerms terms) : AIFunction
    where TInput : IFalJson<TInput>
    where TOutput : IFalJson<TOutput>
{
    private const string Correct = "Nothing was sent and nothing was spent. Correct the arguments and call the tool again.";

    private readonly MediaRules _media = MediaRules.Of(call.Endpoint.Client, terms.FilesFolder);

    private FalBudget Budget => terms.Budget;

    private FalClient Client => call.Endpoint.Client;

    public override string Name => terms.Name;

    public override string Description => $"{terms.Description} {terms.PriceText(Client.Prices.Known(call.Endpoint.EndpointId))}";

    public override JsonElement JsonSchema => terms.Schema;

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType?.IsInstanceOfType(call.Endpoint) == true ? call.Endpoint : base.GetService(serviceType!, serviceKey);

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        JsonObject given = ArgumentReader.Read(terms.Schema, arguments, _media, out IReadOnlyList<string> problems);
        TInput? input = problems.Count > 0 ? default : call.Read(given, _media, out problems);
        if (problems.Count > 0)
            return ToolAnswers.Refused(Budget, problems, Correct);

        Reservation reservation;
        try
        {
            reservation = await call.Endpoint.ReserveAsync(input!, Budget, cancellationToken).ConfigureAwait(false);
        }
        catch (FalBudgetException poor)
        {
            return ToolAnswers.Refused(Budget, [poor.Message], $"Nothing was sent and nothing was spent. {(poor.Estimate is null ? "Report it to the user." : "Ask for less, or report to the user that the budget does not reach.")}");
        }

        // From here on what is set aside is settled, whatever happens.
        bool isApproved = false;
        (string Error, string Next)? refusal;
        try
        {
            refusal = await RefusalAsync(reservation.Cost, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            isApproved = refusal is null;
        }
        finally
        {
            if (!isApproved)
                reservation.Release();
        }
        return refusal is { } said
            ? ToolAnswers.Refused(Budget, [said.Error], $"Nothing was sent and nothing was spent. {said.Next}")
            : await BuyAsync(input!, reservation, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<(string Error, string Next)?> RefusalAsync(FalCost cost, CancellationToken cancellationToken)
    {
        if (terms.MaxCostPerCall is { } max && cost.Amount > max)
            return ($"The call costs {cost}, and one call may cost {new FalCost(max, Budget.Currency)}", "Ask for less, or report it to the user.");
        if (terms.NeedsApproval(cost.Amount))
            return ($"The call costs {cost}, which is more than may be spent without approval", "Ask for less, or report it to the user.");
        return await call.ConfirmAsync(cost, cancellationToken).ConfigureAwait(false) ? null : ("The user has not approved the call", "Do not call the tool again with these arguments.");
    }

    private async Task<JsonElement> BuyAsync(TInput input, Reservation reservation, CancellationToken cancellationToken)
    {
        ToolJobs jobs = ToolJobs.Of(Client);
        FalJobHandle? handle = null;
        try
        {
            FalJob<TOutput> job = await call.SubmitAsync(input, reservation.Cost, cancellationToken).ConfigureAwait(false);
            handle = job.Handle;
            jobs.Hold(handle, reservation);
            if (terms.Wait == TimeSpan.Zero)
                return ToolAnswers.Pending(handle, Budget);
            var waiting = (terms.CallOptions ?? FalCallOptions.None) with { Timeout = terms.Wait };
            using CallDeadline deadline = Client.NewDeadline(waiting, cancellationToken);
            FalResult<TOutput> result = await job.FinishAsync(null, waiting, deadline).ConfigureAwait(false);
            jobs.Settle(handle, result.BillableUnits);
            await call.EndedAsync(handle, result, null).ConfigureAwait(false);
            return ToolAnswers.Completed(handle, result.Cost, Budget, result.RawJson ?? FalJson.From(result.Value));
        }
        catch (Exception error) when (error is FalException or FalCanceledException)
        {
            if (handle is null && error is FalException { Handle: { } found })
                jobs.Hold(handle = found, reservation);
            if (handle is null)
                reservation.Settle(error);
            return await EndedAsync(jobs, handle, error, cancellationToken).ConfigureAwait(false);
        }
        catch when (Lose(handle, reservation))
        {
            throw;
        }
    }

    /// <summary>The answer to a call that brought no result.</summary>
    private async Task<JsonElement> EndedAsync(ToolJobs jobs, FalJobHandle? handle, Exception error, CancellationToken cancellationToken)
    {
        if (handle is null)
        {
            if (error is FalCanceledException)
                throw error;
            if (!Reservation.WasNeverBought(error))
                return ToolAnswers.Unknown(Budget, error.Message);
            return error is FalValidationException { ValidationErrors: { Count: > 0 } found } ? ToolAnswers.Refused(Budget, found.Select(ToolWords.Of), Correct)
                : error is FalApiValidationException { ValidationErrors: { Count: > 0 } said } ? ToolAnswers.Refused(Budget, said.Select(ToolWords.Of), Correct)
                : ToolAnswers.Failed(null, Budget, error.Message, "Nothing was spent. Report it to the user, or try again later, a few times at most.");
        }
        if (error is FalApiException { IsRetryable: false } failed)
        {
            jobs.Settle(handle, failed);
            // A result that does not fit the endpoint's type is one all the same for who reads JSON.
            if (failed is FalResultFormatException { RawJson: { } raw })
            {
                FalCost? cost = failed.BillableUnits is { } units ? Client.Prices.Known(handle.EndpointId)?.CostOf(units) : null;
                return ToolAnswers.Completed(handle, cost, Budget, raw);
            }
            await call.EndedAsync(handle, null, failed).ConfigureAwait(false);
            return ToolAnswers.Failed(handle, Budget, string.Join("; ", failed.ValidationErrors.Select(ToolWords.Of).DefaultIfEmpty(failed.Message)), "The job has no result. Change the arguments, or report it to the user.");
        }
        // The job goes on, and what is set aside for it stays so. Who cancels asked for no answer.
        cancellationToken.ThrowIfCancellationRequested();
        return ToolAnswers.Pending(handle, Budget, why: error is FalTimeoutException ? null : error.Message);
    }

    // An error that is nobody's: what may have been bought counts as spent.
    private static bool Lose(FalJobHandle? handle, Reservation reservation)
    {
        if (handle is null)
            reservation.Settle((decimal?)null);
        return false;
    }
}
