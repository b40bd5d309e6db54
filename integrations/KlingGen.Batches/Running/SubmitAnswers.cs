using System.Net;

namespace KlingGen.Batches;

/// <summary>What a submit has come to, as the database needs it: was it bought, was it not, or does nobody know?</summary>
internal static class SubmitAnswers
{
    /// <summary>Reads the exception of a submit. What is not proven to have bought nothing is unknown.</summary>
    public static FalBatchAnswer Of(FalBatchIntent intent, Exception error, FalBatchWorkerOptions options)
    {
        var answer = new FalBatchAnswer { Key = intent.Key, Kind = FalBatchAnswerKind.Unknown, Error = error.Message };
        // Options of a call are read before anything is sent.
        if (error is ArgumentException)
            return answer with { Kind = FalBatchAnswerKind.EndpointRefused };
        if (!Reservation.WasNeverBought(error))
            return answer with { Handle = Candidate(intent, error), After = options.RetryPause };
        return error switch
        {
            FalValidationException => answer with { Kind = FalBatchAnswerKind.InputRefused, ErrorType = FalBatchErrors.InvalidInput },
            FalUploadException => answer with { Kind = FalBatchAnswerKind.InputRefused },
            FalApiException refused => Refused(answer, refused, options),
            _ => answer with { Kind = FalBatchAnswerKind.NotSent, After = options.RetryPause },
        };
    }

    private static FalBatchAnswer Refused(FalBatchAnswer answer, FalApiException error, FalBatchWorkerOptions options) => error.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => answer with { Kind = FalBatchAnswerKind.Throttled, After = error.RetryAfter ?? options.RetryPause },
        HttpStatusCode.Unauthorized or HttpStatusCode.PaymentRequired or HttpStatusCode.Forbidden => answer with { Kind = FalBatchAnswerKind.AccountRefused, After = options.AccountPause },
        HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone => answer with { Kind = FalBatchAnswerKind.EndpointRefused },
        null or HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or (HttpStatusCode)425 => answer with { Kind = FalBatchAnswerKind.NotSent, After = error.RetryAfter ?? options.RetryPause },
        _ => answer with { Kind = FalBatchAnswerKind.InputRefused, ErrorType = error.ErrorType ?? FalBatchErrors.Refused },
    };

    /// <summary>The head of an answer may have named the job before things went wrong; whether it exists, a poll will show.</summary>
    private static FalJobHandle? Candidate(FalBatchIntent intent, Exception error)
    {
        string? id = error switch
        {
            FalSubmitUnknownException unknown => unknown.Attempt?.RequestId ?? unknown.RequestId,
            FalCanceledException canceled => canceled.Attempt?.RequestId,
            FalException other => other.RequestId,
            _ => null,
        };
        return id is not null && RequestIds.IsSound(id) ? new FalJobHandle(intent.EndpointId, id) : null;
    }
}
