namespace KlingGen.Emulator.Exchange;

/// <summary>Where a request was meant to go: a host of the service, a path on it, and a query.</summary>
/// <param name="Host">The host, <see cref="FalHost.None"/> when nothing fits.</param>
/// <param name="Segments">Path on that host without empty segments, so a trailing slash makes no difference.</param>
/// <param name="Query">Query with its question mark, or empty.</param>
internal readonly record struct CallTarget(FalHost Host, string[] Segments, string Query)
{
    /// <summary>By name, else by prefix. Under a name of the service the emulator's own switches are still found by theirs.</summary>
    /// <param name="named">The host that the request's name stands for, <see cref="FalHost.None"/> for an ordinary one.</param>
    /// <param name="path">The path as it came.</param>
    /// <param name="query">The query with its question mark, or empty.</param>
    public static CallTarget Of(FalHost named, string path, string query)
    {
        string[] segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        FalHost prefixed = segments.Length == 0 ? FalHost.None : HostTable.ByPrefix(segments[0]);
        if (named == FalHost.None)
            return new CallTarget(prefixed, prefixed == FalHost.None ? segments : segments[1..], query);
        // A proxy that puts the prefix on and passes the name on as well.
        bool both = prefixed == named || prefixed == FalHost.Control;
        return new CallTarget(both ? prefixed : named, both ? segments[1..] : segments, query);
    }
}
