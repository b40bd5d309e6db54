using Microsoft.Extensions.Logging;

namespace KlingGen;

/// <summary>Log messages. They name endpoints, request ids, statuses and times; never a key, a header, or a part of an input or output.</summary>
internal static partial class FalLog
{
    public const string Category = "KlingGen.FalClient";

    [LoggerMessage(1, LogLevel.Debug, "{Operation} {Endpoint} {RequestId}: {Status} after {ElapsedMilliseconds:0} ms, attempt {Attempt}.")]
    public static partial void Answered(ILogger logger, string operation, string? endpoint, string? requestId, int status, double elapsedMilliseconds, int attempt);

    [LoggerMessage(2, LogLevel.Warning, "{Operation} {Endpoint} {RequestId}: attempt {Attempt} failed ({Failure}); again in {PauseMilliseconds:0} ms.")]
    public static partial void Retrying(ILogger logger, string operation, string? endpoint, string? requestId, int attempt, string failure, double pauseMilliseconds);

    [LoggerMessage(3, LogLevel.Information, "Job {RequestId} of {Endpoint} is in the queue.")]
    public static partial void Submitted(ILogger logger, string requestId, string endpoint);

    [LoggerMessage(4, LogLevel.Information, "Job {RequestId} of {Endpoint} completed after {WaitSeconds:0.0} s of waiting.")]
    public static partial void Completed(ILogger logger, string requestId, string endpoint, double waitSeconds);

    [LoggerMessage(5, LogLevel.Error, "{Operation} {Endpoint}: the request left and no answer came. It may be billed and is not sent again. Body SHA-256 {BodySha256}, {StartedAt:O}.")]
    public static partial void SubmitUnknown(ILogger logger, string operation, string? endpoint, string bodySha256, DateTimeOffset startedAt);

    [LoggerMessage(6, LogLevel.Debug, "Job {RequestId} of {Endpoint}: the event stream ended early; polling takes over.")]
    public static partial void FellBackToPolling(ILogger logger, string requestId, string endpoint);

    [LoggerMessage(7, LogLevel.Error, "{Operation} {Endpoint}: a handler of the HttpClient tried to send a paid request a second time, which was refused. Remove retrying handlers from the HttpClient given to FalClient.")]
    public static partial void ResendRefused(ILogger logger, string operation, string? endpoint);

    [LoggerMessage(8, LogLevel.Warning, "{Operation} {Endpoint} {RequestId} failed: {Failure}.")]
    public static partial void Failed(ILogger logger, string operation, string? endpoint, string? requestId, string failure);

    [LoggerMessage(9, LogLevel.Warning, "An upload failed by {Route} ({Failure}).")]
    public static partial void UploadRouteFailed(ILogger logger, string route, string failure);

    [LoggerMessage(10, LogLevel.Warning, "{Operation} {Endpoint} {RequestId}: no connection to {Host} ({Failure}); trying {OtherHost}.")]
    public static partial void OtherHost(ILogger logger, string operation, string? endpoint, string? requestId, string host, string failure, string otherHost);
}
