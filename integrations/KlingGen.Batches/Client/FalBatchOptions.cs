namespace KlingGen.Batches;

/// <summary>How a batch is made.</summary>
public sealed record FalBatchOptions
{
    /// <summary>
    /// The id; <see langword="null"/>, the default, for a new one. With an id of your own (up to 100 of ASCII letters, digits, <c>- _ .</c>), creating it again continues an import that was
    /// interrupted and never makes a second batch.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>A name for people.</summary>
    public string? Name { get; init; }

    /// <summary>The account, as its worker names it (<see cref="FalBatchWorkerOptions.Account"/>). <value>Default: that of the worker of <see cref="FalBatches"/>.</value></summary>
    public string? Account { get; init; }

    /// <summary>
    /// The maximum that may be reserved and spent together, by the list price; <see langword="null"/>, the default, for no limit. A job that the service bills higher than was reserved can pass it
    /// by the difference; nothing is sent after it.
    /// </summary>
    public decimal? Budget { get; init; }

    /// <summary>The currency of <see cref="Budget"/> and <see cref="CostPerJob"/>. <value>Default: <c>USD</c>.</value></summary>
    public string Currency { get; init; } = "USD";

    /// <summary>What to reserve for a job whose cost does not follow from its input: the maximum that it can cost, as you know it. Needed with a <see cref="Budget"/> where the price is not by the image.</summary>
    public decimal? CostPerJob { get; init; }

    /// <summary>The maximum of jobs of this batch that are under way at a time. <value>Default: 40. 1 or more.</value></summary>
    public int MaxInFlight { get; init; } = 40;

    /// <summary>Where files of results are saved, in a folder with the batch's id; <see langword="null"/>, the default, where they are not.</summary>
    public string? DownloadFolder { get; init; }

    /// <summary>The priority of the jobs in the service's queue.</summary>
    public FalPriority? Priority { get; init; }

    internal FalBatchDefinition ToDefinition(string endpointId, string account, decimal? unitPrice, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Budget ?? 0, nameof(Budget));
        ArgumentOutOfRangeException.ThrowIfNegative(CostPerJob ?? 0, nameof(CostPerJob));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxInFlight, 1);
        ArgumentException.ThrowIfNullOrWhiteSpace(Currency);
        return new FalBatchDefinition
        {
            Id = Id is null ? FalBatchIds.New(now) : FalBatchIds.Check(Id, nameof(Id)),
            Name = Name,
            Account = Account ?? account,
            EndpointId = endpointId,
            Budget = Budget,
            Currency = Currency,
            CostPerJob = CostPerJob,
            UnitPrice = unitPrice,
            MaxInFlight = MaxInFlight,
            DownloadFolder = DownloadFolder is null ? null : Path.GetFullPath(DownloadFolder),
            Priority = Priority,
        };
    }
}
