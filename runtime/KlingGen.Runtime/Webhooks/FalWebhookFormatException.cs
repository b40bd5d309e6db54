namespace KlingGen;

/// <summary>
/// A body is not what the service sends as a webhook: not JSON, or without the members that say which job ended and how. A payload of another form than the
/// endpoint promises is no such case; it is reported by <see cref="FalWebhook{T}.Failure"/>, with its job.
/// </summary>
public class FalWebhookFormatException : FalException
{
    /// <summary>Creates the exception without a message.</summary>
    public FalWebhookFormatException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    public FalWebhookFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalWebhookFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The body; empty only when the exception was made by hand.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
