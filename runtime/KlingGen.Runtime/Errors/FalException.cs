namespace KlingGen;

/// <summary>The base of everything this library throws about a call, apart from cancellation (<see cref="FalCanceledException"/>).</summary>
public class FalException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public FalException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    public FalException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The endpoint of the call, such as <c>fal-ai/kling-image/v3/text-to-image</c>; <see langword="null"/> where no call had begun.</summary>
    public string? EndpointId { get; init; }

    /// <summary>
    /// The id of the request: the job's, or the one the service named in <c>x-fal-request-id</c>; <see langword="null"/> when none was known.
    /// Name it when you ask the service's support.
    /// </summary>
    public string? RequestId { get; init; }

    /// <summary>
    /// The job the failure belongs to; present whenever a job was known. The job may still run:
    /// <see cref="IFalEndpoint{TInput, TOutput}.Resume"/> continues it, in this process or another.
    /// </summary>
    public FalJobHandle? Handle { get; init; }

    /// <summary>
    /// What does not fit the input, in the order in which it was found: by this library (<see cref="FalValidationException"/>) or by the service
    /// (<see cref="FalApiValidationException"/>). Empty for every other failure.
    /// </summary>
    public IReadOnlyList<FalValidationError> ValidationErrors { get; init; } = [];
}
