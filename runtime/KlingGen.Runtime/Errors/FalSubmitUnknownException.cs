using System.Net;

namespace KlingGen;

/// <summary>
/// The request left, and no answer came that says what became of it. The job may exist and may be billed, so this library does not send it again:
/// the service has no idempotency key, and a second request would be a second purchase.
/// </summary>
/// <remarks>
/// Look for the job with <see cref="Attempt"/> before you submit again. When you find its id, make a <see cref="FalJobHandle"/> of it and
/// <see cref="IFalEndpoint{TInput, TOutput}.Resume"/>.
/// </remarks>
public class FalSubmitUnknownException : FalException
{
    /// <summary>Creates the exception without a message.</summary>
    public FalSubmitUnknownException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    public FalSubmitUnknownException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalSubmitUnknownException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What was sent, where and when; <see langword="null"/> only when the exception was made by hand.</summary>
    public FalSubmitAttempt? Attempt { get; init; }

    /// <summary>
    /// Your own id of the job (<see cref="FalCallOptions.ClientJobId"/>); <see langword="null"/> when none was given. If the job exists, its webhook brings this id
    /// together with the service's: <see cref="FalWebhookJobKey.TryRead"/>.
    /// </summary>
    public string? ClientJobId => Attempt?.ClientJobId;

    /// <summary>The status of an answer that does not say what became of the request (a gateway's page, an unreadable body); usually <see langword="null"/>.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The body of such an answer, or its beginning; usually <see langword="null"/>.</summary>
    public string? Body { get; init; }
}
