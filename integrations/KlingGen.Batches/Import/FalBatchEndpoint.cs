using System.Text;
using System.Text.Json;
using KlingGen.CompilerServices;

namespace KlingGen.Batches;

/// <summary>Makes what an import needs of the client of an endpoint.</summary>
public static class FalBatchEndpoint
{
    /// <summary>Checks inputs as the client would before a call, and estimates as it does.</summary>
    /// <typeparam name="TInput">The type of the input.</typeparam>
    /// <typeparam name="TOutput">The type of the output.</typeparam>
    /// <param name="endpoint">The endpoint: <c>fal.KlingImageV3TextToImage()</c>.</param>
    /// <returns>The endpoint for imports.</returns>
    public static IFalBatchEndpoint Of<TInput, TOutput>(IFalEndpoint<TInput, TOutput> endpoint)
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput>
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new Typed<TInput, TOutput>(endpoint);
    }

    internal static FalBatchLine Bad(string json, long number, string problem) => new() { Input = json, Error = $"line {number}: {problem}" };

    private sealed class Typed<TInput, TOutput>(IFalEndpoint<TInput, TOutput> endpoint) : IFalBatchEndpoint
        where TInput : IFalJson<TInput>
        where TOutput : IFalJson<TOutput>
    {
        public string EndpointId => endpoint.EndpointId;

        public FalBatchLine Check(string json, long number)
        {
            TInput input;
            try
            {
                input = FalJsonText.Read<TInput>(Encoding.UTF8.GetBytes(json));
            }
            catch (JsonException error)
            {
                return Bad(json, number, $"it cannot be read as an input of {EndpointId}: {error.Message}");
            }

            if (input is null || (input is FalJson any && any.ValueKind != JsonValueKind.Object))
                return Bad(json, number, "it is not a JSON object.");
            IReadOnlyList<FalValidationError> errors = FalValidator.Prepare(input, checkRules: true, out _);
            if (errors.Count > 0)
                return Bad(json, number, string.Join(' ', errors.Select(static error => error.Message)));
            return new FalBatchLine { Input = json, Estimate = endpoint.EstimateCost(input)?.Amount };
        }

        public ValueTask<FalPrice?> GetPriceAsync(CancellationToken cancellationToken = default) => endpoint.GetPriceAsync(cancellationToken);
    }
}
