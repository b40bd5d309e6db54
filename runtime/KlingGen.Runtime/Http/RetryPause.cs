namespace KlingGen;

/// <summary>How long to wait before the next attempt.</summary>
internal static class RetryPause
{
    /// <summary>
    /// Doubles from the base with each retry up to the longest, and takes between half and all of that, so that clients that failed together
    /// do not come back together. A longer wish of the service wins; null when that wish is longer than we are willing to wait.
    /// </summary>
    /// <param name="options">Base and longest pause.</param>
    /// <param name="retry">0 for the first retry.</param>
    /// <param name="asked">What the service asked for.</param>
    /// <param name="random">From 0 to 1.</param>
    public static TimeSpan? Next(FalClientOptions options, int retry, TimeSpan? asked, double random)
    {
        double longest = options.RetryMaxDelay.TotalSeconds;
        double full = Math.Min(longest, options.RetryBaseDelay.TotalSeconds * Math.Pow(2, Math.Min(retry, 40)));
        TimeSpan own = TimeSpan.FromSeconds(full * (0.5 + (0.5 * random)));
        if (asked is not { } wish)
            return own;
        return wish > options.RetryMaxDelay ? null : wish > own ? wish : own;
    }
}
