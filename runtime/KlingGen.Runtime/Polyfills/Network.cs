using System.Net;

namespace KlingGen;

/// <summary>Names. Tests replace it, to see what becomes of names that answer with addresses of this machine.</summary>
internal class Network
{
    public static Network System { get; } = new();

    public virtual Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host);
}
