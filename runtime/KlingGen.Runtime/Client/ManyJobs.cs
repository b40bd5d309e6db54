using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace KlingGen;

/// <summary>
/// The jobs of one <c>RunManyAsync</c>. A pump of its own takes inputs and begins jobs; outcomes wait for the reader in a channel. So nothing that the source
/// does, or leaves undone, holds back an outcome.
/// </summary>
internal sealed class ManyJobs<TInput, TOutput> : IAsyncDisposable
    where TInput : CompilerServices.IFalJson<TInput>
    where TOutput : CompilerServices.IFalJson<TOutput>
{
    /// <summary>How long a source that nobody wants any more may take to notice that.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly FalEndpoint<TInput, TOutput> _endpoint;
    private readonly IAsyncEnumerable<TInput> _inputs;
    private readonly FalRunManyOptions _options;
    private readonly CancellationTokenSource _stop;
    private readonly SemaphoreSlim _places;
    private readonly Channel<FalOutcome<TInput, TOutput>> _finished = Channel.CreateUnbounded<FalOutcome<TInput, TOutput>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly object _gate = new();
    private readonly SemaphoreSlim _enqueueing = new(1);
    private TaskCompletionSource _settled = New();
    private Task _pump = Task.CompletedTask;
    private ExceptionDispatchInfo? _sourceFailure;
    private int _running;
    private bool _pumping;

    public ManyJobs(
        FalEndpoint<TInput, TOutput> endpoint, IAsyncEnumerable<TInput> inputs, FalRunManyOptions options, CancellationToken cancellationToken)
    {
        (_endpoint, _inputs, _options) = (endpoint, inputs, options);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _places = new SemaphoreSlim(options.MaxConcurrency);
    }

    /// <summary>How many inputs have been taken.</summary>
    public int Started { get; private set; }

    public void Begin()
    {
        _pumping = true;
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>The next outcome; null when there will be none.</summary>
    public async ValueTask<FalOutcome<TInput, TOutput>?> NextAsync() =>
        await _finished.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false) && _finished.Reader.TryRead(out FalOutcome<TInput, TOutput>? outcome) ? outcome : null;

    /// <summary>The reader is done with an outcome; another job may begin.</summary>
    public void FreePlace() => _places.Release();

    public void ThrowIfSourceFailed() => _sourceFailure?.Throw();

    /// <summary>Nothing goes on behind the caller's back: what is under way is cancelled, and waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _pump.ConfigureAwait(false);
        while (await NextAsync().ConfigureAwait(false) is not null)
        {
        }

        _stop.Dispose();
        _places.Dispose();
        _enqueueing.Dispose();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task PumpAsync()
    {
        IAsyncEnumerator<TInput>? source = null;
        Task<bool>? step = null;
        try
        {
            source = _inputs.GetAsyncEnumerator(_stop.Token);
            do
            {
                step = null;
                await _places.WaitAsync(_stop.Token).ConfigureAwait(false);
                _stop.Token.ThrowIfCancellationRequested();
                // On a thread of its own: a source may block where it should wait.
                step = Task.Run(async () => await source.MoveNextAsync().ConfigureAwait(false));
            }
            while (await NextAsync(step).ConfigureAwait(false) && await BeginAsync(source.Current).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // No further input is taken.
        }
#pragma warning disable CA1031 // Thrown again when the jobs that are under way have been reported.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _sourceFailure = ExceptionDispatchInfo.Capture(error);
        }

        if (source is not null)
            await EndAsync(source, step).ConfigureAwait(false);
        lock (_gate)
        {
            _pumping = false;
            CompleteIfOver();
        }
    }

    /// <summary>The source's answer. When nobody wants more, it has a moment left to give it: an input that it gives by then has been taken, and is reported.</summary>
    private async Task<bool> NextAsync(Task<bool> step)
    {
        try
        {
            return await step.WaitAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            try
            {
                return await step.WaitAsync(Grace, _endpoint.Time, CancellationToken.None).ConfigureAwait(false);
            }
            catch (TimeoutException) when (!step.IsCompleted)
            {
                return false;
            }
        }
    }

    // Not before its last step has ended: until then it must not be touched. One that blocks, and hears of no token, cannot be waited for.
    private async Task EndAsync(IAsyncEnumerator<TInput> source, Task<bool>? step)
    {
        Task end = DisposeAsync(source, step);
        if (step is { IsCompleted: false })
            return;
        try
        {
            await end.WaitAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!end.IsCompleted)
        {
            await ((Task)Task.WhenAny(end, Task.Delay(Grace, _endpoint.Time))).ConfigureAwait(false);
        }
    }

    private async Task DisposeAsync(IAsyncEnumerator<TInput> source, Task<bool>? step)
    {
        try
        {
            if (step is not null)
                await ((Task)step).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await source.DisposeAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // As above; and when nobody wants the source any more, its failure is nobody's either.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _sourceFailure ??= ExceptionDispatchInfo.Capture(error);
        }
    }

    /// <summary>Begins a job; false when the budget has no room for it, and nothing is under way that could give something back.</summary>
    private async Task<bool> BeginAsync(TInput input)
    {
        int index = Started++;
        while (true)
        {
            Task settled;
            bool last;
            lock (_gate)
            {
                settled = _settled.Task;
                last = _running == 0;
            }

            Reservation? reservation = null;
            Exception? refusal = null;
            try
            {
                reservation = _options.Budget is null ? null : await _endpoint.ReserveAsync(input, _options.Budget, _stop.Token).ConfigureAwait(false);
            }
            catch (FalBudgetException noRoom) when (noRoom.Estimate is not null)
            {
                if (last || _stop.IsCancellationRequested)
                {
                    _finished.Writer.TryWrite(new() { Index = index, Input = input, Error = noRoom });
                    return false;
                }

                await settled.ConfigureAwait(false);
                continue;
            }
            catch (FalBudgetException unknown)
            {
                refusal = unknown;
            }
            catch (OperationCanceledException canceled)
            {
                refusal = new FalCanceledException($"Asking for the price of {_endpoint.EndpointId} was cancelled.", canceled, _stop.Token);
            }
#pragma warning disable CA1031 // Whatever it is, it is this input's outcome and nobody else's.
            catch (Exception error)
#pragma warning restore CA1031
            {
                refusal = error;
            }

            lock (_gate)
                _running++;
            _ = RunAsync(input, index, reservation, refusal);
            return true;
        }
    }

    private async Task RunAsync(TInput input, int index, Reservation? reservation, Exception? refusal)
    {
        var outcome = new FalOutcome<TInput, TOutput> { Index = index, Input = input };
        try
        {
            if (refusal is not null)
                ExceptionDispatchInfo.Throw(refusal);
            FalResult<TOutput> result = await _endpoint.SubscribeAsync(input, _options.CallOptions, null, EnqueuedAsync, _stop.Token).ConfigureAwait(false);
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
        EndJob();

        async ValueTask EnqueuedAsync(FalJobHandle handle, CancellationToken cancellationToken)
        {
            outcome = outcome with { Handle = handle };
            if (_options.OnEnqueue is not { } onEnqueue)
                return;
            // Not ended by a cancellation: a handle that exists is always handed to the caller.
            await _enqueueing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            try
            {
                await onEnqueue(index, handle, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _enqueueing.Release();
            }
        }
    }

    private void EndJob()
    {
        TaskCompletionSource settled;
        lock (_gate)
        {
            _running--;
            (settled, _settled) = (_settled, New());
            CompleteIfOver();
        }

        settled.SetResult();
    }

    private void CompleteIfOver()
    {
        if (!_pumping && _running == 0)
            _finished.Writer.TryComplete();
    }
}
