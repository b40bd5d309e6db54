using System.Runtime.CompilerServices;

namespace KlingGen;

public partial class FalEndpoint<TInput, TOutput>
{
    /// <inheritdoc/>
    public IAsyncEnumerable<FalOutcome<TInput, TOutput>> RunManyAsync(
        IEnumerable<TInput> inputs, FalRunManyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return RunManyAsync(Async(inputs), options, cancellationToken);

#pragma warning disable CS1998 // The sequence is asynchronous in form only.
        static async IAsyncEnumerable<TInput> Async(IEnumerable<TInput> inputs)
        {
            foreach (TInput input in inputs)
                yield return input;
        }
#pragma warning restore CS1998
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<FalOutcome<TInput, TOutput>> RunManyAsync(
        IAsyncEnumerable<TInput> inputs, FalRunManyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        options ??= FalRunManyOptions.Default;
        if (options.MaxConcurrency < 1)
            throw new ArgumentOutOfRangeException(nameof(options), options.MaxConcurrency, "FalRunManyOptions.MaxConcurrency must be at least 1.");
        _ = CallTerms.Of(options.CallOptions ?? FalCallOptions.None, FalOperation.Submit, EndpointId);
        return ManyAsync(inputs, options, cancellationToken);
    }

    private async IAsyncEnumerable<FalOutcome<TInput, TOutput>> ManyAsync(
        IAsyncEnumerable<TInput> inputs, FalRunManyOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var jobs = new ManyJobs<TInput, TOutput>(this, inputs, options, cancellationToken);
        await using (jobs.ConfigureAwait(false))
        {
            jobs.Begin();
            // After a cancellation, too, every job that was begun has an outcome, with its handle.
            while (await jobs.NextAsync().ConfigureAwait(false) is { } outcome)
            {
                yield return outcome;
                jobs.FreePlace();
            }

            jobs.ThrowIfSourceFailed();
            if (cancellationToken.IsCancellationRequested)
                throw new FalCanceledException($"Running many inputs of {EndpointId} was cancelled by the caller after {jobs.Started} had begun.", null, cancellationToken);
        }
    }
}
