namespace KlingGen.Emulator.Exchange;

/// <summary>
/// Makes every absolute address that an answer hands out, under the name by which its caller came. Addresses of files are asked for past a proxy
/// of the official clients (<c>x-fal-target-url</c>), so they may have another name than those of calls.
/// </summary>
internal sealed class Addresses(CalledHost calls, CalledHost files)
{
    /// <summary>The caller's root of all prefixes; null where it knows the service's names alone, which have none.</summary>
    public string? Root => calls.Named == FalHost.None ? calls.Root : files.Named == FalHost.None ? files.Root : null;

    /// <summary>An address on one of the service's hosts.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">Path and query, without a slash in front.</param>
    public string Of(FalHost host, string path)
    {
        CalledHost called = host == FalHost.Cdn ? files : calls;
        if (called.Named == FalHost.None)
            return $"{called.Root}{HostTable.PrefixOf(host)}/{path}";
        // Sisters of a host are named as the service names them, behind the same port.
        string name = called.Named == host ? called.Host.Name : HostTable.NameOf(host);
        return (called with { Host = called.Host with { Name = name } }).Root + path;
    }
}
