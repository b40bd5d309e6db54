namespace KlingGen.Compiler;

/// <summary>Where the contents of a lock file come from.</summary>
public static class LockSources
{
    /// <summary>The source of a document or a price that an emulator gave. Its address means nothing to anybody else, and changes with each start.</summary>
    public const string Emulator = "emulator";

    /// <summary>Whether a source is an address of the service: https, on <c>fal.ai</c> or below it.</summary>
    /// <param name="source">The source; null for one that was not kept.</param>
    public static bool IsService(string? source) =>
        Uri.TryCreate(source, UriKind.Absolute, out Uri? address) && address.Scheme == "https" && address.IsDefaultPort && address.UserInfo.Length == 0
        && (address.Host == "fal.ai" || address.Host.EndsWith(".fal.ai", StringComparison.Ordinal));
}
