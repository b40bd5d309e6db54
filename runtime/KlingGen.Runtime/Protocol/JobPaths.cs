namespace KlingGen;

/// <summary>
/// Path and query of the addresses that the service handed out for a job; null where it handed out none that can be used.
/// They are relative to the queue's base address, or begin with a slash where they lie beside it.
/// </summary>
internal sealed record JobPaths(string? Status, string? Response, string? Cancel)
{
    public static JobPaths None { get; } = new(null, null, null);

    /// <summary>The same without texts that cannot be used; null when nothing is left.</summary>
    public static JobPaths? Of(string? status, string? response, string? cancel)
    {
        var paths = new JobPaths(Sound(status), Sound(response), Sound(cancel));
        return paths == None ? null : paths;

        static string? Sound(string? path) => HandedOutPath.IsSound(path) ? path : null;
    }
}
