namespace KlingGen.Batches;

/// <summary>Names of failures that are not the service's (<see cref="FalBatchJob.ErrorType"/>).</summary>
public static class FalBatchErrors
{
    /// <summary>The line is not an input of the endpoint.</summary>
    public const string InvalidInput = "invalid_input";

    /// <summary>The service refused the input when it was submitted.</summary>
    public const string Refused = "refused";

    /// <summary>Worker after worker ended while it had the job, before anything was sent: the job is put aside, so that it ends no more of them.</summary>
    public const string PutAside = "put_aside";

    /// <summary>The job was done, and its result was no longer kept when it was fetched. It counts as paid.</summary>
    public const string ResultGone = "result_gone";

    /// <summary>The result is stored, and its files could not be downloaded.</summary>
    public const string DownloadFailed = "download_failed";

    /// <summary>The model failed and did not name its failure.</summary>
    public const string Failed = "failed";
}
