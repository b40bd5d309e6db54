namespace KlingGen.Cli.Errors;

/// <summary>What the process answers with. Scripts rely on these numbers: they are documented in <c>docs/cli/README.md</c> and never change their meaning.</summary>
internal static class ExitCodes
{
    /// <summary>Done, and nothing to report that the caller asked to fail on.</summary>
    public const int Success = 0;

    /// <summary>There are findings: a stale schema, changes at or above <c>--fail-on</c>, problems found by <c>check</c> or <c>doctor</c>.</summary>
    public const int Findings = 1;

    /// <summary><c>refresh --check</c>: the service's document breaks existing code or calls.</summary>
    public const int Breaking = 2;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 3;

    /// <summary>A file or document cannot be read, or is not what it should be.</summary>
    public const int Unusable = 4;

    /// <summary>The network or the service failed, or the service does not know the endpoint.</summary>
    public const int Service = 5;

    /// <summary>Something cannot be written.</summary>
    public const int Unwritable = 6;

    /// <summary>A mistake of ours.</summary>
    public const int Bug = 7;

    /// <summary>Nothing was bought, because of what it would cost: <c>--max-cost</c>, or nobody said yes.</summary>
    public const int TooExpensive = 8;

    /// <summary>A job was sent and no answer came: it may have been bought, and is not sent again.</summary>
    public const int Unknown = 9;

    /// <summary>Ctrl+C.</summary>
    public const int Cancelled = 130;
}
