using System.Net;

namespace KlingGen;

/// <summary>The service answered with an error, or with something that is not an answer.</summary>
public class FalApiException : FalException
{
    /// <summary>Creates the exception without a message.</summary>
    public FalApiException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    public FalApiException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalApiException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal FalApiException(string message, ApiFailure failure, Exception? innerException = null)
        : base(message, innerException)
    {
        StatusCode = failure.Status;
        ErrorType = failure.ErrorType;
        EndpointId = failure.EndpointId;
        RequestId = failure.RequestId;
        Handle = failure.Handle;
        Body = failure.Body;
        IsRetryable = failure.IsRetryable;
        RetryAfter = failure.RetryAfter;
        IsStartTimeout = failure.IsStartTimeout;
        BillableUnits = failure.BillableUnits;
    }

    /// <summary>The HTTP status of the answer; <see langword="null"/> when there was none.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>
    /// The service's own name of the failure, such as <c>request_timeout</c>, <c>runner_disconnected</c> or <c>content_policy_violation</c>;
    /// <see langword="null"/> when it named none. Branch on this and never on the message.
    /// </summary>
    public string? ErrorType { get; init; }

    /// <summary>The raw body of the answer, or its beginning where it is very long; <see langword="null"/> when there was none.</summary>
    /// <remarks>It may repeat what was sent. It is therefore not part of the message.</remarks>
    public string? Body { get; init; }

    /// <summary>
    /// Whether the same call may succeed later. This library does not repeat it by itself where that could buy a job twice.
    /// </summary>
    public bool IsRetryable { get; init; }

    /// <summary>How long the service asked to wait (<c>Retry-After</c>); <see langword="null"/> when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the job did not start within the <see cref="FalCallOptions.StartTimeout"/> that the caller had set.</summary>
    public bool IsStartTimeout { get; init; }

    /// <summary>
    /// The units that the service bills for the call nevertheless (<c>X-Fal-Billable-Units</c>; 0 for input that the model refused);
    /// <see langword="null"/> when it did not say.
    /// </summary>
    public decimal? BillableUnits { get; init; }
}
