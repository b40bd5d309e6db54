namespace KlingGen.Emulator.Exchange;

/// <summary>Which prefix and which host name stand for which of the service's hosts.</summary>
internal static class HostTable
{
    private static readonly Dictionary<string, FalHost> Prefixes = new(StringComparer.Ordinal)
    {
        ["run"] = FalHost.Run,
        ["queue"] = FalHost.Queue,
        ["rest"] = FalHost.Rest,
        ["cdn"] = FalHost.Cdn,
        ["platform"] = FalHost.Platform,
        ["web"] = FalHost.Web,
        ["ws"] = FalHost.WebSocket,
        ["emulator"] = FalHost.Control,
    };

    private static readonly Dictionary<string, FalHost> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fal.run"] = FalHost.Run,
        ["falrun.com"] = FalHost.Run,
        ["queue.fal.run"] = FalHost.Queue,
        ["queue.falrun.com"] = FalHost.Queue,
        ["ws.fal.run"] = FalHost.WebSocket,
        ["rest.fal.ai"] = FalHost.Rest,
        ["rest.alpha.fal.ai"] = FalHost.Rest,
        ["v3.fal.media"] = FalHost.Cdn,
        ["v3b.fal.media"] = FalHost.Cdn,
        ["api.fal.ai"] = FalHost.Platform,
        ["fal.ai"] = FalHost.Web,
    };

    private static readonly Dictionary<FalHost, string> PrefixByHost = Prefixes.ToDictionary(static pair => pair.Value, static pair => pair.Key);

    // Of several names of a host the first is the one that the service hands out.
    private static readonly Dictionary<FalHost, string> NameByHost = Names.GroupBy(static pair => pair.Value).ToDictionary(static names => names.Key, static names => names.First().Key);

    /// <summary>Every name under which the service has a host.</summary>
    public static IReadOnlyCollection<string> ServiceNames => Names.Keys;

    public static FalHost ByPrefix(string prefix) => Prefixes.GetValueOrDefault(prefix);

    public static FalHost ByName(string hostName) => Names.GetValueOrDefault(hostName);

    public static string PrefixOf(FalHost host) => PrefixByHost[host];

    public static string NameOf(FalHost host) => NameByHost[host];

    /// <summary>Every name of one host.</summary>
    public static IEnumerable<string> NamesOf(FalHost host) => Names.Where(pair => pair.Value == host).Select(static pair => pair.Key);
}
