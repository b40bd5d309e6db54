namespace KlingGen;

/// <summary>
/// The service could not be reached, or the connection to it failed in a call that buys nothing (a status, a result, a download) and with every retry of it.
/// Nothing was bought by this call, and it is safe to make it again. A paid call whose request had left ends in another exception:
/// <see cref="FalSubmitUnknownException"/>, <see cref="FalStreamInterruptedException"/> or <see cref="FalJobUnreachableException"/>.
/// </summary>
public class FalConnectionException : FalException
{
    /// <summary>Creates the exception without a message.</summary>
    public FalConnectionException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    public FalConnectionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalConnectionException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The address that was called; <see langword="null"/> when unknown.</summary>
    public Uri? Address { get; init; }

    /// <summary>How many times the request was tried.</summary>
    public int Attempts { get; init; }
}
