using Microsoft.Extensions.Logging;

namespace KlingGen.Batches;

/// <summary>Log messages of workers. They name jobs, request ids and failures; never an input, an output or a key.</summary>
internal static partial class BatchLog
{
    public const string Category = "KlingGen.Batches";

    [LoggerMessage(1, LogLevel.Warning, "Job {Job} is unknown: it may have been bought, and is not sent again. {Failure}")]
    public static partial void Unknown(ILogger logger, FalBatchJobKey job, string? failure);

    [LoggerMessage(2, LogLevel.Error, "The answer to job {Job} ({RequestId}) is not stored yet, and is kept until it is. {Failure}")]
    public static partial void AnswerNotStored(ILogger logger, FalBatchJobKey job, string? requestId, string failure);

    [LoggerMessage(3, LogLevel.Warning, "Account {Account}: the service refuses to take more jobs ({Kind}). {Failure}")]
    public static partial void Held(ILogger logger, string account, FalBatchAnswerKind kind, string? failure);

    [LoggerMessage(4, LogLevel.Error, "A step of the worker failed, and is tried again: {Step}.")]
    public static partial void StepFailed(ILogger logger, Exception failure, string step);

    [LoggerMessage(5, LogLevel.Warning, "Swept: {Returned} leases returned, {Unknown} jobs unknown, {PutAside} put aside, {Cancelled} cancelled.")]
    public static partial void Swept(ILogger logger, int returned, int unknown, int putAside, int cancelled);

    [LoggerMessage(6, LogLevel.Warning, "The files of job {Job} could not be saved at attempt {Attempt}. {Failure}")]
    public static partial void DownloadFailed(ILogger logger, FalBatchJobKey job, int attempt, string failure);

    [LoggerMessage(7, LogLevel.Warning, "Job {Job} of {Endpoint} could not be asked for; it is due again later. {Failure}")]
    public static partial void PollFailed(ILogger logger, FalBatchJobKey job, string endpoint, string failure);

    [LoggerMessage(8, LogLevel.Warning, "Job {Job} was unknown; the service has billed it as {RequestId}, and it is followed to its end.")]
    public static partial void Healed(ILogger logger, FalBatchJobKey job, string requestId);

    [LoggerMessage(9, LogLevel.Warning, "The service does not show this key what was billed ({Status}), so unknown jobs wait for their webhook or for a person. For a key with the scope ADMIN, set FalBatchWorkerOptions.PlatformClient. This is said once.")]
    public static partial void BooksRefused(ILogger logger, int status);

    [LoggerMessage(10, LogLevel.Warning, "What the service has billed for {Endpoint} could not be read; unknown jobs are looked for again later. {Failure}")]
    public static partial void BooksNotRead(ILogger logger, string endpoint, string failure);

    [LoggerMessage(11, LogLevel.Warning, "The service has billed more for {Endpoint} than {Max} requests in the time around unknown jobs; the rest was not looked at.")]
    public static partial void BooksTooLong(ILogger logger, string endpoint, int max);
}
