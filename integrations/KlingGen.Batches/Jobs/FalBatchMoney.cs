namespace KlingGen.Batches;

/// <summary>Amounts as the database keeps them: whole billionths of the currency. Rounded up, so that what is counted is never less than what is paid.</summary>
internal static class FalBatchMoney
{
    private const decimal Scale = 1_000_000_000m;

    /// <summary>The largest amount that can be kept; what is above it counts as this much.</summary>
    public const decimal Max = 4_000_000_000m;

    public static long ToNanos(decimal amount) => (long)decimal.Ceiling(Math.Clamp(amount, 0, Max) * Scale);

    public static decimal ToAmount(long nanos) => nanos / Scale;
}
