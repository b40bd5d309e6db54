namespace KlingGen;

/// <summary>
/// Makes one growing list of what arrives in two ways: a poll answers all lines so far, the event stream the new ones.
/// </summary>
internal sealed class LogCollector
{
    private readonly List<FalLogEntry> _all = [];

    /// <summary>The status with all lines so far, and those that are new.</summary>
    /// <param name="status">The status as it arrived.</param>
    /// <param name="cumulative">Whether it came by a poll.</param>
    public FalQueueStatus Merge(FalQueueStatus status, bool cumulative)
    {
        int before = _all.Count;
        IReadOnlyList<FalLogEntry> incoming = status.Logs;
        if (before == 0 && incoming.Count == 0)
            return status;

        // Some versions of the stream repeat everything; that is seen by its beginning like what is known.
        int skip = cumulative || StartsWithKnown(incoming) ? Math.Min(before, incoming.Count) : 0;
        for (int i = skip; i < incoming.Count; i++)
            _all.Add(incoming[i]);

        return status with
        {
            Logs = _all.Count == 0 ? [] : _all.ToArray(),
            NewLogs = _all.Count == before ? [] : _all.GetRange(before, _all.Count - before),
        };
    }

    private bool StartsWithKnown(IReadOnlyList<FalLogEntry> incoming)
    {
        if (_all.Count == 0 || incoming.Count < _all.Count)
            return false;
        for (int i = 0; i < _all.Count; i++)
        {
            if (incoming[i] != _all[i])
                return false;
        }

        return true;
    }
}
