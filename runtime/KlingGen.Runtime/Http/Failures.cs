using System.Security.Cryptography;
using System.Text;

namespace KlingGen;

/// <summary>Makes the documented exceptions of exchanges that ended without a usable answer.</summary>
internal static class Failures
{
    private const int BodyExcerpt = 64 * 1024;

    public static Attempt Classify(in Failure failure)
    {
        ApiRequest request = failure.Request;
        bool left = failure.Content?.Left == true;
        if (failure.Response is { } response && !failure.Scope.IsOver)
            return BrokenAnswer(failure, response);

        if (failure.Scope.IsOver)
        {
            if (left && request.Operation.IsPaid())
                return new Attempt(RetryDecision.Unknown, Interrupted(failure));
            return new Attempt(RetryDecision.Fail, failure.Scope.Ended(request.Describe(), request.EndpointId, request.Handle, failure.Error));
        }

        RetryDecision decision = RetryRules.AfterFailure(request.Operation, left);
        Exception error = decision == RetryDecision.Unknown
            ? Unknown(failure, $"{request.Describe()} was sent, and no answer came: {Cause(failure)}.")
            : Unreachable(failure);
        bool neverConnected = ConnectFailure.IsProven(failure) || failure.Transport.Options.BackupWithoutProofForTests;
        return new Attempt(decision, error) { NeverConnected = neverConnected };
    }

    /// <summary>A gateway answered a paid request with a page of its own.</summary>
    public static FalSubmitUnknownException UnknownAnswer(
        FalTransport transport, ApiRequest request, HttpResponseMessage response, ReadOnlyMemory<byte> body, DateTimeOffset started)
    {
        string message = $"{request.Describe()} was sent, and a gateway answered {(int)response.StatusCode} without an answer from the service.";
        return new FalSubmitUnknownException(message + Advice(request), null)
        {
            EndpointId = request.EndpointId,
            Attempt = Describe(transport, request, started),
            StatusCode = response.StatusCode,
            Body = Excerpt(transport, body),
        };
    }

    /// <summary>The service took the submit, and its answer does not say under which id.</summary>
    public static FalSubmitUnknownException UnreadableSubmit(FalTransport transport, ApiRequest request, ApiReply reply, DateTimeOffset started, Exception? cause)
    {
        string header = reply.RequestId is { } id ? $" The answer's header names request {id}, which may be the job." : string.Empty;
        return new FalSubmitUnknownException($"{request.Describe()} was answered {(int)reply.Status}, but the answer has no readable request_id.{header}{Advice(request)}", cause)
        {
            EndpointId = request.EndpointId,
            RequestId = reply.RequestId,
            Attempt = Describe(transport, request, started) with { RequestId = reply.RequestId },
            StatusCode = reply.Status,
            Body = Excerpt(transport, reply.Body),
        };
    }

