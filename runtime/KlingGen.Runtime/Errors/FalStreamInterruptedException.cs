namespace KlingGen;

/// <summary>
/// The service had begun to answer a <see cref="FalEndpoint{TInput, TOutput}.StreamAsync"/>, and the connection was lost before the answer ended, or
/// the answer ended without an event or inside one. The call may be billed, and calling again buys again. A stream cannot be resumed: what has come of it is all there is.
/// </summary>
public class FalStreamInterruptedException : FalException
{
    /// <summary>Creates the exception without a message.</summary>
    public FalStreamInterruptedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    public FalStreamInterruptedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalStreamInterruptedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>How many outputs had come, each of which the caller has been given.</summary>
    public int EventsReceived { get; init; }
}
