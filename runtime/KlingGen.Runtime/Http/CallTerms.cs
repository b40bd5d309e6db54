namespace KlingGen;

/// <summary>What the options of a call come to. Made before anything else happens: an option that cannot be honoured must not cost an upload.</summary>
/// <param name="Headers">The headers of the paid request.</param>
/// <param name="SubmitQuery">The query of a submit, with its question mark, or nothing.</param>
internal sealed record CallTerms(IReadOnlyList<KeyValuePair<string, string>> Headers, string SubmitQuery)
{
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    public static CallTerms Of(FalCallOptions options, FalOperation operation, string endpointId)
    {
        if (options.Timeout is { } timeout)
            FalClientOptions.CheckSpan(timeout, nameof(FalCallOptions.Timeout));
        if (options.Priority is { } priority && !Enum.IsDefined(priority))
            throw new ArgumentException($"FalCallOptions.Priority is {priority}, which is not a member of FalPriority.", nameof(options));
        if (options.MediaTransfer is { } transfer && !Enum.IsDefined(transfer))
            throw new ArgumentException($"FalCallOptions.MediaTransfer is {transfer}, which is not a member of FalMediaTransfer.", nameof(options));
        if (options.ClientJobId is { } own && !FalWebhookJobKey.IsSound(own))
            throw new ArgumentException("FalCallOptions.ClientJobId must be 1 to 200 printable ASCII characters.", nameof(options));
        if (options.InputLifecycle is { } lifecycle)
            CallHeaders.Lifecycle(lifecycle);
        return new CallTerms(CallHeaders.Of(options, queue: operation == FalOperation.Submit), CallHeaders.SubmitQuery(options, endpointId));
    }
}
