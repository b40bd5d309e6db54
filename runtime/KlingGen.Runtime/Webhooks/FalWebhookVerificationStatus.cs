using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>What verification says of a webhook. Everything but <see cref="Valid"/> is answered 401 (or 413) and not looked at any further.</summary>
[JsonConverter(typeof(FalEnumJsonConverter<FalWebhookVerificationStatus, FalWordCodec<FalWebhookVerificationStatus>>))]
public enum FalWebhookVerificationStatus
{
    /// <summary>The service signed exactly these bytes, just now.</summary>
    Valid,

    /// <summary>One of the four headers is absent or empty.</summary>
    MissingHeader,

    /// <summary>One of the four headers occurs more than once, so that two readers could see two values.</summary>
    RepeatedHeader,

    /// <summary>One of the four headers is longer than 512 characters, or has one outside of printable ASCII.</summary>
    MalformedHeader,

    /// <summary>The timestamp is not a plain integer.</summary>
    MalformedTimestamp,

    /// <summary>The timestamp is further in the past than <see cref="FalWebhookOptions.Tolerance"/>: a replay, or a clock that is wrong.</summary>
    TooOld,

    /// <summary>The timestamp is further in the future than <see cref="FalWebhookOptions.Tolerance"/>: a clock that is wrong.</summary>
    TooNew,

    /// <summary>The signature is not 64 bytes in hexadecimal.</summary>
    MalformedSignature,

    /// <summary>The webhook belongs to an account that <see cref="FalWebhookOptions.UserIds"/> does not name.</summary>
    ForeignUser,

    /// <summary>The body is longer than <see cref="FalWebhookOptions.MaxBodyBytes"/>; it was not hashed.</summary>
    BodyTooLong,

    /// <summary>None of the service's keys made this signature for these bytes.</summary>
    WrongSignature,
}
