using System.Text;
using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Passthrough;

/// <summary>Where the service that is recorded has its hosts, and how its addresses become those of this emulator.</summary>
/// <param name="service">An emulator that plays it; null for the service itself.</param>
internal sealed class ServiceAddresses(Uri? service)
{
    private static readonly FalHost[] Called = [FalHost.Queue, FalHost.Run];

    /// <summary>An address on one of the service's hosts.</summary>
    public Uri Of(FalHost host, string pathAndQuery) => new(RootOf(host) + pathAndQuery);

    /// <summary>Lets the caller come back here for what it does with a request; addresses of files stay the service's.</summary>
    public byte[] ToCaller(byte[] json, Addresses caller)
    {
        string text = Encoding.UTF8.GetString(json);
        foreach (FalHost host in Called)
            foreach (string root in RootsOf(host))
                text = text.Replace(root, caller.Of(host, ""), StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>The same for the addresses of the file host, where a token's answer names it.</summary>
    public byte[] FilesToCaller(byte[] json, Addresses caller)
    {
        string text = Encoding.UTF8.GetString(json);
        foreach (string root in RootsOf(FalHost.Cdn))
            text = text.Replace(root.TrimEnd('/'), caller.Of(FalHost.Cdn, "").TrimEnd('/'), StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>Whether a file of this address is one that the service made or keeps.</summary>
    public bool IsFile(Uri address) => service is not null
        ? address.AbsoluteUri.StartsWith(RootOf(FalHost.Cdn), StringComparison.Ordinal)
        : address.Host.EndsWith(".fal.media", StringComparison.OrdinalIgnoreCase) || address.Host.Equals("fal.media", StringComparison.OrdinalIgnoreCase);

    private string RootOf(FalHost host) => service is null ? $"https://{HostTable.NameOf(host)}/" : $"{service.AbsoluteUri.TrimEnd('/')}/{HostTable.PrefixOf(host)}/";

    private IEnumerable<string> RootsOf(FalHost host) => service is null ? HostTable.NamesOf(host).Select(static name => $"https://{name}/") : [RootOf(host)];
}
