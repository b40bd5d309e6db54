using System.Net;

namespace KlingGen.Cli.Serving;

/// <summary>What <c>klinggen serve</c> was asked for.</summary>
internal sealed record ServeRequest
{
    public required IReadOnlyList<string> Schemas { get; init; }

    public required int Port { get; init; }

    public required IPAddress Bind { get; init; }

    public required bool IsInstant { get; init; }

    /// <summary>Rules, or <c>@</c> and a file of them.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    public required bool AnyKey { get; init; }

    public required bool Https { get; init; }

    /// <summary>A certificate of the user's own; null for the one that the tool makes.</summary>
    public required string? Certificate { get; init; }

    public required bool FailsOnUnexpected { get; init; }

    public required bool RemoteControl { get; init; }

    /// <summary>Where the tool keeps what it makes; asked for only when something is made.</summary>
    public required Func<string> DataFolder { get; init; }

    public required bool IsJson { get; init; }
}
