using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KlingGen.Emulator.Exchange;

/// <summary>The name under which a request came: what stands before the path in its caller's view.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">Host and port.</param>
/// <param name="Prefix">What a proxy has taken off the path, without a slash at its end; empty for nothing.</param>
internal readonly record struct CalledHost(string Scheme, HostName Host, string Prefix)
{
    private const int HttpPort = 80;

    /// <summary>The service's host of that name; none for all other names, under which hosts are prefixes.</summary>
    public FalHost Named => HostTable.ByName(Host.Name);

    /// <summary>The root of all addresses under this name.</summary>
    public string Root => $"{Scheme}://{Host.Authority(Scheme)}{Prefix}/";

    public static CalledHost Of(Uri address) =>
        new(address.Scheme, new HostName(address.Host.ToLowerInvariant(), address.IsDefaultPort ? null : address.Port), "");

    /// <summary>What a proxy says of its caller goes before what the connection says; what cannot be read is passed over.</summary>
    public static CalledHost Of(HttpRequest request, Uri listener)
    {
        CalledHost own = Of(listener);
        HostName? forwarded = HostName.Of(First(request, "X-Forwarded-Host")) ?? HostName.Of(Forwarded(request, "host"));
        HostName? direct = HostName.Of(request.Headers.Host);
        int? port = HostName.PortOf(First(request, "X-Forwarded-Port"));
        // Whoever calls the emulator by a name of the service means that name, whatever its own callers have said.
        if (IsService(direct) && !IsService(forwarded))
            forwarded = null;
        HostName host = forwarded is { } proxied
            ? proxied with { Port = proxied.Port ?? port }
            : direct is { } called ? called with { Port = port ?? called.Port } : own.Host;
        return new CalledHost(Protocol(request) ?? SchemeOf(request, host, listener), host, ForwardedPrefix(request));
    }

    // The service's names are called by https. One that comes without a port, to an emulator on a port of its own, was reached by something in between.
    private static string SchemeOf(HttpRequest request, HostName host, Uri listener)
    {
        bool wasAbsolute = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true;
        bool isService = HostTable.ByName(host.Name) != FalHost.None;
        return isService && !wasAbsolute && (host.Port is 443 || (host.Port is null && listener.Port != HttpPort)) ? "https" : listener.Scheme;
    }

    private static bool IsService(HostName? host) => host is { } known && HostTable.ByName(known.Name) != FalHost.None;

    private static string? Protocol(HttpRequest request) => (First(request, "X-Forwarded-Proto") ?? Forwarded(request, "proto"))?.ToLowerInvariant() switch
    {
        "https" => "https",
        "http" => "http",
        _ => null,
    };

    private static string ForwardedPrefix(HttpRequest request)
    {
        string prefix = First(request, "X-Forwarded-Prefix")?.TrimEnd('/') ?? "";
        bool sound = prefix.Length is > 0 and <= 256 && prefix[0] == '/'
            && prefix[1..].Split('/').All(static segment => segment.Trim('.').Length > 0 && segment.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~'));
        return sound ? prefix : "";
    }

    // Of several proxies the first has seen the caller.
    private static string? First(HttpRequest request, string header) => request.Headers[header].ToString().Split(',')[0].Trim() is { Length: > 0 } value ? value : null;

    /// <summary>A value of the standard's header: <c>Forwarded: host="example.com:8080";proto=https</c>.</summary>
    private static string? Forwarded(HttpRequest request, string name)
    {
        foreach (string pair in (First(request, "Forwarded") ?? "").Split(';'))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && pair[..equals].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                return pair[(equals + 1)..].Trim() is ['"', .. var quoted, '"'] ? quoted : pair[(equals + 1)..].Trim();
        }

        return null;
    }
}
