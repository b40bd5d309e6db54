namespace KlingGen;

/// <summary>
/// Addresses of the queue, built from our own base address, endpoint and request id: the submit's, and those of a job for which the service has handed
/// out none that can be used (<see cref="JobAddresses"/>).
/// </summary>
internal static class QueueAddresses
{
    private static volatile Tuple<string, string>? s_app;

    public static Uri Submit(FalClientOptions options, EndpointPath endpoint, string query) => new(options.QueueBaseAddress, endpoint.Full + query);

    public static Uri Result(FalClientOptions options, FalJobHandle job) => new(options.QueueBaseAddress, Job(job));

    /// <summary>The path that all addresses of a job begin with, relative to the queue's base address.</summary>
    public static string Job(FalJobHandle job)
    {
        // A program has some endpoints and many jobs of each.
        Tuple<string, string> app = s_app is { } last && ReferenceEquals(last.Item1, job.EndpointId) ? last : s_app = Tuple.Create(job.EndpointId, EndpointPath.Parse(job.EndpointId).App);
        return $"{app.Item2}/requests/{job.RequestId}";
    }

    /// <summary>What follows that path.</summary>
    public static string Rest(FalOperation operation, bool logs) => operation switch
    {
        FalOperation.Status => logs ? "/status?logs=1" : "/status",
        FalOperation.StatusStream => logs ? "/status/stream?logs=1" : "/status/stream",
        FalOperation.Cancel => "/cancel",
        _ => string.Empty,
    };
}
