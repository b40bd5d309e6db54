using System.Text;
using KlingGen.CompilerServices;

namespace KlingGen.Batches;

/// <summary>Inputs of an endpoint's own type as lines. Local content is uploaded while they are read: a file may be gone, or another one, when the job is sent.</summary>
internal static class TypedLines
{
    public static async Task<FalBatchLine> MakeAsync<TInput, TOutput>(FalClient client, IFalEndpoint<TInput, TOutput> endpoint, TInput input, long number, CancellationToken cancellationToken)
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput>
    {
        if (input is null)
            return FalBatchEndpoint.Bad("null", number, "the input is null.");
        using CallDeadline deadline = client.NewDeadline(FalCallOptions.None, cancellationToken);
        try
        {
            ReadOnlyMemory<byte> json = await InputPreparer.PrepareAsync(client, endpoint.EndpointId, input, FalCallOptions.None, deadline).ConfigureAwait(false);
            return new FalBatchLine { Input = Encoding.UTF8.GetString(json.Span), Estimate = endpoint.EstimateCost(input)?.Amount };
        }
        catch (FalValidationException error)
        {
            return FalBatchEndpoint.Bad("null", number, string.Join(' ', error.ValidationErrors.Select(static found => found.Message)));
        }
    }
}
