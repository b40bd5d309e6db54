namespace KlingGen.Emulator;

/// <summary>Those who wait for something to be recorded. Whoever gives up is forgotten at once. Not safe by itself: its owner's lock guards it.</summary>
/// <typeparam name="T">What is recorded.</typeparam>
internal sealed class Waiters<T>(Lock gate)
{
    private readonly LinkedList<(Func<T, bool> Fits, TaskCompletionSource<T> Found)> _waiting = [];

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return _waiting.Count;
        }
    }

    /// <summary>Begins to wait. Under the lock.</summary>
    public Task<T> AddAsync(Func<T, bool> fits, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        var found = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        LinkedListNode<(Func<T, bool> Fits, TaskCompletionSource<T> Found)> node = _waiting.AddLast((fits, found));
        if (!cancellationToken.CanBeCanceled)
            return found.Task;

        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            _ =>
            {
                lock (gate)
                    Remove(node);
                found.TrySetCanceled(cancellationToken);
            },
            null);
        _ = found.Task.ContinueWith(static (_, registered) => ((CancellationTokenRegistration)registered!).Unregister(), registration, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return found.Task;
    }

    /// <summary>Notifies those whose condition holds. Under the lock.</summary>
    public void Announce(T recorded)
    {
        for (LinkedListNode<(Func<T, bool> Fits, TaskCompletionSource<T> Found)>? node = _waiting.First; node is not null;)
        {
            LinkedListNode<(Func<T, bool> Fits, TaskCompletionSource<T> Found)> current = node;
            node = node.Next;
            try
            {
                if (!current.Value.Fits(recorded))
                    continue;
                current.Value.Found.TrySetResult(recorded);
            }
#pragma warning disable CA1031 // A condition that fails is the failure of whoever waits, not of the request that is recorded.
            catch (Exception error)
#pragma warning restore CA1031
            {
                current.Value.Found.TrySetException(error);
            }

            Remove(current);
        }
    }

    private void Remove(LinkedListNode<(Func<T, bool> Fits, TaskCompletionSource<T> Found)> node)
    {
        if (node.List is not null)
            _waiting.Remove(node);
    }
}
