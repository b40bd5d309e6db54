namespace KlingGen;

/// <summary>
/// A spending limit for <c>RunManyAsync</c>. Before a job is submitted its cost is reserved; when it has ended, what it cost is spent and the rest of the
/// reservation released. Thread-safe: one budget may serve several batches.
/// </summary>
/// <remarks>
/// What may have been billed counts as spent: a job whose end is not known, and a result that names no units, keep all that was reserved. List prices are
/// what is counted, before discounts. A job that the service bills higher than the estimate can pass the limit by the difference; nothing is submitted after it.
/// </remarks>
public sealed class FalBudget
{
    private readonly object _gate = new();
    private decimal _spent;
    private decimal _reserved;
    private decimal _everReserved;
    private decimal _released;

    /// <summary>Creates a budget.</summary>
    /// <param name="limit">The maximum that may be spent, 0 or more.</param>
    /// <param name="currency">The currency of the limit, as the service names it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is negative.</exception>
    public FalBudget(decimal limit, string currency = "USD")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        ArgumentException.ThrowIfNullOrWhiteSpace(currency);
        Limit = limit;
        Currency = currency;
    }

    /// <summary>The maximum that may be spent.</summary>
    public decimal Limit { get; }

    /// <summary>The currency of all amounts of this budget.</summary>
    public string Currency { get; }

    /// <summary>
    /// What to reserve for a call whose cost does not follow from its input: the maximum that such a call can cost, as you know it.
    /// <see langword="null"/>: such a call is not made. <value>Default: <see langword="null"/>.</value>
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public decimal? CostWhenUnknown
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(CostWhenUnknown));
            field = value;
        }
    }

    /// <summary>What has been spent, or may have been.</summary>
    public decimal Spent => Read(ref _spent);

    /// <summary>What is reserved for jobs that are under way.</summary>
    public decimal Reserved => Read(ref _reserved);

    /// <summary>All that was ever reserved. When nothing is under way it is <see cref="Spent"/> and <see cref="TotalReleased"/> together.</summary>
    public decimal TotalReserved => Read(ref _everReserved);

    /// <summary>What was reserved and not spent; negative when jobs cost more than was reserved for them.</summary>
    public decimal TotalReleased => Read(ref _released);

    /// <summary>What may still be reserved; 0 when the limit is reached.</summary>
    public decimal Remaining
    {
        get
        {
            lock (_gate)
                return Math.Max(0, Limit - _spent - _reserved);
        }
    }

    /// <summary>The amounts.</summary>
    /// <returns>A line for logs.</returns>
    public override string ToString()
    {
        lock (_gate)
            return $"{new FalCost(_spent, Currency)} spent, {new FalCost(_reserved, Currency)} reserved, of {new FalCost(Limit, Currency)}";
    }

    /// <summary>Sets an amount aside, unless the limit could then be passed.</summary>
    internal bool TryReserve(decimal amount)
    {
        lock (_gate)
        {
            if (amount > Limit - _spent - _reserved)
                return false;
            _reserved += amount;
            _everReserved += amount;
            return true;
        }
    }

    /// <summary>Ends a reservation: so much of it, or more than it, has been spent.</summary>
    internal void Settle(decimal reserved, decimal spent)
    {
        lock (_gate)
        {
            _reserved -= reserved;
            _spent += spent;
            _released += reserved - spent;
        }
    }

    private decimal Read(ref decimal amount)
    {
        lock (_gate)
            return amount;
    }
}
