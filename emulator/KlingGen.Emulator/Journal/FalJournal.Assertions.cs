namespace KlingGen.Emulator;

public sealed partial class FalJournal
{
    /// <summary>Asserts that exactly one request arrived that may cost money: one submit, run or stream that was not refused with a 4xx.</summary>
    /// <param name="endpoint">Only those of this endpoint id; <see langword="null"/> for any.</param>
    /// <returns>That request.</returns>
    /// <exception cref="FalJournalException">None arrived, or more than one.</exception>
    public FalJournalEntry AssertSubmittedOnce(string? endpoint = null)
    {
        IReadOnlyList<FalJournalEntry> paid = Where(entry => IsPaid(entry) && (endpoint is null || entry.Endpoint == endpoint));
        return paid.Count == 1 ? paid[0] : throw Failure($"Expected one paid request, found {paid.Count}.", paid);
    }

    /// <summary>Asserts that no body was submitted, run or streamed twice: no two paid requests carry the same bytes to the same endpoint.</summary>
    /// <remarks>The test gives each of its inputs something of its own, a number in the prompt for example.</remarks>
    /// <exception cref="FalJournalException">Two paid requests are the same.</exception>
    public void AssertNothingPaidTwice()
    {
        foreach (IGrouping<string, FalJournalEntry> same in Where(IsPaid).GroupBy(static entry => entry.Endpoint + " " + entry.BodySha256, StringComparer.Ordinal))
        {
            if (same.Skip(1).Any())
                throw Failure($"One body was paid for {same.Count()} times.", [.. same]);
        }
    }

    /// <summary>Asserts that nothing that costs money arrived.</summary>
    /// <exception cref="FalJournalException">A submit, run or stream arrived.</exception>
    public void AssertNothingSubmitted()
    {
        IReadOnlyList<FalJournalEntry> paid = Where(IsPaid);
        if (paid.Count > 0)
            throw Failure($"Expected no paid request, found {paid.Count}.", paid);
    }

    /// <summary>Asserts how often an operation was asked for.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="expected">The count.</param>
    /// <exception cref="FalJournalException">Another count.</exception>
    public void AssertCount(FalOperation operation, int expected)
    {
        IReadOnlyList<FalJournalEntry> found = Of(operation);
        if (found.Count != expected)
            throw Failure($"Expected {expected} × {operation}, found {found.Count}.", found);
    }

    /// <summary>
    /// A plain refusal (4xx) costs nothing and may be repeated, and a request that never arrived whole was not acted on; all else may have been paid for.
    /// </summary>
    private static bool IsPaid(FalJournalEntry entry) =>
        entry is { BodyComplete: true, Operation: FalOperation.Submit or FalOperation.Run or FalOperation.Stream, Status: < 400 or >= 500 };

    private FalJournalException Failure(string message, IReadOnlyList<FalJournalEntry> found)
    {
        const int shown = 20;
        IEnumerable<FalJournalEntry> lines = found.Count > 0 ? found : Entries;
        return new FalJournalException(string.Join('\n', [message, .. lines.Take(shown).Select(static entry => "  " + entry)]));
    }
}
