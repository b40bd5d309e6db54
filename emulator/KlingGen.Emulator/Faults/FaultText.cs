using System.Globalization;
using System.Text;

namespace KlingGen.Emulator.Faults;

/// <summary>A fault as one line of text: <c>Kind; name=value; …</c>.</summary>
internal static class FaultText
{
    public const string HeaderName = "x-emulator-fault";

    private const string Settings = "operation, endpoint, times, after, probability, seed, status, body, content-type, retry-after, delay, effect, type, attempts, retryable";

    /// <exception cref="FormatException">Anything in the text is not what it should be; the message names what may stand there.</exception>
    public static FalFault Parse(string text)
    {
        string[] parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || Named<FalFaultKind>(parts[0]) is not { } kind)
            throw new FormatException($"'{text}' is not a fault. Kinds: {string.Join(", ", Enum.GetNames<FalFaultKind>())}.");

        var fault = new FalFault { Kind = kind };
        foreach (string part in parts.AsSpan(1))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                throw new FormatException($"'{part}' in '{text}' is not name=value.");

            fault = Set(fault, part[..equals].Trim(), part[(equals + 1)..].Trim());
        }

        return FaultRanges.Problem(fault) is { } problem ? throw new FormatException($"'{text}' cannot be: {problem}") : fault;
    }

    /// <summary>The line that <see cref="Parse"/> reads the same fault from, with what differs from the defaults.</summary>
    public static string Write(FalFault fault)
    {
        var usual = new FalFault { Kind = fault.Kind };
        var text = new StringBuilder(fault.Kind.ToString());
        Add("operation", fault.Operation, null);
        Add("endpoint", fault.Endpoint, null);
        Add("times", fault.Times, null);
        Add("after", fault.After, usual.After);
        Add("probability", fault.Probability, usual.Probability);
        Add("seed", fault.Seed, usual.Seed);
        Add("status", fault.StatusCode, null);
        Add("body", fault.Body, null);
        Add("content-type", fault.ContentType, null);
        Add("retry-after", fault.RetryAfter, null);
        Add("delay", fault.Delay.TotalSeconds, usual.Delay.TotalSeconds);
        Add("effect", fault.TakesEffect ? "true" : "false", usual.TakesEffect ? "true" : "false");
        Add("type", fault.ErrorType, usual.ErrorType);
        Add("attempts", fault.FailedAttempts, usual.FailedAttempts);
        Add("retryable", fault.Retryable is { } retryable ? retryable ? "true" : "false" : null, null);
        return text.ToString();

        void Add<T>(string name, T value, T? otherwise)
        {
            if (value is not null && !value.Equals(otherwise))
                text.Append(CultureInfo.InvariantCulture, $"; {name}={value}");
        }
    }

    /// <summary>A member by its name alone: <c>Enum.TryParse</c> also takes any number, and lists that it adds up.</summary>
    public static T? Named<T>(string text)
        where T : struct, Enum =>
        Array.FindIndex(Enum.GetNames<T>(), name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? Enum.GetValues<T>()[at] : null;

    private static FalFault Set(FalFault fault, string name, string value) => name.ToUpperInvariant() switch
    {
        "STATUS" => fault with { StatusCode = Whole(name, value) },
        "TYPE" => fault with { ErrorType = value },
        "ATTEMPTS" => fault with { FailedAttempts = Whole(name, value) },
        "RETRYABLE" => fault with { Retryable = Flag(name, value) },
        "BODY" => fault with { Body = value },
        "CONTENT-TYPE" => fault with { ContentType = value },
        "RETRY-AFTER" => fault with { RetryAfter = value },
        "DELAY" => fault with { Delay = Seconds(name, value) },
        "EFFECT" => fault with { TakesEffect = Flag(name, value) },
        "OPERATION" => fault with { Operation = Named<FalOperation>(value) ?? throw Wrong(name, value, $"one of {string.Join(", ", Enum.GetNames<FalOperation>())}") },
        "ENDPOINT" => fault with { Endpoint = value },
        "TIMES" => fault with { Times = Whole(name, value) },
        "AFTER" => fault with { After = Whole(name, value) },
        "PROBABILITY" => fault with { Probability = Number(name, value) },
        "SEED" => fault with { Seed = Whole(name, value) },
        _ => throw new FormatException($"No fault has a setting '{name}'. Settings: {Settings}."),
    };

    private static int Whole(string name, string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : throw Wrong(name, value, "a whole number");

    private static double Number(string name, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : throw Wrong(name, value, "a number");

    private static TimeSpan Seconds(string name, string value) =>
        Number(name, value) is >= 0 and <= 86_400 * 365 and var seconds ? TimeSpan.FromSeconds(seconds) : throw Wrong(name, value, "a number of seconds, from 0 to a year");

    private static bool Flag(string name, string value) => bool.TryParse(value, out bool flag) ? flag : throw Wrong(name, value, "true or false");

    private static FormatException Wrong(string name, string value, string wanted) => new($"'{name}={value}' cannot be: {name} is {wanted}.");
}
