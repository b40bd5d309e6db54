namespace KlingGen.Emulator;

/// <summary>How webhooks misbehave; the default is not at all.</summary>
public sealed record FalWebhookBehavior
{
    /// <summary>Chance that a webhook is never sent.</summary>
    /// <value>Default 0; between 0 and 1.</value>
    public double DropProbability { get; init; }

    /// <summary>Chance that a webhook is sent twice.</summary>
    /// <value>Default 0; between 0 and 1.</value>
    public double DuplicateProbability { get; init; }

    /// <summary>Longest delay of a webhook; each gets one between zero and this, so they overtake each other.</summary>
    /// <value>Default zero.</value>
    public TimeSpan LongestDelay { get; init; }

    /// <summary>
    /// Chance that a webhook overtakes the answer to its own submit: the answer is held back until the first attempt to deliver has ended.
    /// Jobs that take their time (<see cref="FalEmulatorOptions.Timing"/>) hold it back for as long.
    /// </summary>
    /// <value>Default 0; between 0 and 1.</value>
    public double BeforeAnswerProbability { get; init; }

    /// <summary>Seed of chance and delay.</summary>
    /// <value>Default 0.</value>
    public int Seed { get; init; }

    /// <summary>Sends an invalid signature.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool BadSignature { get; init; }

    /// <summary>Shift of the signed time against the clock.</summary>
    /// <value>Default zero; the service's receivers accept five minutes either way.</value>
    public TimeSpan TimestampShift { get; init; }

    /// <summary>Sends a null payload with a <c>payload_error</c>, as for an output that is not JSON.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool PayloadError { get; init; }
}
