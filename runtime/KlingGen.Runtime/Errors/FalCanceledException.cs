namespace KlingGen;

/// <summary>
/// The caller cancelled. Waiting ended; the job, if there is one, may still run and be billed
/// (<see cref="FalCallOptions.CancelOnAbort"/> asks the service to stop it).
/// </summary>
public class FalCanceledException : OperationCanceledException
{
    /// <summary>Creates the exception without a message.</summary>
    public FalCanceledException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    public FalCanceledException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalCanceledException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    /// <param name="token">The token the caller cancelled.</param>
    public FalCanceledException(string message, Exception? innerException, CancellationToken token)
        : base(message, innerException, token)
    {
    }

    /// <summary>The job that was waited for; <see langword="null"/> when none was known yet.</summary>
    public FalJobHandle? Handle { get; init; }

    /// <summary>
    /// Set when the caller cancelled after a paid request had left and before its answer had come whole: the job may exist, or the stream may be billed.
    /// See <see cref="FalSubmitUnknownException"/>.
    /// </summary>
    public FalSubmitAttempt? Attempt { get; init; }
}
