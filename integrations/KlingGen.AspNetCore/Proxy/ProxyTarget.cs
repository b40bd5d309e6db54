using System.Text;

namespace KlingGen.AspNetCore;

/// <summary>What a browser's client wants done, out of the address of the service that it names.</summary>
/// <param name="Address">Where to pass it on: on the hosts of the client's own options, so that an emulator works too.</param>
/// <param name="EndpointPath">The path of a run, a stream or a submit; null for all else.</param>
/// <param name="Application">The application of a request that exists; null for all else.</param>
/// <param name="IsUpload">Whether it begins an upload.</param>
internal sealed record ProxyTarget(Uri Address, string? EndpointPath, string? Application, bool IsUpload)
{
    public const string Header = "x-fal-target-url";

    private const string Stream = "/stream";

    /// <summary>Null where the address is not one that a proxy passes on.</summary>
    public static ProxyTarget? Read(string? header, string method, FalClientOptions options)
    {
        if (!Uri.TryCreate(header, UriKind.Absolute, out Uri? target) || target.Scheme != Uri.UriSchemeHttps || !target.IsDefaultPort || target.UserInfo.Length > 0)
            return null;
        string path = target.AbsolutePath[1..];
        // Nothing encoded, no way up, no empty step: what is compared is what is called.
        if (path.EndsWith('/'))
            path = path[..^1];
        if (path.Length == 0 || path.Contains('%', StringComparison.Ordinal) || path.Split('/').Any(static step => step is "" or "." or "..") || !Ascii.IsValid(target.PathAndQuery))
            return null;
        return target.Host switch
        {
            "fal.run" when method == "POST" => new ProxyTarget(On(options.RunBaseAddress, target), path.EndsWith(Stream, StringComparison.Ordinal) ? path[..^Stream.Length] : path, null, false),
            "queue.fal.run" => Queue(On(options.QueueBaseAddress, target), path, method),
            "rest.fal.ai" or "rest.alpha.fal.ai" when method == "POST" && path is "storage/upload/initiate" or "storage/upload/initiate-multipart" or "storage/upload/complete-multipart" =>
                new ProxyTarget(On(options.RestBaseAddress, target), null, null, true),
            _ => null,
        };
    }

    private static ProxyTarget? Queue(Uri address, string path, string method)
    {
        string[] steps = path.Split('/');
        int requests = Array.LastIndexOf(steps, "requests");
        if (requests < 1)
            return method == "POST" ? new ProxyTarget(address, path, null, false) : null;
        string application = string.Join('/', steps[..requests]);
        bool isKnown = (method, steps[(requests + 1)..]) switch
        {
            ("GET", [_] or [_, "status"] or [_, "response"] or [_, "status", "stream"]) => true,
            ("PUT", [_, "cancel"]) => true,
            _ => false,
        };
        return isKnown ? new ProxyTarget(address, null, application, false) : null;
    }

    private static Uri On(Uri host, Uri target) => new(host, target.AbsolutePath.TrimStart('/') + target.Query);
}
