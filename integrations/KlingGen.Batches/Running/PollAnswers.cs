using System.Net;

namespace KlingGen.Batches;

/// <summary>What the service says about a job that it has, or may have.</summary>
internal static class PollAnswers
{
    /// <summary>The outcome of a job whose status is completed; null where it cannot be had at the moment, and is asked for again.</summary>
    public static async Task<FalBatchOutcome?> ResultAsync(FalJob<FalJson> job, FalBatchJobKey key, FalQueueStatus status)
    {
        try
        {
            FalResult<FalJson> result = await job.GetResultAsync().ConfigureAwait(false);
            return new FalBatchOutcome { Key = key, RequestId = job.RequestId, Result = result.Value.ToString(), BillableUnits = result.BillableUnits };
        }
        catch (FalApiException error) when (IsFinal(error, status))
        {
            bool gone = error.StatusCode == HttpStatusCode.NotFound && status.Error is null && status.ErrorType is null;
            return Failed(key, job.RequestId, error) with { ErrorType = gone ? FalBatchErrors.ResultGone : error.ErrorType ?? status.ErrorType };
        }
        catch (FalException)
        {
            return null;
        }
    }

    public static FalBatchOutcome Failed(FalBatchJobKey key, string requestId, FalApiException error) =>
        new() { Key = key, RequestId = requestId, ErrorType = error.ErrorType, Error = error.Message, BillableUnits = error.BillableUnits };

    // The status says whether the job failed; the result call then repeats the failure, whatever its number. Where the status says nothing, only what cannot be a disturbance is final.
    private static bool IsFinal(FalApiException error, FalQueueStatus status)
    {
        if (error is FalResultFormatException || error.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests || ErrorAdvice.IsUnfinished(error.Body))
            return false;
        return status.Error is not null || status.ErrorType is not null
            || error.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.RequestTimeout and not HttpStatusCode.Forbidden;
    }
}
