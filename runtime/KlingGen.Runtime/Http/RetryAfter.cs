using System.Globalization;
using System.Net.Http.Headers;

namespace KlingGen;

/// <summary>Reads <c>Retry-After</c> in all its forms: seconds, a date, a date that has passed, an absurd number, garbage.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (!headers.NonValidated.TryGetValues("Retry-After", out HeaderStringValues values))
            return null;
        foreach (string value in values)
            return Parse(value, now);
        return null;
    }

    /// <summary>The pause that was asked for: never negative, at most a year; null when the text says nothing.</summary>
    public static TimeSpan? Parse(string text, DateTimeOffset now)
    {
        text = text.Trim();
        if (text.Length is 0 or > 64)
            return null;

        // Decimals are not in the standard, and some gateways send them. More digits than a double holds still mean "very long".
        if (text.Trim("0123456789.".ToCharArray()).Length == 0)
        {
            return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
                ? seconds >= Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(seconds)
                : null;
        }

        if (!RetryConditionHeaderValue.TryParse(text, out RetryConditionHeaderValue? parsed) || parsed.Date is not { } date)
            return null;
        TimeSpan pause = date - now;
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause > Longest ? Longest : pause;
    }
}
