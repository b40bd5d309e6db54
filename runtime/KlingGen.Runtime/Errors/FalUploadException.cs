namespace KlingGen;

/// <summary>
/// Local content could not be uploaded to the service's storage: no route worked, with all retries. <see cref="Exception.InnerException"/> has the reason, or
/// an <see cref="AggregateException"/> with one for each route. Within a call, nothing was submitted or bought.
/// </summary>
public class FalUploadException : FalException
{
    /// <summary>Creates the exception without a message.</summary>
    public FalUploadException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    public FalUploadException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalUploadException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The C# member of the input that held the content, <c>Elements[0].FrontalImageUrl</c>; <see langword="null"/> outside a call.</summary>
    public string? Member { get; init; }

    /// <summary>The JSON pointer of that member, <c>/elements/0/frontal_image_url</c>; <see langword="null"/> outside a call.</summary>
    public string? JsonPointer { get; init; }
}
