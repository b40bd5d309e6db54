using System.Text.Json.Serialization;
using KlingGen.Serialization;

namespace KlingGen;

/// <summary>The answer to a claim.</summary>
/// <param name="State">Whether the caller has the job.</param>
/// <param name="Token">What proves the claim; <see langword="null"/> unless <paramref name="State"/> is <see cref="FalWebhookClaimState.Claimed"/>.</param>
public readonly record struct FalWebhookClaim(FalWebhookClaimState State, string? Token = null);

/// <summary>Whether a claim succeeded.</summary>
[JsonConverter(typeof(FalEnumJsonConverter<FalWebhookClaimState, FalWordCodec<FalWebhookClaimState>>))]
public enum FalWebhookClaimState
{
    /// <summary>The job is the caller's until its lease ends.</summary>
    Claimed,

    /// <summary>Someone else has claimed the job and is not done, or there is no room to remember another claim.</summary>
    Busy,

    /// <summary>The job was handled before.</summary>
    Completed,
}
