namespace KlingGen.Cli.Jobs;

/// <summary>Where a job stands, as far as the journal knows.</summary>
internal enum JobState
{
    /// <summary>It was about to be submitted, and no more is known: it may exist and be billed. It is never sent again by itself.</summary>
    Unknown,

    /// <summary>Another process is submitting it.</summary>
    Submitting,

    /// <summary>The service has it.</summary>
    Submitted,

    /// <summary>Its result was fetched.</summary>
    Completed,

    /// <summary>It ended without a result.</summary>
    Failed,

    /// <summary>It never reached the service, or was refused there: nothing was bought.</summary>
    NotBought,
}
