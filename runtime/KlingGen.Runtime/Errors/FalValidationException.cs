namespace KlingGen;

/// <summary>
/// The input does not fit the endpoint's schema, found before the call: nothing was sent, and nothing was bought. <see cref="FalException.ValidationErrors"/> names each
/// member, rule and limit. What the service itself finds comes as <see cref="FalApiValidationException"/>, with errors of the same form.
/// </summary>
public class FalValidationException : FalException
{
    /// <summary>Creates the exception without a message.</summary>
    public FalValidationException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    public FalValidationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalValidationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception from errors.</summary>
    /// <param name="message">What happened, as a sentence; the errors are listed after it.</param>
    /// <param name="errors">The errors.</param>
    public FalValidationException(string message, IReadOnlyList<FalValidationError> errors)
        : base(ValidationText.Of(message, errors)) => ValidationErrors = errors;

    internal FalValidationException(string message, IReadOnlyList<FalValidationError> errors, string remedy)
        : base(ValidationText.Of(message, errors) + remedy) => ValidationErrors = errors;
}
