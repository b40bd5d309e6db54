using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Auth;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Runs;

namespace KlingGen.Emulator.Calls;

/// <summary>The platform's books: which requests an endpoint had, and which were paid for.</summary>
internal sealed class BookCalls(EmulatorServices services)
{
    private const int PageSize = 50;
    private const int LongestPage = 100;
    private const int MaxIds = 50;

    /// <summary>Requests that have ended, with what came of them; inputs and outputs where they are asked for. Nothing here names their tags.</summary>
    public Reply Requests(FalCall call)
    {
        string[] ids = call.QueryValues("endpoint_id");
        if (ids.Length is 0 or > MaxIds)
            return PlatformErrors.Invalid("endpoint_id takes 1 to 50 ids");
        if (call.QueryText("status") is { } status && status is not ("success" or "error" or "user_error"))
            return PlatformErrors.Invalid("status must be success, error or user_error");
        bool payloads = call.QueryValues("expand").Contains("payloads");
        string? request = call.QueryText("request_id");
        return Page(call, "items", services.Queue.Ended(), static job => job.CompletedAt, job =>
            ids.Contains(job.Run.EndpointId) && (request is null || request == job.RequestId) && (call.QueryText("status") is not { } wanted || wanted == StatusOf(job)), job => Item(job, call, payloads));
    }

    /// <summary>What was billed, with the tags of the requests. For keys with the scope ADMIN.</summary>
    public Reply BillingEvents(FalCall call)
    {
        if (!KeyCheck.IsAdmin(services.Options, call))
            return PlatformErrors.Forbidden();
        string[] ids = call.QueryValues("endpoint_id");
        string? request = call.QueryText("request_id");
        return Page(call, "billing_events", services.Billing.Paid.Reverse(), static paid => paid.At, paid =>
            (ids.Length == 0 || ids.Contains(paid.Run.EndpointId)) && (request is null || request == paid.Run.RequestId), paid => Event(paid.Run, paid.At));
    }

    private Reply Page<T>(FalCall call, string name, IEnumerable<T> all, Func<T, DateTimeOffset> time, Func<T, bool> fits, Func<T, JsonObject> show)
    {
        DateTimeOffset from = services.Clock.GetUtcNow().AddDays(-1), to = DateTimeOffset.MaxValue;
        int limit = PageSize, skip = 0;
        if (!TryTime(call, "start", ref from) || !TryTime(call, "end", ref to))
            return PlatformErrors.Invalid("start and end take an ISO 8601 date or time");
        if (!TryNumber(call, "limit", 1, ref limit))
            return PlatformErrors.Invalid("limit must be a whole number of 1 or more");
        if (!TryNumber(call, "cursor", 0, ref skip))
            return PlatformErrors.Invalid("cursor must be one that an answer gave as next_cursor");
        limit = Math.Min(limit, LongestPage);
        T[] found = [.. all.Where(item => time(item) >= from && time(item) < to && fits(item)).Skip(skip).Take(limit + 1)];
        bool more = found.Length > limit;
        return Reply.Json(200, new JsonObject
        {
            [name] = new JsonArray([.. found.Take(limit).Select(show)]),
            ["next_cursor"] = more ? (skip + limit).ToString(CultureInfo.InvariantCulture) : null,
            ["has_more"] = more,
        });
    }

    private static JsonObject Item(Job job, FalCall call, bool payloads)
    {
        var item = new JsonObject
        {
            ["request_id"] = job.RequestId,
            ["endpoint_id"] = job.Run.EndpointId,
            ["started_at"] = Text(job.StartedAt),
            ["sent_at"] = Text(job.SubmittedAt),
            ["ended_at"] = Text(job.CompletedAt),
            ["status_code"] = job.Run.Failure?.ToReply().Status ?? 200,
            ["duration"] = (job.CompletedAt - job.StartedAt).TotalSeconds,
        };
        if (payloads)
        {
            item["json_input"] = Parsed(job.Run.Input);
            item["json_output"] = job.Run.Failure is null ? Parsed(job.Run.OutputFor(call.Addresses)) : null;
        }

        return item;
    }

    private JsonObject Event(ModelRun run, DateTimeOffset at)
    {
        FalEmulatorPrice price = services.Options.PriceOf(run.EndpointId);
        decimal cost = run.BillableUnits * price.UnitPrice;
        return new JsonObject
        {
            ["request_id"] = run.RequestId,
            ["endpoint_id"] = run.EndpointId,
            ["timestamp"] = Text(at),
            ["output_units"] = run.BillableUnits,
            ["unit_price"] = price.UnitPrice,
            ["percent_discount"] = 0,
            ["cost_subtotal"] = cost,
            ["cost_discount"] = 0,
            ["cost_total"] = cost,
            ["cost_estimate_nano_usd"] = (long)(cost * 1_000_000_000m),
            ["tags"] = new JsonObject([.. run.Terms.Tags.Select(static tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))]),
        };
    }

    private static string StatusOf(Job job) => job.Run.Failure is not { } failure ? "success" : failure.ToReply().Status is >= 400 and < 500 ? "user_error" : "error";

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static JsonNode? Parsed(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonNode.Parse(json.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool TryTime(FalCall call, string name, ref DateTimeOffset time) =>
        call.QueryText(name) is not { } text || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    private static bool TryNumber(FalCall call, string name, int least, ref int number) =>
        call.QueryText(name) is not { } text || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least);
}
