namespace KlingGen;

/// <summary>
/// A job was submitted, and then the <c>onEnqueue</c> callback of the caller failed, so that its handle may not be stored. The job is bought and goes on:
/// store <see cref="FalException.Handle"/>, and <see cref="IFalEndpoint{TInput, TOutput}.Resume"/> takes it up. Calling again instead buys another job.
/// </summary>
public class FalEnqueueCallbackException : FalException
{
    /// <summary>Creates the exception without a message.</summary>
    public FalEnqueueCallbackException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    public FalEnqueueCallbackException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">What the callback threw.</param>
    public FalEnqueueCallbackException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
