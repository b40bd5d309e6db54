namespace KlingGen.Emulator.Exchange;

/// <summary>Request headers that the service knows. A header that only looks like one of its own does nothing, which its sender should learn.</summary>
internal static class RequestHeaders
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "x-fal-request-timeout", "x-fal-request-start-timeout", "x-fal-queue-priority", "x-fal-runner-hint", "x-fal-no-retry", "x-fal-retry-config", "x-fal-store-io", "x-fal-tags",
        "x-fal-object-lifecycle-preference", "x-fal-object-lifecycle", "x-fal-file-name", "x-fal-cdn-token", "x-fal-disable-fallbacks", "x-fal-target-url", "x-fal-client-proxy",
        "x-app-fal-disable-fallback", "x-app-fal-can-disable-filter",
    };

    // What other services know, and what people therefore send here too.
    private static readonly HashSet<string> Idempotency = new(StringComparer.OrdinalIgnoreCase) { "idempotency-key", "x-idempotency-key" };

    /// <summary>Names, as they were sent, of headers without effect: unknown <c>x-fal-…</c> ones, and keys against doubling on calls that are billed.</summary>
    public static IReadOnlyList<string> Unknown(IEnumerable<string> names, FalOperation operation)
    {
        bool isPaid = operation is FalOperation.Submit or FalOperation.Run or FalOperation.Stream;
        return [.. names.Where(name => (IsOurs(name) && !Known.Contains(name)) || (isPaid && Idempotency.Contains(name))).Order(StringComparer.OrdinalIgnoreCase)];
    }

    private static bool IsOurs(string name) => name.StartsWith("x-fal-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("x-app-fal-", StringComparison.OrdinalIgnoreCase);
}
