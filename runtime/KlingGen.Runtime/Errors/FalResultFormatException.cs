namespace KlingGen;

/// <summary>
/// The job succeeded and is paid for, and its result is JSON that does not fit the endpoint's type. Nothing is lost: the whole result is in <see cref="RawJson"/>,
/// and <see cref="FalJson.To{T}"/> reads the parts of it that do fit. Asking again would bring the same; refresh the schema file if the endpoint has changed.
/// </summary>
/// <remarks>What is read all the same, and what is not, is listed in <c>docs/results.md</c>.</remarks>
public class FalResultFormatException : FalApiException
{
    /// <summary>Creates the exception without a message.</summary>
    public FalResultFormatException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    public FalResultFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalResultFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal FalResultFormatException(string message, ApiFailure failure, Exception? innerException)
        : base(message, failure, innerException)
    {
    }

    /// <summary>The whole result as the service sent it; <see langword="null"/> only where the exception was made by other code than this library.</summary>
    public FalJson? RawJson { get; init; }

    /// <summary>The JSON path of the value that does not fit, such as <c>$.images[0].url</c>. Of a missing member, the path of the object that lacks it.</summary>
    public string JsonPath { get; init; } = "$";

    /// <summary>The C# member that the value is for, such as <c>Images[0].Url</c>; empty for the result itself.</summary>
    public string Member { get; init; } = string.Empty;

    /// <summary>The JSON found there, at most 200 characters of it; <see langword="null"/> where a required member is missing.</summary>
    public string? Found { get; init; }
}
