using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>How long the files a job makes are kept, and who may read them.</summary>
public sealed record FalLifecycle
{
    /// <summary>How long the files are kept, in whole seconds and at least one; <see langword="null"/> leaves it to the account.</summary>
    public TimeSpan? ExpiresAfter { get; init; }

    /// <summary>Who may read the files at first; <see langword="null"/> leaves it to the account (normally everyone who knows the address).</summary>
    public FalAccess? Access { get; init; }
}

/// <summary>Who may read a file.</summary>
public sealed record FalAccess
{
    /// <summary>What holds for everyone no rule names. <value>Default: <see cref="FalAccessDecision.Allow"/>.</value></summary>
    public FalAccessDecision Default { get; init; } = FalAccessDecision.Allow;

    /// <summary>Rules by the nickname of a user of the service.</summary>
    public IReadOnlyDictionary<string, FalAccessDecision> Rules { get; init; } = new Dictionary<string, FalAccessDecision>(0);
}

/// <summary>What a reader of a file gets.</summary>
[JsonConverter(typeof(FalEnumJsonConverter<FalAccessDecision, FalWordCodec<FalAccessDecision>>))]
[Words("allow", "forbid", "hide")]
public enum FalAccessDecision
{
    /// <summary>The file.</summary>
    Allow,

    /// <summary>403.</summary>
    Forbid,

    /// <summary>404, as if the file did not exist.</summary>
    Hide,
}
