using KlingGen.Emulator.Calls;
using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Queue;
using Microsoft.AspNetCore.Http;

namespace KlingGen.Emulator.Hosting;

/// <summary>From method and path to the operation that is meant.</summary>
internal static class CallRouter
{
    public static FalCall Route(HttpContext http, EmulatorServices services)
    {
        (CallTarget target, Addresses addresses) = Callers.Read(http.Request, services);
        string method = http.Request.Method;
        string[] path = target.Segments;
        (FalOperation operation, EndpointName? endpoint, string? requestId) = target.Host switch
        {
            FalHost.Queue => Queue(method, path),
            FalHost.Run when method is "GET" && ReplyWriter.WantsUpgrade(http) => (FalOperation.Realtime, EndpointName.Of(path is [.., "realtime"] ? path[..^1] : path), null),
            FalHost.Run => Run(method, path),
            _ => (Fixed(target.Host, method, path), null, null),
        };
        bool byToken = false;
        if (target.Host == FalHost.Queue && services.Options.AddressStyle == FalAddressStyle.Token && path is ["q", var token, ..] && RequestToken.Read(token) is { } id)
            (operation, endpoint, requestId, byToken) = (OfRequest(method, path[2..]), null, id, true);
        if (HttpMethods.IsOptions(method))
            operation = FalOperation.Preflight;
        return new FalCall { Http = http, Target = target, Addresses = addresses, Operation = operation, Endpoint = endpoint, RequestId = requestId, IsByToken = byToken };
    }

    private static (FalOperation Operation, EndpointName? Endpoint, string? RequestId) Run(string method, string[] path)
    {
        bool stream = path is [.., "stream"];
        EndpointName? name = EndpointName.Of(stream ? path[..^1] : path);
        return (name is null || method is not "POST" ? FalOperation.Unknown : stream ? FalOperation.Stream : FalOperation.Run, name, null);
    }

    private static (FalOperation Operation, EndpointName? Endpoint, string? RequestId) Queue(string method, string[] path)
    {
        int requests = Array.LastIndexOf(path, "requests");
        if (requests < 1)
        {
            EndpointName? submitted = EndpointName.Of(path);
            return (submitted is not null && method is "POST" ? FalOperation.Submit : FalOperation.Unknown, submitted, null);
        }

        bool named = requests + 1 < path.Length;
        return (named ? OfRequest(method, path[(requests + 2)..]) : FalOperation.Unknown, EndpointName.Of(path.AsSpan(0, requests)), named ? path[requests + 1] : null);
    }

    private static FalOperation OfRequest(string method, string[] rest) => (method, rest) switch
    {
        ("GET", ["status"]) => FalOperation.Status,
        ("GET", ["status", "stream"]) => FalOperation.StatusStream,
        ("GET", [] or ["response"]) => FalOperation.Result,
        ("PUT", ["cancel"]) => FalOperation.Cancel,
        _ => FalOperation.Unknown,
    };

    private static FalOperation Fixed(FalHost host, string method, string[] path) => (host, method, path) switch
    {
        (FalHost.Control, _, _) => FalOperation.Control,
        (FalHost.Cdn, "GET" or "HEAD", ["files", ..]) => FalOperation.Download,
        (FalHost.Cdn, "POST", ["files", "upload"]) => FalOperation.Upload,
        (FalHost.Cdn, "POST", ["files", "upload", "multipart"]) => FalOperation.UploadInitiate,
        (FalHost.Cdn, "POST", ["files", .., "sign"]) => FalOperation.FileAccess,
        (FalHost.Cdn, "PUT", ["uploads", _]) => FalOperation.Upload,
        (FalHost.Cdn, "PUT", ["uploads", _, _] or ["files", .., "multipart", _, _]) => FalOperation.UploadPart,
        (FalHost.Cdn, "POST", ["uploads", _, "complete"] or ["files", .., "multipart", _, "complete"]) => FalOperation.UploadComplete,
        (FalHost.Rest, "POST", ["storage", "upload", "initiate" or "initiate-multipart"]) => FalOperation.UploadInitiate,
        (FalHost.Rest, "POST", ["storage", "auth", "token"]) => FalOperation.StorageToken,
        (FalHost.Rest, "POST", ["tokens"] or ["tokens", "realtime"]) => FalOperation.Token,
        (FalHost.Rest, "GET", [".well-known", "jwks.json"]) => FalOperation.WebhookKeys,
        (FalHost.Platform, "POST", ["v1", "storage", "files", "sign"]) => FalOperation.FileAccess,
        (FalHost.Platform, "GET" or "PUT", ["v1", "storage", "files", "acl"]) => FalOperation.FileAccess,
        (FalHost.Web, "GET", ["api", "openapi", "queue", "openapi.json"]) => FalOperation.Schema,
        (FalHost.Platform, "GET", ["v1", "models"]) => FalOperation.Models,
        (FalHost.Platform, "GET", ["v1", "models", "pricing"]) => FalOperation.Pricing,
        (FalHost.Platform, "GET", ["v1", "models", "requests", "by-endpoint"]) => FalOperation.Requests,
        (FalHost.Platform, "GET", ["v1", "models", "billing-events"]) => FalOperation.BillingEvents,
        (FalHost.Platform, "GET", ["v1", "meta"]) => FalOperation.Meta,
        _ => FalOperation.Unknown,
    };
}
