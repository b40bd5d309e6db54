using System.Text;

namespace KlingGen;

/// <summary>
/// The input does not fit the endpoint. Found before the call, in which case nothing was sent and <see cref="FalApiException.StatusCode"/> is
/// <see langword="null"/>; or by the service, which sends 422. The list of errors has the same form either way.
/// </summary>
public sealed class FalValidationException : FalApiException
{
    /// <summary>Creates the exception without a text.</summary>
    public FalValidationException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and what helps.</param>
    public FalValidationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and what helps.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalValidationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception from errors.</summary>
    /// <param name="message">What happened, as a sentence; the errors are listed after it.</param>
    /// <param name="errors">The errors.</param>
    public FalValidationException(string message, IReadOnlyList<FalValidationError> errors)
        : base(Compose(message, errors)) => Errors = errors;

    internal FalValidationException(string message, IReadOnlyList<FalValidationError> errors, string remedy)
        : base(Compose(message, errors) + remedy) => Errors = errors;

    internal FalValidationException(string message, IReadOnlyList<FalValidationError> errors, ApiFailure failure)
        : base(Compose(message, errors), failure) => Errors = errors;

    /// <summary>The errors, in the order in which they were found.</summary>
    public IReadOnlyList<FalValidationError> Errors { get; } = [];

    private static string Compose(string message, IReadOnlyList<FalValidationError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var text = new StringBuilder(message);
        for (int i = 0; i < errors.Count && i < 5; i++)
            text.Append(i == 0 ? " " : "; ").Append(errors[i].Message.TrimEnd('.'));
        if (errors.Count > 5)
            text.Append("; and ").Append(errors.Count - 5).Append(" more");
        return errors.Count == 0 ? message : text.Append('.').ToString();
    }
}
