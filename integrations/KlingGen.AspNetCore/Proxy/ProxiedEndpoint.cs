using System.Text.Json;
using KlingGen.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace KlingGen.AspNetCore;

/// <summary>An endpoint that may be called through the proxy.</summary>
internal abstract class ProxiedEndpoint
{
    public abstract string IdOf(FalClient client);

    /// <summary>Reads and checks an input, and sets its cost aside.</summary>
    /// <exception cref="FalBudgetException">The budget does not cover it.</exception>
    public abstract Task<(IResult? Refusal, Reservation? Reservation)> BeginAsync(FalClient client, ReadOnlyMemory<byte> body, FalBudget? budget, CancellationToken cancellationToken);
}

internal sealed class ProxiedEndpoint<TInput, TOutput>(Func<FalClient, FalEndpoint<TInput, TOutput>> endpoint) : ProxiedEndpoint
    where TInput : IFalJson<TInput>
    where TOutput : IFalJson<TOutput>
{
    public override string IdOf(FalClient client) => endpoint(client).EndpointId;

    public override async Task<(IResult? Refusal, Reservation? Reservation)> BeginAsync(FalClient client, ReadOnlyMemory<byte> body, FalBudget? budget, CancellationToken cancellationToken)
    {
        TInput? input;
        try
        {
            input = JsonSerializer.Deserialize(body.Span, FalJsonResolver<TInput>.TypeInfo);
        }
        catch (JsonException error)
        {
            return (ServiceRefusal.Unreadable(error), null);
        }

        if (input is null)
            return (ServiceRefusal.Unreadable(new JsonException("The body is null, but an input is required.")), null);
        if (input is IFalInput checkable && FalProblems.Check(checkable) is { Count: > 0 } errors)
            return (ServiceRefusal.Invalid(errors), null);
        return (null, budget is null ? null : await endpoint(client).ReserveAsync(input, budget, cancellationToken));
    }
}
