namespace KlingGen.Emulator.Exchange;

/// <summary>The failure that a fault wants the work of a call to end with.</summary>
/// <param name="ErrorType">One of the service's types.</param>
/// <param name="FailedAttempts">Attempts of the platform that fail, where the type is one that the platform tries again.</param>
/// <param name="Retryable">Whether the answer says that trying again makes sense; null for what the service documents for the type.</param>
/// <param name="StatusCode">Null for the type's own.</param>
/// <param name="Body">The text of the answer; null for the type in words.</param>
internal sealed record WantedFailure(string ErrorType, int FailedAttempts, bool? Retryable, int? StatusCode, string? Body);
