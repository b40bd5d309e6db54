using System.Net;

namespace KlingGen;

/// <summary>Makes exceptions of answers that refuse.</summary>
internal static class ApiErrors
{
    public static FalApiException Refused(FalTransport transport, ApiRequest request, ApiReply reply) =>
        Make(transport, request, reply.Status, reply.Headers, reply.Body, RetryAfter.Read(reply.Headers, transport.Time.GetUtcNow()));

    public static FalApiException Read(
        FalTransport transport, ApiRequest request, HttpResponseMessage reply, ReadOnlyMemory<byte> body, in ReplyFacts facts, TimeSpan? retryAfter) =>
        Make(transport, request, reply.StatusCode, reply.Headers, body, retryAfter);

    /// <summary>The answer says success, and cannot be read.</summary>
    public static FalApiException Unreadable(FalTransport transport, ApiRequest request, ApiReply reply, Exception cause)
    {
        string what = cause is System.Text.Json.JsonException ? transport.Key.Scrub(cause.Message) : "it has another form than expected";
        string paid = request.Operation.IsPaid() ? " It may be billed, and is not repeated." : string.Empty;
        string message = $"{request.Describe()} was answered {(int)reply.Status}, but the answer is not what the endpoint promises: {what} The raw text is in Body.{paid}";
        return new FalApiException(message, Success(transport, request, reply), transport.Key.Scrub(cause));
    }

    /// <summary>The answer says success and is no answer to the request, as often as it was asked for. It is like none: another try has a chance.</summary>
    public static FalApiException Lost(FalTransport transport, ApiRequest request, ApiReply reply, System.Text.Json.JsonException cause)
    {
        string what = transport.Key.Scrub(cause.Message).TrimEnd('.');
        ApiFailure failure = Success(transport, request, reply) with { IsRetryable = !request.Operation.IsPaid() };
        // The answers of the storage hold tokens and signatures; they go into no exception.
        bool secret = request.Operation.IsStorage();
        string remedy = request.Handle is { } handle
            ? $" Job {handle.RequestId} is not lost: Resume(handle) and ask again. The raw text is in Body."
            : secret ? string.Empty : " The raw text is in Body.";
        string message = $"{request.Describe()} was answered {(int)reply.Status}, but the answer cannot be read: {what}.{remedy}";
        return new FalApiException(message, secret ? failure with { Body = null } : failure, secret ? null : transport.Key.Scrub(cause));
    }

    /// <summary>The failure of a job as its webhook tells it: the model's body, and no headers.</summary>
    /// <param name="transport">Scrubs the key.</param>
    /// <param name="handle">The job.</param>
    /// <param name="status">The model's status; null when the webhook does not tell it, which is a failure of the service.</param>
    /// <param name="body">The error body.</param>
    public static FalApiException FailedWebhook(FalTransport transport, FalJobHandle handle, HttpStatusCode? status, ReadOnlyMemory<byte> body)
    {
        using var none = new HttpResponseMessage();
        return Make(transport, OfJob(transport, handle), status ?? HttpStatusCode.InternalServerError, none.Headers, body, retryAfter: null);
    }

    /// <summary>A webhook says success, and its payload cannot be read.</summary>
    public static FalApiException UnreadableWebhook(FalTransport transport, FalJobHandle handle, ReadOnlyMemory<byte> payload, Exception cause) => new(
        $"The webhook of job {handle.RequestId} ({handle.EndpointId}) has a payload that is not what the endpoint promises: {transport.Key.Scrub(cause.Message)} The raw text is in Body.",
        transport.Key.Scrub(cause))
    {
        StatusCode = HttpStatusCode.OK,
        EndpointId = handle.EndpointId,
        RequestId = handle.RequestId,
        Handle = handle,
        Body = transport.Key.Scrub(System.Text.Encoding.UTF8.GetString(payload.Span)),
    };

    public static ApiFailure Success(FalTransport transport, ApiRequest request, ApiReply reply) => new()
    {
        Status = reply.Status,
        Request = request,
        RequestId = request.Handle?.RequestId ?? reply.RequestId,
        Body = transport.Key.Scrub(System.Text.Encoding.UTF8.GetString(reply.Body.Span)),
        BillableUnits = reply.BillableUnits,
    };

    public static ApiRequest OfJob(FalTransport transport, FalJobHandle handle) => new()
    {
        Operation = FalOperation.Result,
        Address = QueueAddresses.Result(transport.Options, handle),
        EndpointId = handle.EndpointId,
        Handle = handle,
    };

