using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>Checks an input, brings its local media into a form that can be sent, and writes it. All before anything is bought.</summary>
internal static class InputPreparer
{
    /// <summary>A schema may be stricter than the application behind it.</summary>
    private const string Remedy =
        " To send it anyway, name the findings in FalCallOptions.IgnoreValidationError, or set FalCallOptions.Validate to false.";

    /// <returns>The JSON to send.</returns>
    public static async ValueTask<ReadOnlyMemory<byte>> PrepareAsync<TInput>(
        FalClient client, string endpointId, TInput input, FalCallOptions options, CallDeadline deadline)
        where TInput : IFalJson<TInput>
    {
        ArgumentNullException.ThrowIfNull(input);
        if (deadline.IsOver)
            throw deadline.Ended($"The call to {endpointId}", endpointId, null, null);

        bool checkRules = options.Validate ?? client.Options.Validate;
        IReadOnlyList<FalValidationError> errors = FalValidator.Prepare(input, checkRules, out IReadOnlyList<FalCollectedMedia>? media);
        errors = Remaining(errors, client.Options.IgnoreValidationError, options.IgnoreValidationError);
        if (errors.Count > 0)
            throw Invalid(endpointId, errors, Remedy);

        Dictionary<FalMedia, string>? resolved = null;
        if (media is { Count: > 0 })
        {
            try
            {
                (resolved, errors) = await client.Media.ResolveAsync(media, endpointId, options, deadline).ConfigureAwait(false);
            }
            catch (OperationCanceledException canceled) when (deadline.IsOver)
            {
                throw deadline.Ended($"Uploading the media for {endpointId}", endpointId, null, canceled);
            }

            if (errors.Count > 0)
                throw Invalid(endpointId, errors);
        }

        return Write(input, resolved);
    }

    private static byte[] Write<TInput>(TInput input, Dictionary<FalMedia, string>? resolved)
        where TInput : IFalJson<TInput>
    {
        FalJsonWriter writer = FalJsonWriter.Rent();
        try
        {
            writer.ResolvedMedia = resolved;
            input.WriteTo(writer);
            // Not pooled: a handler may still read the body when the answer is here already.
            return writer.WrittenSpan.ToArray();
        }
        finally
        {
            writer.Return();
        }
    }

    private static IReadOnlyList<FalValidationError> Remaining(IReadOnlyList<FalValidationError> errors, Func<FalValidationError, bool>? client, Func<FalValidationError, bool>? call) =>
        errors.Count == 0 || (client is null && call is null)
            ? errors
            : [.. errors.Where(error => error.Rule is FalRules.FiniteNumber or FalRules.TooDeep || (client?.Invoke(error) != true && call?.Invoke(error) != true))];

    private static FalValidationException Invalid(string endpointId, IReadOnlyList<FalValidationError> errors, string remedy = "") =>
        new($"The input for {endpointId} was not sent: it does not fit the endpoint.", errors, remedy) { EndpointId = endpointId };
}
