using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace KlingGen;

/// <summary>Turns the options of a call into headers, and refuses what the service would silently ignore or what would forge a request.</summary>
internal static class CallHeaders
{
    private static readonly string[] Own =
    [
        "authorization", "host", "connection", "transfer-encoding", "upgrade", "te", "trailer", "expect", "cookie", "accept", "accept-encoding",
        "x-fal-request-timeout", "x-fal-request-start-timeout", "x-fal-queue-priority", "x-fal-runner-hint", "x-fal-no-retry", "x-fal-store-io",
        "x-fal-object-lifecycle-preference", "x-fal-tags", "x-fal-target-url",
    ];

    public static List<KeyValuePair<string, string>> Of(FalCallOptions options, bool queue)
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (options.Headers is { } extra)
        {
            foreach ((string name, string value) in extra)
                headers.Add(new(CheckName(name), CheckValue(value, name)));
        }

        if (queue && options.Priority is { } priority)
            headers.Add(new("X-Fal-Queue-Priority", priority == FalPriority.Low ? "low" : "normal"));
        if (options.StartTimeout is { } start)
        {
            if (start <= TimeSpan.FromSeconds(1) || start > TimeSpan.FromDays(7))
                throw new ArgumentException("FalCallOptions.StartTimeout must be longer than one second and at most seven days.", nameof(options));
            // Both names: the old one is what the service's own clients send, the new one wins where it is known.
            string seconds = start.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            headers.Add(new("X-Fal-Request-Timeout", seconds));
            headers.Add(new("X-Fal-Request-Start-Timeout", seconds));
        }

        if (options.RunnerHint is { } hint)
            headers.Add(new("X-Fal-Runner-Hint", CheckValue(hint, nameof(FalCallOptions.RunnerHint))));
        if (options.DisableServiceRetries)
            headers.Add(new("X-Fal-No-Retry", "1"));
        if (options.StorePayloads is { } store)
            headers.Add(new("X-Fal-Store-IO", store ? "1" : "0"));
        if (options.OutputLifecycle is { } lifecycle && Lifecycle(lifecycle) is { } preference)
            headers.Add(new("X-Fal-Object-Lifecycle-Preference", preference));
        if (options.Tags is { Count: > 0 } tags)
            headers.Add(new("X-Fal-Tags", Tags(tags)));
        return headers;
    }

    /// <summary>The query of a submit, with its question mark, or nothing.</summary>
    public static string SubmitQuery(FalCallOptions options, string endpointId)
    {
        var query = new StringBuilder();
        if (options.WebhookUrl is { } webhook)
        {
            if (!webhook.IsAbsoluteUri || webhook.Scheme is not ("http" or "https"))
                throw new ArgumentException("FalCallOptions.WebhookUrl must be an absolute http or https address.", nameof(options));
            if (options.ClientJobId is { } own)
            {
                webhook = options.WebhookJobKey?.Sign(webhook, endpointId, own)
                    ?? throw new ArgumentException("FalCallOptions.ClientJobId in a webhook needs FalCallOptions.WebhookJobKey: without a MAC anybody could pretend to report that job.", nameof(options));
            }

            query.Append("?fal_webhook=").Append(Uri.EscapeDataString(webhook.AbsoluteUri));
        }

        if (options.MaxQueueLength is { } length)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(FalCallOptions.MaxQueueLength));
            query.Append(query.Length == 0 ? '?' : '&').Append(CultureInfo.InvariantCulture, $"fal_max_queue_length={length}");
        }

        return query.ToString();
    }

    private static string CheckName(string name)
    {
        bool sound = name.Length > 0;
        foreach (char c in name)
            sound &= char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
        if (!sound)
            throw new ArgumentException("FalCallOptions.Headers has a name that is not a header name.", nameof(name));
        string lower = name.ToLowerInvariant();
        return lower.StartsWith("content-", StringComparison.Ordinal) || Array.IndexOf(Own, lower) >= 0
            ? throw new ArgumentException($"FalCallOptions.Headers must not set '{lower}': this library or an option of its own sets it.", nameof(name))
            : name;
    }

    private static string CheckValue(string value, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        foreach (char c in value)
        {
            if (c is < ' ' or > '~')
                throw new ArgumentException($"The value of '{name}' must be printable ASCII, because it is sent in a header.", name);
        }

        return value;
    }

    private static string Tags(IReadOnlyDictionary<string, string> tags)
    {
        const string Rule = "Tags are at most ten pairs; keys: at most 64 of a-z 0-9 . _ -, not starting with 'fal.'; values: 1 to 256 printable ASCII characters without comma; 1,024 bytes in all";
        var text = new StringBuilder();
        bool sound = tags.Count <= 10;
        foreach ((string key, string value) in tags)
        {
            string name = key.ToLowerInvariant();
            sound &= name.Length is > 0 and <= 64 && !name.StartsWith("fal.", StringComparison.Ordinal) && value is { Length: > 0 and <= 256 };
            foreach (char c in name)
                sound &= char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';
            foreach (char c in value ?? string.Empty)
                sound &= c is >= ' ' and <= '~' and not ',';
            text.Append(text.Length == 0 ? "" : ",").Append(name).Append('=').Append(value);
        }

        return sound && text.Length <= 1024
            ? text.ToString()
            : throw new ArgumentException($"FalCallOptions.Tags would be ignored by the service. {Rule}.", nameof(tags));
    }

    /// <summary>The lifecycle as JSON; null when it asks for nothing.</summary>
    public static string? Lifecycle(FalLifecycle lifecycle)
    {
        if (lifecycle.ExpiresAfter is null && lifecycle.Access is null)
            return null;
        if (lifecycle.ExpiresAfter is { } span && span < TimeSpan.FromSeconds(1))
            throw new ArgumentException("FalLifecycle.ExpiresAfter must be at least one second.", nameof(lifecycle));

        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (lifecycle.ExpiresAfter is { } expires)
                writer.WriteNumber("expiration_duration_seconds"u8, (long)expires.TotalSeconds);
            if (lifecycle.Access is { } access)
            {
                writer.WriteStartObject("initial_acl"u8);
                writer.WriteString("default"u8, Text(access.Default));
                writer.WriteStartArray("rules"u8);
                foreach ((string user, FalAccessDecision decision) in access.Rules)
                {
                    writer.WriteStartObject();
                    writer.WriteString("user"u8, user);
                    writer.WriteString("decision"u8, Text(decision));
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }

    private static string Text(FalAccessDecision decision) => decision switch
    {
        FalAccessDecision.Allow => "allow",
        FalAccessDecision.Forbid => "forbid",
        _ => "hide",
    };
}
