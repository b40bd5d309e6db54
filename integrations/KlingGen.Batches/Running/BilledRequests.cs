using System.Globalization;
using System.Text.Json;
using KlingGen.CompilerServices;

namespace KlingGen.Batches;

/// <summary>A request that the service has billed, with what it was marked with.</summary>
/// <param name="RequestId">The service's id.</param>
/// <param name="Job">The attempt in its tag.</param>
/// <param name="SentAt">When the intent was committed, out of its tag.</param>
internal sealed record BilledRequest(string RequestId, FalBatchJobKey Job, long SentAt);

/// <summary>
/// Reads the platform's billing events, the one list that names the tags of a request. Only tags that this package writes count; whatever else a list holds, or whatever form it has, is left out.
/// </summary>
internal static class BilledRequests
{
    private static readonly TimeSpan PageTimeout = TimeSpan.FromMinutes(1);

    /// <summary>The tag with the attempt.</summary>
    public const string JobTag = "klinggen-job";

    /// <summary>The tag with the moment of the intent: the same attempt of a batch with the same id in another database has another.</summary>
    public const string SentTag = "klinggen-sent";

    public static IReadOnlyDictionary<string, string> TagsOf(FalBatchIntent intent) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [JobTag] = intent.Key.ToClientJobId(),
        [SentTag] = intent.SentAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Reads page by page.</summary>
    /// <returns>The requests, and whether these are all.</returns>
    /// <exception cref="FalException">The list cannot be had, or has another form.</exception>
    public static async Task<(IReadOnlyList<BilledRequest> Requests, bool IsWhole)> ReadAsync(
        FalClient client, string endpointId, DateTimeOffset from, DateTimeOffset to, int maxPages, CancellationToken cancellationToken)
    {
        var found = new List<BilledRequest>();
        string? cursor = null;
        for (int page = 0; page < maxPages; page++)
        {
            string query = $"v1/models/billing-events?endpoint_id={Uri.EscapeDataString(endpointId)}&start={Text(from)}&end={Text(to)}&limit=100" + (cursor is null ? string.Empty : "&cursor=" + Uri.EscapeDataString(cursor));
            var request = new ApiRequest { Operation = FalOperation.RequestList, Address = new Uri(client.Options.PlatformBaseAddress, query), EndpointId = endpointId };
            using var deadline = new CallDeadline(client.Options.TimeProvider, PageTimeout, cancellationToken);
            string? next = null;
            int before = found.Count;
            using ApiReply reply = await client.Transport.SendAsync(request, deadline, answer =>
            {
                // Read again where the first answer broke.
                found.RemoveRange(before, found.Count - before);
                next = ReadPage(answer.Body, endpointId, found);
            }).ConfigureAwait(false);
            if (next is null || next == cursor)
                return (found, next is null);
            cursor = next;
        }

        return (found, false);
    }

    private static string? ReadPage(ReadOnlyMemory<byte> body, string endpointId, List<BilledRequest> found)
    {
        using var document = JsonDocument.Parse(JsonStrings.Utf8Of(body));
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGet("billing_events", out JsonElement events) || events.ValueKind != JsonValueKind.Array)
            throw new JsonException("it has no list of billing events");
        foreach (JsonElement billed in events.EnumerateArray())
        {
            if (billed.ValueKind == JsonValueKind.Object && Text(billed, "endpoint_id") == endpointId && Text(billed, "request_id") is { } id && RequestIds.IsSound(id)
                && billed.TryGet("tags", out JsonElement tags) && tags.ValueKind == JsonValueKind.Object
                && FalBatchJobKey.TryParse(Text(tags, JobTag), out FalBatchJobKey job)
                && long.TryParse(Text(tags, SentTag), NumberStyles.None, CultureInfo.InvariantCulture, out long sentAt))
                found.Add(new BilledRequest(id, job, sentAt));
        }

        return Text(document.RootElement, "next_cursor") is { Length: > 0 } cursor ? cursor : null;
    }

    private static string? Text(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGet(name, out JsonElement value) ? value.Text() : null;

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
