using System.Globalization;

namespace KlingGen.Emulator.Faults;

/// <summary>A fault as one line of text: <c>Kind; name=value; …</c>.</summary>
internal static class FaultText
{
    public const string HeaderName = "x-emulator-fault";

    /// <exception cref="FormatException">The text names no kind, or a setting nobody knows.</exception>
    public static FalFault Parse(string text)
    {
        string[] parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || !Enum.TryParse(parts[0], ignoreCase: true, out FalFaultKind kind))
            throw new FormatException($"'{text}' names no fault. Kinds: {string.Join(", ", Enum.GetNames<FalFaultKind>())}.");

        var fault = new FalFault { Kind = kind };
        foreach (string part in parts.AsSpan(1))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                throw new FormatException($"'{part}' in '{text}' is not name=value.");

            fault = Set(fault, part[..equals].Trim(), part[(equals + 1)..].Trim());
        }

        return fault;
    }

    private static FalFault Set(FalFault fault, string name, string value) => name.ToUpperInvariant() switch
    {
        "STATUS" => fault with { StatusCode = int.Parse(value, CultureInfo.InvariantCulture) },
        "TYPE" => fault with { ErrorType = value },
        "ATTEMPTS" => fault with { FailedAttempts = int.Parse(value, CultureInfo.InvariantCulture) },
        "RETRYABLE" => fault with { Retryable = bool.Parse(value) },
        "BODY" => fault with { Body = value },
        "CONTENT-TYPE" => fault with { ContentType = value },
        "RETRY-AFTER" => fault with { RetryAfter = value },
        "DELAY" => fault with { Delay = TimeSpan.FromSeconds(double.Parse(value, CultureInfo.InvariantCulture)) },
        "EFFECT" => fault with { TakesEffect = bool.Parse(value) },
        "OPERATION" => fault with { Operation = Enum.Parse<FalOperation>(value, ignoreCase: true) },
        "ENDPOINT" => fault with { Endpoint = value },
        "TIMES" => fault with { Times = int.Parse(value, CultureInfo.InvariantCulture) },
        "AFTER" => fault with { After = int.Parse(value, CultureInfo.InvariantCulture) },
        "PROBABILITY" => fault with { Probability = double.Parse(value, CultureInfo.InvariantCulture) },
        "SEED" => fault with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
        _ => throw new FormatException($"No fault has a setting '{name}'."),
    };
}
