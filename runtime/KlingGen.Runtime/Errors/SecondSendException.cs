namespace KlingGen;

/// <summary>
/// Thrown into the handler that tries to send a paid request twice. It is neither an <see cref="HttpRequestException"/> nor a
/// <see cref="TimeoutException"/>, so that the handler does not take it for a reason to try again.
/// </summary>
internal sealed class SecondSendException() : FalException(
    "A handler of the HttpClient tried to send a paid request a second time; this was refused. Remove retrying handlers "
    + "(AddStandardResilienceHandler, Polly policies) and automatic redirects from the HttpClient given to FalClient: it retries by itself where that is safe.");
