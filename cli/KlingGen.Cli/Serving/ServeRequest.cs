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

    /// <summary>Where to keep what the service answers; null for an emulator that answers by itself.</summary>
    public required string? Record { get; init; }

    /// <summary>Whether the files of results are kept too.</summary>
    public required bool KeepsMedia { get; init; }

    /// <summary>An emulator that plays the service, as the user wrote it.</summary>
    public required string? Service { get; init; }

    /// <summary>Where to answer from; null for outputs made from the schemas.</summary>
    public required string? Replay { get; init; }

    /// <summary>Whether what is not recorded is refused.</summary>
    public required bool IsStrict { get; init; }

    public required bool IsJson { get; init; }
}
