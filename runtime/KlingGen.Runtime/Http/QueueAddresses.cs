namespace KlingGen;

/// <summary>
/// Addresses of the queue, built from our own base address, endpoint and request id: the submit's, and those of a job for which the service has handed
/// out none that can be used (<see cref="JobAddresses"/>).
/// </summary>
internal static class QueueAddresses
{
    public static Uri Submit(FalClientOptions options, EndpointPath endpoint, string query) => new(options.QueueBaseAddress, endpoint.Full + query);

    public static Uri Status(FalClientOptions options, FalJobHandle job, bool logs) => Of(options, job, logs ? "/status?logs=1" : "/status");

    public static Uri StatusStream(FalClientOptions options, FalJobHandle job, bool logs) => Of(options, job, logs ? "/status/stream?logs=1" : "/status/stream");

    public static Uri Result(FalClientOptions options, FalJobHandle job) => Of(options, job, string.Empty);

    public static Uri Cancel(FalClientOptions options, FalJobHandle job) => Of(options, job, "/cancel");

    private static Uri Of(FalClientOptions options, FalJobHandle job, string rest) =>
        new(options.QueueBaseAddress, $"{EndpointPath.Parse(job.EndpointId).App}/requests/{job.RequestId}{rest}");
}
