namespace KlingGen.Batches;

/// <summary>
/// Gathers what several senders do at the same time into one transaction: while one waits for the disk, the next ones come together. What costs is the disk's answer,
/// and it comes once for all of them.
/// </summary>
/// <typeparam name="TItem">What is done.</typeparam>
/// <typeparam name="TResult">What comes of one of them.</typeparam>
/// <param name="run">Does all of them in one transaction, or none. Gives the results in their order.</param>
/// <param name="max">How many may be in one transaction; a call that has more is alone.</param>
internal sealed class Gathering<TItem, TResult>(Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> run, Func<int> max)
{
    private readonly object _gate = new();
    private readonly Queue<Call> _waiting = new();
    private bool _isRunning;

    /// <summary>Does the items, with those of others or alone. A call that has begun is not given up: what is stored has somebody who knows of it.</summary>
    public async Task<IReadOnlyList<TResult>> RunAsync(IReadOnlyList<TItem> items, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = new Call(items);
        bool leads;
        lock (_gate)
        {
            _waiting.Enqueue(call);
            leads = !_isRunning;
            _isRunning = true;
        }

        // Whoever finds nobody at work begins, and does not stay with the work of those who come later.
        if (leads)
            _ = Task.Run(WorkAsync, CancellationToken.None);
        return await call.Done.Task.ConfigureAwait(false);
    }

    private async Task WorkAsync()
    {
        var together = new List<Call>();
        while (true)
        {
            together.Clear();
            lock (_gate)
            {
                int count = 0;
                while (_waiting.TryPeek(out Call? next) && (count == 0 || count + next.Items.Count <= max()))
                {
                    together.Add(_waiting.Dequeue());
                    count += next.Items.Count;
                }

                if (together.Count == 0)
                {
                    _isRunning = false;
                    return;
                }
            }

            await TogetherAsync(together).ConfigureAwait(false);
        }
    }

    private async Task TogetherAsync(List<Call> calls)
    {
        try
        {
            IReadOnlyList<TResult> results = await run([.. calls.SelectMany(static call => call.Items)]).ConfigureAwait(false);
            int first = 0;
            foreach (Call call in calls)
            {
                call.Done.SetResult([.. results.Skip(first).Take(call.Items.Count)]);
                first += call.Items.Count;
            }
        }
#pragma warning disable CA1031 // Whatever it is: it belongs to the callers.
        catch (Exception error)
#pragma warning restore CA1031
        {
            // What the database cannot do at the moment, it cannot do for one of them either. A mistake in one is that one's alone.
            if (calls.Count == 1 || error is FalBatchStoreException { IsTransient: true })
            {
                foreach (Call call in calls)
                    call.Done.SetException(error);
                return;
            }

            foreach (Call call in calls)
                await TogetherAsync([call]).ConfigureAwait(false);
        }
    }

    private sealed record Call(IReadOnlyList<TItem> Items)
    {
        // The callers go on on threads of their own, not one after the other on this one.
        public TaskCompletionSource<IReadOnlyList<TResult>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
