using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>The answer to a claim.</summary>
public readonly record struct FalWebhookClaim
{
    /// <summary>Creates one.</summary>
    /// <param name="state">Whether the caller has the job.</param>
    /// <param name="token">What proves the claim; <see langword="null"/> unless <paramref name="state"/> is <see cref="FalWebhookClaimStatus.Claimed"/>.</param>
    public FalWebhookClaim(FalWebhookClaimStatus state, string? token = null) =>
        (State, Token) = (state, token);

    /// <summary>Whether the caller has the job.</summary>
    public FalWebhookClaimStatus State { get; init; }

    /// <summary>What proves the claim; <see langword="null"/> unless <see cref="State"/> is <see cref="FalWebhookClaimStatus.Claimed"/>.</summary>
    public string? Token { get; init; }
}

/// <summary>Whether a claim succeeded.</summary>
[JsonConverter(typeof(FalEnumJsonConverter<FalWebhookClaimStatus, FalWordCodec<FalWebhookClaimStatus>>))]
public enum FalWebhookClaimStatus
{
    /// <summary>The job is the caller's until its lease ends.</summary>
    Claimed,

    /// <summary>Someone else has claimed the job and is not done, or there is no room to remember another claim.</summary>
    Busy,

    /// <summary>The job was handled before.</summary>
    Completed,
}
