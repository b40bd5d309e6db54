using KlingGen.Emulator.Runs;

namespace KlingGen.Emulator.Faults;

/// <summary>What the settings of a fault may be, whichever way it came in.</summary>
internal static class FaultRanges
{
    /// <summary>What is wrong, as a sentence; null when nothing is.</summary>
    public static string? Problem(FalFault fault) => fault switch
    {
        { Probability: not (>= 0 and <= 1) } => $"{nameof(FalFault.Probability)} is from 0 to 1.",
        { Times: < 0 } => $"{nameof(FalFault.Times)} is not negative.",
        { After: < 0 } => $"{nameof(FalFault.After)} is not negative.",
        { FailedAttempts: < 0 } => $"{nameof(FalFault.FailedAttempts)} is not negative.",
        { StatusCode: < 200 or > 599 } => $"{nameof(FalFault.StatusCode)} is from 200 to 599.",
        { Delay.Ticks: < 0 } => $"{nameof(FalFault.Delay)} is not negative.",
        { ErrorType: { } type } when !FailureTable.Types.Contains(type) => $"no failure has the type '{type}'. Types: {string.Join(", ", FailureTable.Types)}.",
        _ when BrokenHeader(fault) is { } name => $"the value of {name} is not one line of printable text.",
        _ => null,
    };

    // They go into a head that is partly written by hand.
    private static string? BrokenHeader(FalFault fault)
    {
        IEnumerable<(string Name, string? Value)> texts = [("Retry-After", fault.RetryAfter), ("Content-Type", fault.ContentType), .. fault.Headers.Select(static header => (header.Key, (string?)header.Value))];
        foreach ((string name, string? value) in texts)
        {
            if (value is not null && value.AsSpan().ContainsAnyInRange('\0', '\x1F'))
                return name;
        }

        return null;
    }
}
