using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace KlingGen;

public partial class FalEndpoint<TInput, TOutput>
{
    /// <summary>Submits many inputs and fetches their results, several at a time. Outcomes come as jobs finish; one failure does not end the rest.</summary>
    /// <param name="inputs">The inputs; taken one by one as places become free.</param>
    /// <param name="maxConcurrency">How many jobs may be under way at a time, at least 1. <value>Default: 4.</value></param>
    /// <param name="onEnqueue">Called with the place of an input and its handle, before waiting starts: the place to store it. Never called twice at a time.</param>
    /// <param name="budget">
    /// A limit to what the jobs may cost. An input for which there is no room has a <see cref="FalBudgetException"/> as its outcome, and no further input is
    /// taken. <see langword="null"/>: no limit.
    /// </param>
    /// <param name="options">What each of the calls does differently; <see cref="FalCallOptions.Timeout"/> limits each job by itself.</param>
    /// <param name="cancellationToken">
    /// Ends the whole: no further input is taken, the outcomes of what was under way still come, with their handles, and then <see cref="FalCanceledException"/>.
    /// Leaving the loop ends the waiting at once.
    /// </param>
    /// <returns>One outcome for every input that was taken.</returns>
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

    /// <summary>Submits many inputs and fetches their results, several at a time. Outcomes come as jobs finish; one failure does not end the rest.</summary>
    /// <param name="inputs">The inputs; taken one by one as places become free.</param>
    /// <param name="maxConcurrency">How many jobs may be under way at a time, at least 1. <value>Default: 4.</value></param>
    /// <param name="onEnqueue">Called with the place of an input and its handle, before waiting starts: the place to store it. Never called twice at a time.</param>
    /// <param name="budget">
    /// A limit to what the jobs may cost. An input for which there is no room has a <see cref="FalBudgetException"/> as its outcome, and no further input is
    /// taken. <see langword="null"/>: no limit.
    /// </param>
    /// <param name="options">What each of the calls does differently; <see cref="FalCallOptions.Timeout"/> limits each job by itself.</param>
    /// <param name="cancellationToken">
    /// Ends the whole: no further input is taken, the outcomes of what was under way still come, with their handles, and then <see cref="FalCanceledException"/>.
    /// Leaving the loop ends the waiting at once.
    /// </param>
    /// <returns>One outcome for every input that was taken.</returns>
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
        return ManyAsync(inputs, maxConcurrency, onEnqueue, budget, options, cancellationToken);
    }

    // A place is free again only when its outcome has been taken, so a slow reader slows the submits down.
    private async IAsyncEnumerable<FalOutcome<TInput, TOutput>> ManyAsync(
        IAsyncEnumerable<TInput> inputs,
        int maxConcurrency,
        Action<int, FalJobHandle>? onEnqueue,
        FalBudget? budget,
        FalCallOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batch = new Batch(this, onEnqueue, options, stop.Token);
        IAsyncEnumerator<TInput> source = inputs.GetAsyncEnumerator(stop.Token);
        ExceptionDispatchInfo? sourceFailure = null;
        bool more = true;
        try
        {
            while (true)
            {
                while (more && batch.Running < maxConcurrency)
                {
                    (more, sourceFailure) = await NextAsync(source, cancellationToken).ConfigureAwait(false);
                    if (!more)
                        break;

                    // What is under way may yet give back some of what is reserved for it: an input is refused only when nothing is.
                    while (!await batch.TryStartAsync(source.Current, budget).ConfigureAwait(false))
                    {
                        if (batch.Running == 0)
                        {
                            yield return batch.Refused(source.Current);
                            more = false;
                            break;
                        }

                        yield return await batch.NextAsync().ConfigureAwait(false);
                    }
                }

                // After a cancellation, too, every job that was begun is told of: its handle is in its outcome.
                if (batch.Running == 0)
                    break;
                yield return await batch.NextAsync().ConfigureAwait(false);
            }

            sourceFailure?.Throw();
            if (cancellationToken.IsCancellationRequested)
                throw new FalCanceledException($"Running many inputs of {EndpointId} was cancelled by the caller after {batch.Started} had begun.", null, cancellationToken);
        }
        finally
        {
            // Nothing goes on behind the caller's back: what is under way is told to stop, and waited for.
            await stop.CancelAsync().ConfigureAwait(false);
            while (batch.Running > 0)
                await batch.NextAsync().ConfigureAwait(false);
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async ValueTask<(bool More, ExceptionDispatchInfo? Failure)> NextAsync(IAsyncEnumerator<TInput> source, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return (false, null);
        try
        {
            return (await source.MoveNextAsync().ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (false, null);
        }
#pragma warning disable CA1031 // Thrown again when the jobs that are under way have been told of.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return (false, ExceptionDispatchInfo.Capture(error));
        }
    }

    /// <summary>The jobs of one <c>RunManyAsync</c>.</summary>
    private sealed class Batch(FalEndpoint<TInput, TOutput> endpoint, Action<int, FalJobHandle>? onEnqueue, FalCallOptions? options, CancellationToken cancellationToken)
    {
        private readonly Channel<FalOutcome<TInput, TOutput>> _finished =
            Channel.CreateUnbounded<FalOutcome<TInput, TOutput>>(new UnboundedChannelOptions { SingleReader = true });

        private readonly object _enqueueing = new();
        private FalBudgetException? _noRoom;

        public int Started { get; private set; }

        public int Running { get; private set; }

        /// <summary>Begins a job; false when the budget has no room for it.</summary>
        public async ValueTask<bool> TryStartAsync(TInput input, FalBudget? budget)
        {
            Reservation? reservation = null;
            Exception? refusal = null;
            try
            {
                reservation = budget is null ? null : await endpoint.ReserveAsync(input, budget, cancellationToken).ConfigureAwait(false);
            }
            catch (FalBudgetException noRoom) when (noRoom.Estimate is not null)
            {
                _noRoom = noRoom;
                return false;
            }
            catch (FalBudgetException unknown)
            {
                refusal = unknown;
            }
            catch (OperationCanceledException canceled)
            {
                refusal = new FalCanceledException($"Asking for the price of {endpoint.EndpointId} was cancelled.", canceled, cancellationToken);
            }

            Running++;
            _ = RunAsync(input, Started++, reservation, refusal);
            return true;
        }

        /// <summary>The outcome of the input for which the budget has no room.</summary>
        public FalOutcome<TInput, TOutput> Refused(TInput input) => new() { Index = Started++, Input = input, Error = _noRoom };

        public async ValueTask<FalOutcome<TInput, TOutput>> NextAsync()
        {
            FalOutcome<TInput, TOutput> outcome = await _finished.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            Running--;
            return outcome;
        }

        private async Task RunAsync(TInput input, int index, Reservation? reservation, Exception? refusal)
        {
            var outcome = new FalOutcome<TInput, TOutput> { Index = index, Input = input };
            try
            {
                if (refusal is not null)
                    ExceptionDispatchInfo.Throw(refusal);
                FalResult<TOutput> result = await endpoint.SubscribeAsync(input, null, Enqueued, options, cancellationToken).ConfigureAwait(false);
                reservation?.Settle(result.BillableUnits);
                outcome = outcome with { Result = result };
            }
#pragma warning disable CA1031 // Whatever it is, it is this input's outcome and nobody else's.
            catch (Exception error)
#pragma warning restore CA1031
            {
                reservation?.Settle(error);
                outcome = outcome with { Error = error };
            }

            _finished.Writer.TryWrite(outcome);

            void Enqueued(FalJobHandle handle)
            {
                outcome = outcome with { Handle = handle };
                lock (_enqueueing)
                    onEnqueue?.Invoke(index, handle);
            }
        }
    }
}
