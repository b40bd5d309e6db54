namespace KlingGen;

/// <summary>
/// The service refused the input (422). <see cref="FalException.ValidationErrors"/> names each member in the same form as the errors that are found before a call
/// (<see cref="FalValidationException"/>).
/// </summary>
public class FalApiValidationException : FalApiException
{
    /// <summary>Creates the exception without a message.</summary>
    public FalApiValidationException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    public FalApiValidationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalApiValidationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception from errors.</summary>
    /// <param name="message">What happened, as a sentence; the errors are listed after it.</param>
    /// <param name="errors">The errors.</param>
    public FalApiValidationException(string message, IReadOnlyList<FalValidationError> errors)
        : base(ValidationText.Of(message, errors)) => ValidationErrors = errors;

    internal FalApiValidationException(string message, IReadOnlyList<FalValidationError> errors, ApiFailure failure)
        : base(ValidationText.Of(message, errors), failure) => ValidationErrors = errors;
}
