using System.Globalization;
using System.Net;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>Makes exceptions of answers that refuse.</summary>
internal static class ApiErrors
{
    public static FalApiException Refused(FalTransport transport, ApiRequest request, ApiReply reply) =>
        Make(transport, request, reply.Status, reply.Headers, reply.Body, RetryAfter.Read(reply.Headers, transport.Time.GetUtcNow()));

    public static FalApiException Read(FalTransport transport, ApiRequest request, HttpResponseMessage reply, ReadOnlyMemory<byte> body, TimeSpan? retryAfter) =>
        Make(transport, request, reply.StatusCode, reply.Headers, body, retryAfter);

    /// <summary>The answer says success, and cannot be read.</summary>
    public static FalApiException Unreadable(FalTransport transport, ApiRequest request, ApiReply reply, Exception cause)
    {
        string what = cause is System.Text.Json.JsonException ? transport.Key.Scrub(cause.Message) : "its form is not the expected one";
        string paid = request.Operation.IsPaid() ? " It may be billed, and is not repeated." : string.Empty;
        string message = $"{request.Describe()} was answered {(int)reply.Status}, but the answer is not what the endpoint promises: {what} The raw text is in Body.{paid}";
        return new FalApiException(message, Success(transport, request, reply), transport.Key.Scrub(cause));
    }

    /// <summary>The answer says success and is not an answer to the request, as often as it was asked for. It is like none: another try has a chance.</summary>
    public static FalApiException Lost(FalTransport transport, ApiRequest request, ApiReply reply, System.Text.Json.JsonException cause)
    {
        string what = transport.Key.Scrub(cause.Message).TrimEnd('.');
        ApiFailure failure = Success(transport, request, reply) with { IsRetryable = !request.Operation.IsPaid() };
        // The answers of the storage hold tokens and signatures; they go into no exception.
        bool secret = request.Operation.IsStorage();
        string remedy = request.Handle is { } handle
            ? $" Job {handle.RequestId} is not lost: call Resume(handle) and ask again. The raw text is in Body."
            : secret ? string.Empty : " The raw text is in Body.";
        string message = $"{request.Describe()} was answered {(int)reply.Status}, but the answer cannot be read: {what}.{remedy}";
        return new FalApiException(message, secret ? failure with { Body = null } : failure, secret ? null : transport.Key.Scrub(cause));
    }

