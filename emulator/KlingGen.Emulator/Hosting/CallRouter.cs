using KlingGen.Emulator.Endpoints;
using Microsoft.AspNetCore.Http;

namespace KlingGen.Emulator.Hosting;

/// <summary>From method and path to the operation that is meant.</summary>
internal static class CallRouter
{
    public static FalCall Route(HttpContext http)
    {
        CallTarget target = CallTarget.Of(http.Request);
        string method = http.Request.Method;
        string[] path = target.Segments;
        return target.Host switch
        {
            FalHost.Queue => Queue(http, target, method, path),
            FalHost.Run => Run(http, target, method, path),
            _ => new FalCall { Http = http, Target = target, Operation = Fixed(target.Host, method, path) },
        };
    }

    private static FalCall Run(HttpContext http, CallTarget target, string method, string[] path)
    {
        bool stream = path is [.., "stream"];
        EndpointName? name = EndpointName.Of(stream ? path[..^1] : path);
        FalOperation operation = name is null || method is not "POST" ? FalOperation.Unknown : stream ? FalOperation.Stream : FalOperation.Run;
        return new FalCall { Http = http, Target = target, Operation = operation, Endpoint = name };
    }

    private static FalCall Queue(HttpContext http, CallTarget target, string method, string[] path)
    {
        int requests = Array.LastIndexOf(path, "requests");
        if (requests < 1)
        {
            EndpointName? submitted = EndpointName.Of(path);
            FalOperation submit = submitted is not null && method is "POST" ? FalOperation.Submit : FalOperation.Unknown;
            return new FalCall { Http = http, Target = target, Operation = submit, Endpoint = submitted };
        }

        FalOperation operation = (method, path[(requests + 1)..]) switch
        {
            ("GET", [_, "status"]) => FalOperation.Status,
            ("GET", [_, "status", "stream"]) => FalOperation.StatusStream,
            ("GET", [_] or [_, "response"]) => FalOperation.Result,
            ("PUT", [_, "cancel"]) => FalOperation.Cancel,
            _ => FalOperation.Unknown,
        };
        return new FalCall
        {
            Http = http,
            Target = target,
            Operation = operation,
            Endpoint = EndpointName.Of(path.AsSpan(0, requests)),
            RequestId = requests + 1 < path.Length ? path[requests + 1] : null,
        };
    }

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
        (FalHost.Platform, "GET", ["v1", "meta"]) => FalOperation.Meta,
        _ => FalOperation.Unknown,
    };
}
