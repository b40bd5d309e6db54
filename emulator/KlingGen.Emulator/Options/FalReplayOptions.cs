namespace KlingGen.Emulator;

/// <summary>Answers from recordings, matched by endpoint and input.</summary>
/// <remarks>Queue, timing, faults, webhooks and prices stay the emulator's; what the model answers, and what it logs, is the recording's.</remarks>
public sealed class FalReplayOptions
{
    /// <summary>Where the recordings are.</summary>
    public required string Folder { get; set; }

    /// <summary>Whether an input without a recording is refused with 404; by default it is answered with an output made from the schema.</summary>
    public bool Strict { get; set; }
}
