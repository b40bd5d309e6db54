using KlingGen.Cli.Output;
using KlingGen.Compiler;

namespace KlingGen.Cli.Schemas;

/// <summary>What of an entry somebody else than the service has said.</summary>
internal static class LockOrigins
{
    /// <summary>One sentence; null where there is nothing to say.</summary>
    public static string? Of(LockEntry entry)
    {
        bool isEmulated = entry.Source == LockSources.Emulator;
        LockPrice? other = entry.Price is null ? entry.QuotedPrice : null;
        return (isEmulated, other) switch
        {
            (true, null) => $"The document of {entry.EndpointId} comes from an emulator.",
            (true, not null) => $"The document of {entry.EndpointId} comes from an emulator; its price ({Shown.OtherPrice(other)}) is not compiled in.",
            (false, not null) => $"The price of {entry.EndpointId} ({Shown.OtherPrice(other)}) is not compiled in.",
            _ => null,
        };
    }
}
