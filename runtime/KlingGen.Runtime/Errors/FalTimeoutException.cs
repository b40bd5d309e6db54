namespace KlingGen;

/// <summary>
/// A time limit of the caller has passed: the overall limit of a call, or the longest silence of a stream.
/// Where a job had been submitted it is not lost and may still finish; it is in <see cref="FalException.Handle"/>. Without a handle nothing was bought, except
/// in <see cref="FalEndpoint{TInput, TOutput}.StreamAsync"/>: a stream that had begun may be billed, and cannot be resumed.
/// </summary>
public class FalTimeoutException : FalException
{
    /// <summary>Creates the exception without a message.</summary>
    public FalTimeoutException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    public FalTimeoutException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalTimeoutException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The limit that has passed.</summary>
    public TimeSpan Limit { get; init; }
}
