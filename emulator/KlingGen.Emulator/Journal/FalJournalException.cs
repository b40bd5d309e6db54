namespace KlingGen.Emulator;

/// <summary>The journal does not show what was asserted. The message lists what it shows instead.</summary>
public sealed class FalJournalException : Exception
{
    /// <summary>An empty exception.</summary>
    public FalJournalException()
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">What was asserted and what was found.</param>
    public FalJournalException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    /// <param name="message">What was asserted and what was found.</param>
    /// <param name="innerException">The cause.</param>
    public FalJournalException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
