namespace KlingGen.Batches;

/// <summary>The database of the batches could not do what was asked of it. What was to be stored is not stored; the message says why, and the remedy.</summary>
public class FalBatchStoreException : FalException
{
    /// <summary>Creates the exception without a message.</summary>
    public FalBatchStoreException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    public FalBatchStoreException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalBatchStoreException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the same step may succeed later without anybody doing anything: another writer was busy, the server restarts.</summary>
    public bool IsTransient { get; init; }
}
