using System.Globalization;
using System.Text;
using System.Text.Json;

namespace KlingGen.Emulator.Exchange;

/// <summary>What a caller asks for beside the input, in headers and query.</summary>
/// <param name="LowPriority">Behind all normal requests.</param>
/// <param name="StartWithin">Time to the start of work, retries included, after which the request fails with 504.</param>
/// <param name="DisableServiceRetries">The platform shall not try again.</param>
/// <param name="FilesLiveFor">Life of the output's files; null for ever.</param>
/// <param name="Webhook">Where the result is sent.</param>
/// <param name="Failure">The failure that a fault wants for this request.</param>
/// <param name="Tags">What the caller has marked the request with; a bad tag is left out, as the service does.</param>
internal sealed record CallTerms(bool LowPriority, TimeSpan? StartWithin, bool DisableServiceRetries, TimeSpan? FilesLiveFor, Uri? Webhook, WantedFailure? Failure, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>Three years in seconds; what is beyond means for ever.</summary>
    private const double Longest = 1e8;

    public static CallTerms Of(FalCall call) => new(
        string.Equals(call.Header("X-Fal-Queue-Priority"), "low", StringComparison.OrdinalIgnoreCase),
        Seconds(call.Header("X-Fal-Request-Start-Timeout")) ?? Seconds(call.Header("X-Fal-Request-Timeout")),
        call.Header("X-Fal-No-Retry") is { } no && no.ToUpperInvariant() is "1" or "TRUE" or "YES",
        Lifetime(call.Header("X-Fal-Object-Lifecycle-Preference") ?? call.Header("X-Fal-Object-Lifecycle")),
        Uri.TryCreate(call.QueryText("fal_webhook"), UriKind.Absolute, out Uri? webhook) ? webhook : null,
        call.Failure,
        RequestTags.Read(call.Header("X-Fal-Tags")));

    public static TimeSpan? Lifetime(string? preference)
    {
        if (preference is null)
            return null;

        JsonElement root = JsonBody.Read(Encoding.UTF8.GetBytes(preference)).Root;
        return root.Number("expiration_duration_seconds") is > 0 and < Longest and var life ? TimeSpan.FromSeconds(life) : null;
    }

    private static TimeSpan? Seconds(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and < Longest ? TimeSpan.FromSeconds(seconds) : null;
}
