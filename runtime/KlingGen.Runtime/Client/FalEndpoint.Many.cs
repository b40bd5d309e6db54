using System.Runtime.CompilerServices;

namespace KlingGen;

public partial class FalEndpoint<TInput, TOutput>
{
    /// <summary>Submits many inputs and fetches their results, several at a time. Outcomes come as jobs finish, whatever the source of the inputs does; one failure does not end the rest.</summary>
    /// <param name="inputs">
    /// The inputs; taken one by one as places become free, on threads of the thread pool, one step at a time. The source may wait (for an outcome, too), block, or never end. When it throws, no
    /// further input is taken, the outcomes of what is under way still come, and then its exception. It is disposed when it has ended, or when nobody wants more of it.
    /// </param>
    /// <param name="maxConcurrency">
    /// How many jobs may be under way at a time, at least 1. A place is free again when the loop asks for the outcome after the job's, so that a slow reader slows the submits down.
    /// <value>Default: 4.</value>
    /// </param>
    /// <param name="onEnqueue">Called with the place of an input and its handle, before waiting starts: the place to store it. Never called twice at a time.</param>
    /// <param name="budget">
    /// A limit to what the jobs may cost. An input for which there is no room waits for what is under way to give something back; when nothing is, its outcome is a
    /// <see cref="FalBudgetException"/>, and no further input is taken. <see langword="null"/>: no limit.
    /// </param>
    /// <param name="options">What each of the calls does differently; <see cref="FalCallOptions.Timeout"/> limits each job by itself.</param>
    /// <param name="cancellationToken">
    /// Ends the whole: no further input is taken, the outcomes of what was under way still come, with their handles, and then <see cref="FalCanceledException"/>.
    /// Leaving the loop ends the waiting at once. The source's own token is cancelled either way; one that does not end within a second is left behind, and disposed when it does.
    /// </param>
    /// <returns>One outcome for every input that was taken.</returns>
    /// <exception cref="ArgumentException">An option is not what it should be; no input was taken.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    public IAsyncEnumerable<FalOutcome<TInput, TOutput>> RunManyAsync(
        IEnumerable<TInput> inputs,
        int maxConcurrency = 4,
        Action<int, FalJobHandle>? onEnqueue = null,
        FalBudget? budget = null,
        FalCallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return RunManyAsync(Async(inputs), maxConcurrency, onEnqueue, budget, options, cancellationToken);

#pragma warning disable CS1998 // The sequence is asynchronous in form only.
        static async IAsyncEnumerable<TInput> Async(IEnumerable<TInput> inputs)
        {
            foreach (TInput input in inputs)
                yield return input;
        }
#pragma warning restore CS1998
    }

    /// <summary>Submits many inputs and fetches their results, several at a time. Outcomes come as jobs finish, whatever the source of the inputs does; one failure does not end the rest.</summary>
    /// <param name="inputs">
    /// The inputs; taken one by one as places become free, on threads of the thread pool, one step at a time. The source may wait (for an outcome, too), block, or never end. When it throws, no
    /// further input is taken, the outcomes of what is under way still come, and then its exception. It is disposed when it has ended, or when nobody wants more of it.
    /// </param>
    /// <param name="maxConcurrency">
    /// How many jobs may be under way at a time, at least 1. A place is free again when the loop asks for the outcome after the job's, so that a slow reader slows the submits down.
    /// <value>Default: 4.</value>
    /// </param>
    /// <param name="onEnqueue">Called with the place of an input and its handle, before waiting starts: the place to store it. Never called twice at a time.</param>
    /// <param name="budget">
    /// A limit to what the jobs may cost. An input for which there is no room waits for what is under way to give something back; when nothing is, its outcome is a
    /// <see cref="FalBudgetException"/>, and no further input is taken. <see langword="null"/>: no limit.
    /// </param>
    /// <param name="options">What each of the calls does differently; <see cref="FalCallOptions.Timeout"/> limits each job by itself.</param>
    /// <param name="cancellationToken">
    /// Ends the whole: no further input is taken, the outcomes of what was under way still come, with their handles, and then <see cref="FalCanceledException"/>.
    /// Leaving the loop ends the waiting at once. The source's own token is cancelled either way; one that does not end within a second is left behind, and disposed when it does.
    /// </param>
    /// <returns>One outcome for every input that was taken.</returns>
    /// <exception cref="ArgumentException">An option is not what it should be; no input was taken.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    public IAsyncEnumerable<FalOutcome<TInput, TOutput>> RunManyAsync(
        IAsyncEnumerable<TInput> inputs,
        int maxConcurrency = 4,
        Action<int, FalJobHandle>? onEnqueue = null,
        FalBudget? budget = null,
        FalCallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        _ = CallTerms.Of(options ?? FalCallOptions.None, FalOperation.Submit, EndpointId);
        return ManyAsync(inputs, maxConcurrency, onEnqueue, budget, options, cancellationToken);
    }

    private async IAsyncEnumerable<FalOutcome<TInput, TOutput>> ManyAsync(
        IAsyncEnumerable<TInput> inputs,
        int maxConcurrency,
        Action<int, FalJobHandle>? onEnqueue,
        FalBudget? budget,
        FalCallOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new ManyJobs<TInput, TOutput>(this, inputs, maxConcurrency, onEnqueue, budget, options, cancellationToken);
        await using (batch.ConfigureAwait(false))
        {
            batch.Begin();
            // After a cancellation, too, every job that was begun is told of: its handle is in its outcome.
            while (await batch.NextAsync().ConfigureAwait(false) is { } outcome)
            {
                yield return outcome;
                batch.FreePlace();
            }

            batch.ThrowIfSourceFailed();
            if (cancellationToken.IsCancellationRequested)
                throw new FalCanceledException($"Running many inputs of {EndpointId} was cancelled by the caller after {batch.Started} had begun.", null, cancellationToken);
        }
    }
}