    /// <summary>The failure of a job as its webhook reports it: the model's body, and no headers.</summary>
    /// <param name="transport">Scrubs the key.</param>
    /// <param name="handle">The job.</param>
    /// <param name="status">The model's status; null when the webhook does not say it, which is a failure of the service.</param>
    /// <param name="body">The error body.</param>
    /// <param name="members">Names the members of the input.</param>
    public static FalApiException FailedWebhook(FalTransport transport, FalJobHandle handle, HttpStatusCode? status, ReadOnlyMemory<byte> body, MemberNames members)
    {
        var error = ErrorBody.Read(transport.Key.Scrub(body));
        ApiRequest job = OfJob(transport, handle, members);
        HttpStatusCode code = status ?? HttpStatusCode.InternalServerError;
        var failure = new ApiFailure
        {
            Status = code,
            EndpointId = job.EndpointId,
            Handle = job.Handle,
            RequestId = handle.RequestId,
            ErrorType = error.ErrorType,
            Body = body.IsEmpty ? null : Failures.Excerpt(transport, body),
            IsRetryable = IsTemporary(code, error.ErrorType),
        };
        string subject = $"Job {handle.RequestId} ({handle.EndpointId})";
        if (IsRefusal(code, error))
            return Refusal($"{subject} failed: its webhook says that the service refused the input (422).", error, job, failure);
        string withStatus = status is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" with status {(int)code}");
        return new FalApiException($"{subject} failed{withStatus}, as its webhook says: {Words(error, code)}.{ErrorAdvice.ForWebhook(code, error.ErrorType)}", failure);
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
        EndpointId = request.EndpointId,
        Handle = request.Handle,
        RequestId = request.Handle?.RequestId ?? reply.RequestId,
        Body = transport.Key.Scrub(System.Text.Encoding.UTF8.GetString(reply.Body.Span)),
        BillableUnits = reply.BillableUnits,
    };

    public static ApiRequest OfJob(FalTransport transport, FalJobHandle handle, MemberNames? members) => new()
    {
        Operation = FalOperation.Result,
        Address = QueueAddresses.Result(transport.Options, handle),
        EndpointId = handle.EndpointId,
        Handle = handle,
        Members = members,
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
            EndpointId = request.EndpointId,
            Handle = request.Handle,
            RequestId = request.Handle?.RequestId ?? ReplyHeaders.Text(headers, "x-fal-request-id", transport.Key),
            ErrorType = errorType,
            Body = body.IsEmpty ? null : Failures.Excerpt(transport, body),
            IsRetryable = !startTimeout && (ReplyHeaders.Flag(headers, "x-fal-needs-retry") ?? ReplyHeaders.Flag(headers, "x-fal-retryable") ?? IsTemporary(status, errorType)),
            RetryAfter = retryAfter,
            IsStartTimeout = startTimeout,
            BillableUnits = ReplyHeaders.BillableUnits(headers),
        };

        if (IsRefusal(status, error))
            return Refusal($"{request.Describe()} was refused by the service (422).", error, request, failure);

        string advice = startTimeout
            ? " The work did not start within FalCallOptions.StartTimeout."
            : ErrorAdvice.ForCall(request, status, errorType, failure.Body, retryAfter, transport.IsProxied(request));
        string message = $"{request.Describe()} was answered {(int)status}: {Words(error, status)}.{advice}";
        return status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && request.Credential == Credential.Key
            ? new FalAuthenticationException(message, failure)
            : new FalApiException(message, failure);
    }

    private static string Words(ErrorBody error, HttpStatusCode status) => (error.Message ?? Reason(status)).TrimEnd('.');

    private static bool IsRefusal(HttpStatusCode status, ErrorBody error) => (int)status == 422 && error.Details.Count > 0;

    private static FalApiValidationException Refusal(string message, ErrorBody error, ApiRequest request, ApiFailure failure) =>
        new(message, [.. error.Details.Select(detail => Finding(detail, request))], failure);

    private static FalValidationError Finding(ErrorDetail detail, ApiRequest request)
    {
        var location = new FalErrorLocation(detail.Location);
        MemberPlace place = request.Members?.Find(location) ?? new MemberPlace(string.Empty, location.ToPointer(), IsExact: false);
        string words = detail.Message ?? detail.Type ?? "refused";
        string limit = detail.Limit is null ? string.Empty : $" ({detail.Limit})";
        string subject = place.Member.Length == 0 ? "The input" : place.Member;
        string where = place.IsExact || location.Count == 0 ? string.Empty : $" ({FalValidator.Shorten(location.ToString(), 200)})";
        return new FalValidationError
        {
            Pointer = place.Pointer,
            Member = place.Member,
            Rule = detail.Type ?? "unknown",
            Message = $"{subject}{where}: {words}{limit}",
            Limit = detail.Limit,
            Location = location,
        };
    }

    private static bool IsTemporary(HttpStatusCode status, string? errorType) => errorType switch
    {
        "downstream_service_unavailable" or "runner_scheduling_failure" or "runner_connection_timeout" or "runner_disconnected"
            or "runner_connection_refused" or "runner_connection_error" or "startup_timeout" or "concurrent_requests_limit" => true,
        _ => (int)status is 408 or 425 or 429 or 502 or 503 or 504,
    };

    private static string Reason(HttpStatusCode status) => (int)status switch
    {
        429 => "too many requests",
        >= 500 => "the service or a gateway before it failed",
        (>= 300 and < 400) or ErrorAdvice.HiddenRedirect => "a redirect",
        _ => status.ToString(),
    };
}
