using System.Net;
using Microsoft.AspNetCore.Http;

namespace KlingGen.Emulator.Hosting;

/// <summary>Who may use the emulator's own switches: this machine, under a name of its own, and no page of another site.</summary>
/// <remarks>
/// A page of any site can send a form to loopback, and a name that its owner points at 127.0.0.1 makes it same-origin. The first shows in <c>Origin</c> and
/// <c>Sec-Fetch-Site</c>, the second in <c>Host</c>.
/// </remarks>
internal static class ControlAccess
{
    public const string Refusal = "The emulator's own switches are for this machine, under 127.0.0.1 or localhost. Call them from there, or set AllowRemoteControl (klinggen serve --remote-control).";

    public const string RecordingRefusal = "While recording, the emulator spends the account's money, so it answers this machine alone, under 127.0.0.1 or localhost. Call it from there, or set AllowRemoteControl (klinggen serve --remote-control).";

    public static bool Allows(HttpContext http, FalEmulatorOptions options) => options.AllowRemoteControl
        || ((http.Connection.RemoteIpAddress is not { } caller || IPAddress.IsLoopback(caller))
            && IsLocal(http.Request.Host.Host)
            && (http.Request.Headers.Origin.ToString() is not { Length: > 0 } origin || IsLocalOrigin(origin))
            && !(http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" && http.Request.Headers.Origin.Count == 0 && !HttpMethods.IsGet(http.Request.Method)));

    /// <summary>Whether the request calls the emulator itself, and not one of the service's hosts by its name.</summary>
    public static bool IsNamedHere(HttpRequest request) => Exchange.HostTable.ByName(request.Host.Host) == Exchange.FalHost.None && !request.Headers.ContainsKey(Callers.ProxyHeader);

    /// <summary>Whether a page of this origin is one of this machine.</summary>
    public static bool IsLocalOrigin(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out Uri? address) && IsLocal(address.Host);

    /// <summary>Whether a host name is one of this machine's own.</summary>
    public static bool IsLocal(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
