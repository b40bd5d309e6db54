using Microsoft.AspNetCore.Http;

namespace KlingGen.Emulator.Hosting;

/// <summary>Where a request was meant to go: a host of the service, a path on it, and a query.</summary>
/// <param name="Host">The host, <see cref="FalHost.None"/> when nothing fits.</param>
/// <param name="Segments">Path on that host without empty segments, so a trailing slash makes no difference.</param>
/// <param name="Query">Query with its question mark, or empty.</param>
internal readonly record struct CallTarget(FalHost Host, string[] Segments, string Query)
{
    /// <summary>Header by which the service's own clients name the real address when they talk to a proxy.</summary>
    private const string ProxyHeader = "x-fal-target-url";

    /// <summary>The proxy header wins, then a host name of the service, then the path prefix.</summary>
    public static CallTarget Of(HttpRequest request)
    {
        if (Uri.TryCreate(request.Headers[ProxyHeader], UriKind.Absolute, out Uri? target))
        {
            FalHost proxied = HostTable.ByName(target.Host);
            return proxied == FalHost.None && target.IsLoopback
                ? ByPrefix(target.AbsolutePath, target.Query)
                : new CallTarget(proxied, Split(target.AbsolutePath), target.Query);
        }

        string query = request.QueryString.Value ?? "";
        FalHost named = HostTable.ByName(request.Host.Host);
        return named == FalHost.None
            ? ByPrefix(request.Path.Value ?? "", query)
            : new CallTarget(named, Split(request.Path.Value ?? ""), query);
    }

    private static CallTarget ByPrefix(string path, string query)
    {
        string[] segments = Split(path);
        return segments.Length == 0
            ? new CallTarget(FalHost.None, segments, query)
            : new CallTarget(HostTable.ByPrefix(segments[0]), segments[1..], query);
    }

    private static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
