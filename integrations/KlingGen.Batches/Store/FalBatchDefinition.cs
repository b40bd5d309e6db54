namespace KlingGen.Batches;

/// <summary>What a batch is made of, apart from its jobs.</summary>
public sealed record FalBatchDefinition
{
    /// <summary>The id. A batch that has it already is continued, not made a second time.</summary>
    public required string Id { get; init; }

    /// <summary>A name for people; need not be unique.</summary>
    public string? Name { get; init; }

    /// <summary>The account whose slots its jobs take; batches of one account share its limit.</summary>
    public required string Account { get; init; }

    /// <summary>The endpoint of all its jobs.</summary>
    public required string EndpointId { get; init; }

    /// <summary>The maximum that may be reserved and spent together, in <see cref="Currency"/>; <see langword="null"/> for no limit.</summary>
    public decimal? Budget { get; init; }

    /// <summary>The currency of all amounts.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>What to reserve for a job whose cost does not follow from its input, in <see cref="Currency"/>.</summary>
    public decimal? CostPerJob { get; init; }

    /// <summary>What a billed unit costs, in <see cref="Currency"/>; <see langword="null"/> where it is not known: a job then costs what was reserved for it.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>The maximum of jobs of this batch that are leased, sent or running at a time.</summary>
    public required int MaxInFlight { get; init; }

    /// <summary>Where files of results go; <see langword="null"/> where they are not downloaded.</summary>
    public string? DownloadFolder { get; init; }

    /// <summary>The priority of the jobs in the service's queue.</summary>
    public FalPriority? Priority { get; init; }
}