    public static string Excerpt(FalTransport transport, ReadOnlyMemory<byte> body) =>
        transport.Key.Scrub(Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, BodyExcerpt)]));

    public static FalSubmitAttempt Describe(FalTransport transport, ApiRequest request, DateTimeOffset started) => new()
    {
        EndpointId = request.EndpointId ?? string.Empty,
        Address = request.Address,
        StartedAt = started,
        EndedAt = transport.Time.GetUtcNow(),
        BodySha256 = Convert.ToHexString(SHA256.HashData(request.Body.GetValueOrDefault().Span)).ToLowerInvariant(),
        BodyLength = request.Body.GetValueOrDefault().Length,
        Tags = request.Options?.Tags ?? new Dictionary<string, string>(0),
        WebhookUrl = request.Options?.WebhookUrl,
        ClientJobId = request.Options?.ClientJobId,
    };

    private static Exception Interrupted(in Failure failure)
    {
        ApiRequest request = failure.Request;
        if (!failure.Scope.Caller.IsCancellationRequested)
        {
            string answer = failure.Response is null ? "no answer came" : "its answer did not end";
            return Unknown(failure, $"{request.Describe()} was sent, and {answer} within {CallDeadline.Shown(failure.Scope.Limit)}.");
        }

        return new FalCanceledException(
            $"{request.Describe()} was cancelled by the caller after it had been sent.{Advice(request)}", failure.Error, failure.Scope.Caller)
        {
            Attempt = Describe(failure.Transport, request, failure.Started) with { RequestId = IdOf(failure) },
        };
    }

    // The head came and said success; the body did not come whole.
    private static Attempt BrokenAnswer(in Failure failure, HttpResponseMessage response)
    {
        ApiRequest request = failure.Request;
        string? requestId = IdOf(failure);
        RetryDecision decision = RetryRules.AfterLostBody(request.Operation);
        if (decision == RetryDecision.Retry && failure.Error is (ReplyTooLongException or RedirectFollowedException))
            decision = RetryDecision.Fail;
        if (decision == RetryDecision.Unknown)
        {
            return new Attempt(decision, new FalSubmitUnknownException(
                $"{request.Describe()} was accepted ({(int)response.StatusCode}), but the answer with the job's id broke off.{Advice(request)}", failure.Error)
            {
                EndpointId = request.EndpointId,
                RequestId = requestId,
                Attempt = Describe(failure.Transport, request, failure.Started) with { RequestId = requestId },
                StatusCode = response.StatusCode,
            });
        }

        string remedy = request.Handle is null ? string.Empty : " The result is kept by the service for a while: call Resume(handle) and ask again.";
        return new Attempt(decision, new FalApiException($"{request.Describe()} was answered {(int)response.StatusCode}, but the answer could not be read: {Cause(failure)}.{remedy}", failure.Error)
        {
            StatusCode = response.StatusCode,
            EndpointId = request.EndpointId,
            RequestId = requestId,
            Handle = request.Handle,
            IsRetryable = request.Handle is not null,
        });
    }

    private static FalSubmitUnknownException Unknown(in Failure failure, string message) => new(message + Advice(failure.Request), failure.Error)
    {
        EndpointId = failure.Request.EndpointId,
        RequestId = IdOf(failure),
        StatusCode = failure.Response?.StatusCode,
        Attempt = Describe(failure.Transport, failure.Request, failure.Started) with { RequestId = IdOf(failure) },
    };

    // The head of an answer names the request before its body is there.
    private static string? IdOf(in Failure failure) =>
        failure.Request.Handle?.RequestId ?? (failure.Response is { } response ? ReplyHeaders.Text(response.Headers, "x-fal-request-id", failure.Transport.Key) : null);

    private static string Advice(ApiRequest request)
    {
        string hook = request.Options?.WebhookUrl is null ? string.Empty : " If it exists, its webhook will be called.";
        return " The job may exist and may be billed, so the request is not sent again. Look for it by endpoint, time and tags (Attempt) "
            + $"in the request list at {ServiceHosts.Dashboard} before you submit again." + hook;
    }

    private static FalConnectionException Unreachable(in Failure failure)
    {
        Uri address = failure.Transport.Destination(failure.Request);
        string origin = address.GetLeftPart(UriPartial.Authority);
        string where = failure.Request.TriedBefore is { } before ? $"did not reach {before.GetLeftPart(UriPartial.Authority)}, nor {origin}" : $"did not reach {origin}";
        bool proxied = failure.Transport.IsProxied(failure.Request);
        string option = proxied ? nameof(FalClientOptions.ProxyAddress) : failure.Request.AddressOption;
        string remedy = address.IsLoopback && !proxied
            ? $"Is the emulator running at {origin}? Its address is set by FalClientOptions.ForEmulator or {option}."
            : $"Check the network, the proxy settings and FalClientOptions.{option}.";
        string job = failure.Request.Handle is { } handle ? $" Job {handle.RequestId} is not lost: Resume(handle) continues it." : string.Empty;
        return new FalConnectionException($"{failure.Request.Describe()} {where}: {Cause(failure)}. {remedy}{job}", failure.Error)
        {
            // The query of a signed address is its signature.
            Address = failure.Request.Credential == Credential.None ? new Uri(address.GetLeftPart(UriPartial.Path)) : address,
            Attempts = failure.Number,
            EndpointId = failure.Request.EndpointId,
            Handle = failure.Request.Handle,
            RequestId = failure.Request.Handle?.RequestId,
        };
    }

    private static string Cause(in Failure failure)
    {
        Exception error = failure.Error;
        if (failure.Content?.ResendRefused == true && error is not SecondSendException)
            return "a handler of the HttpClient tried to send the request a second time, which was refused; remove retrying handlers from the HttpClient given to FalClient, and let paid requests use HTTP/1.1 "
                + "(HttpClient.DefaultVersionPolicy = RequestVersionOrLower): over HTTP/2 the socket handler itself repeats what the service disowned";
        if (error is OperationCanceledException)
            return $"no answer within {CallDeadline.Shown(failure.Transport.Options.RequestTimeout)} (FalClientOptions.RequestTimeout, or the Timeout of the HttpClient)";
        if (error is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError })
            return "the host name could not be resolved";
        if (error is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError })
            return "the TLS connection could not be made";

        Exception root = error;
        while (root.InnerException is { } inner)
            root = inner;
        return InBrowser.Explain(root.Message.TrimEnd('.'));
    }
}