    private static FalApiException Make(
        FalTransport transport, ApiRequest request, HttpStatusCode status, System.Net.Http.Headers.HttpResponseHeaders headers, ReadOnlyMemory<byte> body, TimeSpan? retryAfter)
    {
        ErrorBody error = ErrorBody.Read(transport.Key.Scrub(body));
        string? errorType = ReplyHeaders.Text(headers, "x-fal-error-type", transport.Key) ?? error.ErrorType;
        bool startTimeout = string.Equals(ReplyHeaders.Text(headers, "x-fal-request-timeout-type"), "user", StringComparison.OrdinalIgnoreCase);
        var failure = new ApiFailure
        {
            Status = status,
            Request = request,
            RequestId = request.Handle?.RequestId ?? ReplyHeaders.Text(headers, "x-fal-request-id", transport.Key),
            ErrorType = errorType,
            Body = body.IsEmpty ? null : Failures.Excerpt(transport, body),
            IsRetryable = !startTimeout && (ReplyHeaders.Flag(headers, "x-fal-needs-retry") ?? ReplyHeaders.Flag(headers, "x-fal-retryable") ?? IsTemporary(status, errorType)),
            RetryAfter = retryAfter,
            IsStartTimeout = startTimeout,
            BillableUnits = ReplyHeaders.BillableUnits(headers),
        };

        if ((int)status == 422 && error.Details.Count > 0)
            return new FalValidationException($"{request.Describe()} was refused by the service (422).", [.. error.Details.Select(detail => Finding(detail, request))], failure);

        string words = (error.Message ?? Reason(status)).TrimEnd('.');
        string message = $"{request.Describe()} was answered {(int)status}: {words}.{Remedy(request, status, errorType, startTimeout, retryAfter)}";
        return status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && request.Credential == Credential.Key
            ? new FalAuthenticationException(message, failure)
            : new FalApiException(message, failure);
    }

    private static FalValidationError Finding(ErrorDetail detail, ApiRequest request)
    {
        var location = new FalErrorLocation(detail.Location);
        string member = request.Members.At(location);
        string words = detail.Message ?? detail.Type ?? "refused";
        string limit = detail.Limit is null ? string.Empty : $" ({detail.Limit})";
        string subject = member.Length == 0 ? "The input" : member;
        return new FalValidationError(location.ToPointer(), member, detail.Type ?? "unknown", $"{subject}: {words}{limit}", detail.Limit, null, location);
    }

    private static bool IsTemporary(HttpStatusCode status, string? errorType) => errorType switch
    {
        "downstream_service_unavailable" or "runner_scheduling_failure" or "runner_connection_timeout" or "runner_disconnected"
            or "runner_connection_refused" or "runner_connection_error" or "startup_timeout" or "concurrent_requests_limit" => true,
        _ => (int)status is 408 or 425 or 429 or 502 or 503 or 504,
    };

    private static string Remedy(ApiRequest request, HttpStatusCode status, string? errorType, bool startTimeout, TimeSpan? retryAfter)
    {
        if (startTimeout)
            return " The work did not start within FalCallOptions.StartTimeout.";
        return (int)status switch
        {
            401 or 403 or 404 when request.Credential != Credential.Key => " The service does not know the storage token or signed address it gave.",
            401 => " Check FAL_KEY or FalClientOptions.ApiKey: '<key id>:<key secret>', from https://fal.ai/dashboard/keys.",
            403 => " The key is known, but may not do this: check the account's balance at https://fal.ai/dashboard/billing and the key's scope.",
            400 when request.Operation == FalOperation.Result => " If the job is not finished, await WaitAsync before ResultAsync.",
            404 when request.Handle is not null => " The service keeps results for about an hour after completion, those over 10 KB for some minutes only, "
                + "unless payload storage is on (FalCallOptions.StoreIO). A job that expired may still be found in the request list at https://fal.ai/dashboard.",
            404 => " Check the endpoint id.",
            429 when retryAfter is { } pause => $" The service asks to wait {CallScope.Shown(pause)} (RetryAfter).",
            499 when errorType == "client_cancelled" => " The job was cancelled.",
            >= 300 and < 400 => " Redirects are not followed: they could lead the key to another host. Check FalClientOptions." + request.Operation.AddressOption() + ".",
            _ => string.Empty,
        };
    }

    private static string Reason(HttpStatusCode status) => (int)status switch
    {
        429 => "too many requests",
        >= 500 => "the service or a gateway before it failed",
        >= 300 and < 400 => "a redirect",
        _ => status.ToString(),
    };
}
