using System.Net;

namespace KlingGen;

/// <summary>
/// What helps, by status. A status means something by what was asked: 404 to a call about a job is an expired result, the same number in a webhook comes from the
/// model and says nothing about any call of ours.
/// </summary>
internal static class ErrorAdvice
{
    /// <summary>What a browser makes of a redirect that is not followed.</summary>
    public const int HiddenRedirect = 0;

    /// <summary>The advice on an answer to a call; empty where there is none.</summary>
    public static string ForCall(ApiRequest request, HttpStatusCode status, string? errorType, string? words, TimeSpan? retryAfter, bool proxied) => (int)status switch
    {
        (>= 300 and < 400) or HiddenRedirect =>
            $" Redirects are not followed: they could lead the key to another host. Check FalClientOptions.{(proxied ? nameof(FalClientOptions.ProxyAddress) : request.AddressOption)}.",
        400 when proxied && words?.Contains("Invalid request", StringComparison.Ordinal) == true => " The proxy does not allow this call: allow the endpoint, and uploads where they are needed, in MapFalProxy.",
        401 or 403 when proxied => " It is the proxy at FalClientOptions.ProxyAddress that refuses: send what it asks for with the HttpClient given to FalClient, and check the key that it has.",
        401 or 403 or 404 when request.Credential != Credential.Key => " The service no longer knows the storage token or signed address that it issued.",
        400 when request.Operation == FalOperation.Result && IsUnfinished(words) => " Await WaitAsync before GetResultAsync.",
        401 => $" Check FAL_KEY or FalClientOptions.ApiKey: '<key id>:<key secret>', from {ServiceHosts.Dashboard}/keys.",
        403 => $" The key is valid, but has no permission for this: check the account's balance at {ServiceHosts.Dashboard}/billing and the key's scope.",
        404 when request.Handle is not null => " If it is the job or its result that was not found: the service keeps results for about an hour after completion, those over 10 KB for some minutes only, "
            + $"unless payload storage is on (FalCallOptions.StorePayloads). A job that expired may still be found in the request list at {ServiceHosts.Dashboard}.",
        404 when request.Operation.IsStorage() => $" Check FalClientOptions.{request.AddressOption}.",
        404 => " Check the endpoint id.",
        429 when retryAfter is { } pause => $" The service asks to wait {CallDeadline.Shown(pause)} (RetryAfter).",
        499 => Cancelled(errorType),
        _ => string.Empty,
    };

    /// <summary>The advice on the failure that a webhook reports. No call was made: neither its key nor its address nor the age of the result is in question.</summary>
    public static string ForWebhook(HttpStatusCode status, string? errorType) => (int)status == 499 ? Cancelled(errorType) : string.Empty;

    /// <summary>Whether the service says that the job is still running.</summary>
    public static bool IsUnfinished(string? words) => words?.Contains("still in progress", StringComparison.OrdinalIgnoreCase) == true;

    private static string Cancelled(string? errorType) => errorType == "client_cancelled" ? " The job was cancelled." : string.Empty;
}
