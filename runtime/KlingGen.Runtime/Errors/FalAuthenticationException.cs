namespace KlingGen;

/// <summary>There is no API key, the key is malformed, or the service did not accept it (401, 403).</summary>
public class FalAuthenticationException : FalApiException
{
    /// <summary>Creates the exception without a message.</summary>
    public FalAuthenticationException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it. Never contains the key.</param>
    public FalAuthenticationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and how to fix it. Never contains the key.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FalAuthenticationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal FalAuthenticationException(string message, ApiFailure failure)
        : base(message, failure)
    {
    }
}
