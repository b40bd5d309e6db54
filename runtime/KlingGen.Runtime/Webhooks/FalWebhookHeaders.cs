namespace KlingGen;

/// <summary>The four headers that sign a webhook, taken from whatever host received it.</summary>
public sealed class FalWebhookHeaders
{
    /// <summary>The header with the id of the request.</summary>
    public const string RequestIdName = "X-Fal-Webhook-Request-Id";

    /// <summary>The header with the account the request belongs to.</summary>
    public const string UserIdName = "X-Fal-Webhook-User-Id";

    /// <summary>The header with the time of sending, in whole seconds since 1970.</summary>
    public const string TimestampName = "X-Fal-Webhook-Timestamp";

    /// <summary>The header with the Ed25519 signature, 128 hexadecimal digits.</summary>
    public const string SignatureName = "X-Fal-Webhook-Signature";

    /// <summary>No id is this long; what is longer would only cost work.</summary>
    private const int LongestValue = 512;

    private FalWebhookHeaders()
    {
    }

    /// <summary>The value of <see cref="RequestIdName"/>; <see langword="null"/> when it is not there exactly once.</summary>
    public string? RequestId { get; private set; }

    /// <summary>The value of <see cref="UserIdName"/>; <see langword="null"/> when it is not there exactly once.</summary>
    public string? UserId { get; private set; }

    /// <summary>The value of <see cref="TimestampName"/>; <see langword="null"/> when it is not there exactly once.</summary>
    public string? Timestamp { get; private set; }

    /// <summary>The value of <see cref="SignatureName"/>; <see langword="null"/> when it is not there exactly once.</summary>
    public string? Signature { get; private set; }

    /// <summary>What is wrong with the headers as such, before anything is computed.</summary>
    internal FalWebhookVerificationStatus Status { get; private set; }

    /// <summary>The header that <see cref="Status"/> is about.</summary>
    internal string? Offender { get; private set; }

    /// <summary>Takes the headers. Never throws for what is in them.</summary>
    /// <param name="header">
    /// Gives all values of a header by its name, without regard to case; <see langword="null"/> or nothing when it is absent. In ASP.NET Core:
    /// <c>name => request.Headers[name]</c>.
    /// </param>
    /// <returns>The headers.</returns>
    public static FalWebhookHeaders Read(Func<string, IEnumerable<string?>?> header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var headers = new FalWebhookHeaders();
        headers.RequestId = headers.Single(header, RequestIdName);
        headers.UserId = headers.Single(header, UserIdName);
        headers.Timestamp = headers.Single(header, TimestampName);
        headers.Signature = headers.Single(header, SignatureName);
        return headers;
    }

    private string? Single(Func<string, IEnumerable<string?>?> header, string name)
    {
        string? single = null;
        int count = 0;
        foreach (string? value in header(name) ?? [])
        {
            single = value;
            count++;
        }

        if (count == 1 && IsSound(single))
            return single;
        if (Status == FalWebhookVerificationStatus.Valid)
        {
            Offender = name;
            Status = count > 1 ? FalWebhookVerificationStatus.RepeatedHeader
                : count == 0 || string.IsNullOrEmpty(single) ? FalWebhookVerificationStatus.MissingHeader
                : FalWebhookVerificationStatus.MalformedHeader;
        }

        return null;
    }

    // A line feed inside a value could move the border between two values of the signed message; no host lets one through, and here none counts.
    private static bool IsSound(string? value)
    {
        if (value is null || value.Length is 0 or > LongestValue)
            return false;
        foreach (char c in value)
        {
            if (c is < ' ' or > '~')
                return false;
        }

        return true;
    }
}
