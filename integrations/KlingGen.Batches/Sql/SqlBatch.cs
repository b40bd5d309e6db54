using System.Globalization;

namespace KlingGen.Batches;

/// <summary>A batch that a transaction has locked: its counters are changed here, and written once at the end.</summary>
internal sealed class SqlBatch
{
    public const string Columns =
        "key, id, state, account, endpoint, budget, currency, cost_per_job, unit_price, max_in_flight, folder, priority, reserved, spent, last_seq, starved, total, "
        + "planned, leased, submitting, submitted, completed, downloaded, failed, cancelled, unknown, downloading, name, reason, created_at";

    private const int FirstCounter = 17;
    private readonly long[] _counters = new long[9];

    public required long Key { get; init; }

    public required string Id { get; init; }

    public required FalBatchState State { get; set; }

    public required string Account { get; init; }

    public required string Endpoint { get; init; }

    public long? Budget { get; set; }

    public required string Currency { get; init; }

    public long? CostPerJob { get; init; }

    public decimal? UnitPrice { get; init; }

    public required int MaxInFlight { get; init; }

    public string? Folder { get; init; }

    public FalPriority? Priority { get; init; }

    public long Reserved { get; set; }

    public long Spent { get; set; }

    public long LastSequence { get; set; }

    public bool IsStarved { get; set; }

    public long Total { get; set; }

    public long Downloading { get; set; }

    public string? Name { get; init; }

    public string? Reason { get; set; }

    public required long CreatedAt { get; init; }

    public long Live => this[FalBatchJobState.Leased] + this[FalBatchJobState.Submitting] + this[FalBatchJobState.Submitted];

    public long this[FalBatchJobState state]
    {
        get => _counters[(int)state];
        set => _counters[(int)state] = value;
    }

    public void Move(FalBatchJobState from, FalBatchJobState to, long jobs = 1)
    {
        this[from] -= jobs;
        this[to] += jobs;
    }

    public static SqlBatch Read(SqlRow row)
    {
        var batch = new SqlBatch
        {
            Key = row.Long(0),
            Id = row.Text(1),
            State = (FalBatchState)row.Int(2),
            Account = row.Text(3),
            Endpoint = row.Text(4),
            Budget = row.LongOrNull(5),
            Currency = row.Text(6),
            CostPerJob = row.LongOrNull(7),
            UnitPrice = row.TextOrNull(8) is { } price ? decimal.Parse(price, CultureInfo.InvariantCulture) : null,
            MaxInFlight = row.Int(9),
            Folder = row.TextOrNull(10),
            Priority = row.TextOrNull(11) is { } priority && Enum.TryParse(priority, out FalPriority parsed) ? parsed : null,
            Reserved = row.Long(12),
            Spent = row.Long(13),
            LastSequence = row.Long(14),
            IsStarved = row.Long(15) != 0,
            Total = row.Long(16),
            Downloading = row.Long(26),
            Name = row.TextOrNull(27),
            Reason = row.TextOrNull(28),
            CreatedAt = row.Long(29),
        };
        for (int state = 0; state < batch._counters.Length; state++)
            batch._counters[state] = row.Long(FirstCounter + state);
        return batch;
    }

    public Task SaveAsync(SqlSession session) => session.ExecuteAsync(
        """
        UPDATE kg_batch SET state = @state, reason = @reason, budget = @budget, reserved = @reserved, spent = @spent, last_seq = @seq, starved = @starved, total = @total, downloading = @downloading,
            planned = @c0, leased = @c1, submitting = @c2, submitted = @c3, completed = @c4, downloaded = @c5, failed = @c6, cancelled = @c7, unknown = @c8
        WHERE key = @key
        """,
        ("@key", Key), ("@state", (long)State), ("@reason", Reason), ("@budget", Budget), ("@reserved", Reserved), ("@spent", Spent), ("@seq", LastSequence), ("@starved", IsStarved ? 1L : 0L),
        ("@total", Total), ("@downloading", Downloading), ("@c0", _counters[0]), ("@c1", _counters[1]), ("@c2", _counters[2]), ("@c3", _counters[3]), ("@c4", _counters[4]), ("@c5", _counters[5]),
        ("@c6", _counters[6]), ("@c7", _counters[7]), ("@c8", _counters[8]));

    public FalBatchStatus ToStatus(FalBatchHold? hold) => new()
    {
        Definition = new FalBatchDefinition
        {
            Id = Id,
            Name = Name,
            Account = Account,
            EndpointId = Endpoint,
            Budget = Budget is { } budget ? FalBatchMoney.ToAmount(budget) : null,
            Currency = Currency,
            CostPerJob = CostPerJob is { } cost ? FalBatchMoney.ToAmount(cost) : null,
            UnitPrice = UnitPrice,
            MaxInFlight = MaxInFlight,
            DownloadFolder = Folder,
            Priority = Priority,
        },
        State = State,
        PauseReason = Reason,
        Hold = hold,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        Total = Total,
        Planned = this[FalBatchJobState.Planned],
        Leased = this[FalBatchJobState.Leased],
        Submitting = this[FalBatchJobState.Submitting],
        Submitted = this[FalBatchJobState.Submitted],
        Completed = this[FalBatchJobState.Completed],
        Downloaded = this[FalBatchJobState.Downloaded],
        Failed = this[FalBatchJobState.Failed],
        Cancelled = this[FalBatchJobState.Cancelled],
        Unknown = this[FalBatchJobState.Unknown],
        Downloading = Downloading,
        Reserved = FalBatchMoney.ToAmount(Reserved),
        Spent = FalBatchMoney.ToAmount(Spent),
        IsOutOfBudget = IsStarved && this[FalBatchJobState.Planned] > 0,
        LastSequence = LastSequence,
    };
}
