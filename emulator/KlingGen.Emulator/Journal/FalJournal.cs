using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator;

/// <summary>Every request whose body arrived, in order, whatever became of its answer.</summary>
/// <remarks>Safe to use from many threads. Assertions throw <see cref="FalJournalException"/>, which every test framework shows.</remarks>
public sealed partial class FalJournal
{
    private readonly Lock _gate = new();
    private readonly List<FalJournalEntry> _entries = [];
    private readonly Waiters<FalJournalEntry> _waiting;
    private long _sequence;

    internal FalJournal() => _waiting = new Waiters<FalJournalEntry>(_gate);

    /// <summary>A copy of all entries.</summary>
    public IReadOnlyList<FalJournalEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    /// <summary>Entries of one operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>A copy, in order of arrival.</returns>
    public IReadOnlyList<FalJournalEntry> Of(FalOperation operation) => Where(entry => entry.Operation == operation);

    /// <summary>Entries about one request id: its submit, and all calls that named it.</summary>
    /// <param name="requestId">The id.</param>
    /// <returns>A copy, in order of arrival.</returns>
    public IReadOnlyList<FalJournalEntry> About(string requestId) => Where(entry => entry.RequestId == requestId);

    /// <summary>Entries that fit.</summary>
    /// <param name="predicate">Decides what matches.</param>
    /// <returns>A copy, in order of arrival.</returns>
    public IReadOnlyList<FalJournalEntry> Where(Func<FalJournalEntry, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        lock (_gate)
            return [.. _entries.Where(predicate)];
    }

    /// <summary>How many requests asked for an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>The count.</returns>
    public int Count(FalOperation operation)
    {
        lock (_gate)
            return _entries.Count(entry => entry.Operation == operation);
    }

    /// <summary>Waits for a request that fits; one that is already there counts.</summary>
    /// <param name="predicate">Decides what matches. Called under the journal's lock: keep it short.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The first entry that fits.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task<FalJournalEntry> WaitForAsync(Func<FalJournalEntry, bool> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        lock (_gate)
        {
            return _entries.Find(entry => predicate(entry)) is { } found ? Task.FromResult(found) : _waiting.AddAsync(predicate, cancellationToken);
        }
    }

    /// <summary>Forgets all entries; counting of the sequence goes on.</summary>
    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
    }

    /// <summary>How many wait for an entry.</summary>
    internal int Waiting => _waiting.Count;

    internal FalJournalEntry Record(FalCall call, bool complete, FalEmulatorOptions options)
    {
        var headers = call.Http.Request.Headers.ToDictionary(static h => h.Key, static h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        lock (_gate)
        {
            var entry = new FalJournalEntry
            {
                Sequence = ++_sequence,
                ReceivedAt = options.TimeProvider.GetUtcNow(),
                Operation = call.Operation,
                Method = call.Method,
                Path = call.Http.Request.Path + call.Http.Request.QueryString.Value,
                Headers = headers,
                UnknownHeaders = RequestHeaders.Unknown(headers.Keys, call.Operation),
                // A slice would hold on to all of it.
                Body = call.Body.Length <= options.JournalBodyLimit ? call.Body : call.Body[..options.JournalBodyLimit],
                BodyLength = call.BodyLength,
                BodySha256 = call.BodySha256,
                BodyComplete = complete,
                Endpoint = call.Endpoint?.Id,
                RequestId = call.RequestId,
            };
            _entries.Add(entry);
            _waiting.Announce(entry);
            return entry;
        }
    }
}
