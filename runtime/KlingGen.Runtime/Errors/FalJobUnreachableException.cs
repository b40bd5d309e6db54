namespace KlingGen;

/// <summary>
/// A job was submitted, and then the service could no longer be reached, so that <c>SubscribeAsync</c> or <c>RunManyAsync</c> could not follow it to its end.
/// The job is bought and may still finish: <see cref="IFalEndpoint{TInput, TOutput}.Resume"/> continues <see cref="FalException.Handle"/>.
/// Calling again instead buys another job.
/// </summary>
public class FalJobUnreachableException : FalException
{
    /// <summary>Creates the exception without a message.</summary>
    public FalJobUnreachableException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    public FalJobUnreachableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalJobUnreachableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The address that was called last; <see langword="null"/> when unknown.</summary>
    public Uri? Address { get; init; }

    /// <summary>How many times the last request was tried.</summary>
    public int Attempts { get; init; }
}
