using System.Collections.Concurrent;

namespace KlingGen.Batches;

/// <summary>
/// Stores what comes at a time in one transaction: while one is written, the next gathers. Nobody waits for a timer, and a burst costs a commit a hundred and not a commit each.
/// </summary>
internal sealed class Gathering<TItem, TResult>(Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> store, int max)
{
    private readonly ConcurrentQueue<(TItem Item, TaskCompletionSource<TResult> Done)> _waiting = new();
    private int _isWriting;

    /// <summary>Stores an item, with whatever else waits.</summary>
    public Task<TResult> AddAsync(TItem item, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((item, done));
        if (Interlocked.Exchange(ref _isWriting, 1) == 0)
            _ = Task.Run(WriteAsync, CancellationToken.None);
        return done.Task.WaitAsync(cancellationToken);
    }

    private async Task WriteAsync()
    {
        do
        {
            while (!_waiting.IsEmpty)
            {
                var group = new List<(TItem Item, TaskCompletionSource<TResult> Done)>(max);
                while (group.Count < max && _waiting.TryDequeue(out (TItem, TaskCompletionSource<TResult>) next))
                    group.Add(next);
                await WriteAsync(group).ConfigureAwait(false);
            }

            Volatile.Write(ref _isWriting, 0);
        }
        // What came between the last look and the line above has found a writer that was leaving.
        while (!_waiting.IsEmpty && Interlocked.Exchange(ref _isWriting, 1) == 0);
    }

    private async Task WriteAsync(List<(TItem Item, TaskCompletionSource<TResult> Done)> group)
    {
        try
        {
            IReadOnlyList<TResult> results = await store([.. group.Select(static entry => entry.Item)]).ConfigureAwait(false);
            for (int index = 0; index < group.Count; index++)
                group[index].Done.SetResult(results[index]);
        }
#pragma warning disable CA1031 // It goes to those who wait for it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            foreach ((_, TaskCompletionSource<TResult> done) in group)
                done.TrySetException(error);
        }
    }
}
