using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Faults;

namespace KlingGen.Emulator.Calls;

/// <summary>The emulator's own switches, for programs in other languages and other processes.</summary>
internal sealed class ControlCalls(EmulatorServices services)
{
    public Reply Answer(FalCall call) => (call.Method, call.Target.Segments) switch
    {
        ("GET", ["health"]) => Health(call),
        ("GET", ["journal"]) => Journal(call),
        ("GET", ["billing"]) => Billing(),
        ("DELETE", ["journal"]) => Done(services.Journal.Clear),
        ("GET", ["faults"]) => Rules(),
        ("POST", ["faults"]) => AddFaults(call),
        ("DELETE", ["faults"]) => Done(services.Faults.Clear),
        ("GET", ["webhooks"]) => Webhooks(),
        ("GET", ["clock"]) => Clock(static _ => { }),
        ("POST", ["clock"]) => SetClock(call),
        _ => Errors.Detail(404, "The emulator has health, journal, billing, faults, webhooks and clock here."),
    };

    private static Reply Done(Action action)
    {
        action();
        return new Reply { Status = 204 };
    }

    private Reply Health(FalCall call) => Reply.Json(200, new JsonObject
    {
        ["status"] = "ok",
        ["address"] = call.Addresses.Root ?? services.Context.Origin.ToString(),
        ["endpoints"] = new JsonArray([.. services.Catalog.EndpointIds.Select(static id => (JsonNode)id)]),
    });

    private Reply Rules() => Reply.Json(200, new JsonArray([.. services.Faults.Rules.Select(static fault => (JsonNode)FaultText.Write(fault))]));

    /// <summary>The account's book, with a sum for each currency.</summary>
    private Reply Billing()
    {
        IReadOnlyList<FalBillingEvent> events = services.Billing.Events;
        return Reply.Json(200, new JsonObject
        {
            ["events"] = new JsonArray([.. events.Select(static billed => (JsonNode)new JsonObject
            {
                ["request_id"] = billed.RequestId,
                ["endpoint_id"] = billed.EndpointId,
                ["units"] = billed.Units,
                ["cost"] = billed.Cost,
                ["currency"] = billed.Currency,
            })]),
            ["totals"] = new JsonObject(events.GroupBy(static billed => billed.Currency, StringComparer.Ordinal).OrderBy(static sum => sum.Key, StringComparer.Ordinal)
                .Select(static sum => KeyValuePair.Create(sum.Key, (JsonNode?)sum.Sum(static billed => billed.Cost)))),
        });
    }

    private Reply Webhooks() => Reply.Json(200, new JsonArray([.. services.Webhooks.Deliveries.Select(static delivery => (JsonNode)new JsonObject
    {
        ["request_id"] = delivery.RequestId,
        ["target"] = delivery.Target.AbsoluteUri,
        ["attempt"] = delivery.Attempt,
        ["status"] = delivery.StatusCode,
        ["body"] = delivery.Body,
    })]));

    /// <summary>What the clock shows, once something was done to it.</summary>
    private Reply Clock(Action<FalEmulatorClock> change)
    {
        if (services.Clock is not FalEmulatorClock clock)
            return Errors.Detail(409, "The clock of this emulator is its program's own. Set FalEmulatorOptions.TimeProvider to a FalEmulatorClock to move it from here.");
        change(clock);
        return Reply.Json(200, new JsonObject { ["now"] = clock.GetUtcNow().ToString("O"), ["running"] = clock.IsRunning });
    }

    private Reply SetClock(FalCall call)
    {
        const string Wanted = """The body is {"running":true}, {"running":false} or {"advance_seconds":60}, from 0 to 315360000.""";
        try
        {
            return JsonNode.Parse(call.Body) switch
            {
                JsonObject { Count: 1 } asked when asked["running"] is JsonValue value && value.TryGetValue(out bool running) => Clock(running ? static clock => clock.Start() : static clock => clock.Stop()),
                JsonObject { Count: 1 } asked when asked["advance_seconds"] is JsonValue value && value.TryGetValue(out double seconds) && seconds is >= 0 and <= 315_360_000 => Clock(clock => clock.Advance(TimeSpan.FromSeconds(seconds))),
                _ => Errors.Detail(400, Wanted),
            };
        }
        catch (JsonException)
        {
            return Errors.Detail(400, Wanted);
        }
    }

    /// <summary>One fault a line, in the form of the request header.</summary>
    private Reply AddFaults(FalCall call)
    {
        try
        {
            services.Faults.AddLines(Encoding.UTF8.GetString(call.Body));
            return new Reply { Status = 204 };
        }
        catch (FormatException e)
        {
            return Errors.Detail(400, e.Message);
        }
    }

    private Reply Journal(FalCall call)
    {
        string? asked = call.Query("operation");
        FalOperation? operation = asked is null ? null : FaultText.Named<FalOperation>(asked);
        if (asked is not null && operation is null)
            return Errors.Detail(400, $"'{asked}' is not an operation. Operations: {string.Join(", ", Enum.GetNames<FalOperation>())}.");
        return Reply.Json(200, writer =>
        {
            writer.WriteStartArray();
            foreach (FalJournalEntry entry in services.Journal.Where(entry => operation is null ? entry.Operation != FalOperation.Control : entry.Operation == operation))
                WriteEntry(writer, entry);
            writer.WriteEndArray();
        });
    }

    private static void WriteEntry(Utf8JsonWriter writer, FalJournalEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteNumber("sequence"u8, entry.Sequence);
        writer.WriteString("received_at"u8, entry.ReceivedAt);
        writer.WriteString("operation"u8, entry.Operation.ToString());
        writer.WriteString("method"u8, entry.Method);
        writer.WriteString("path"u8, entry.Path);
        writer.WriteStartObject("headers"u8);
        foreach ((string name, string value) in entry.Headers)
            writer.WriteString(name, value);
        writer.WriteEndObject();
        writer.WriteStartArray("unknown_headers"u8);
        foreach (string name in entry.UnknownHeaders)
            writer.WriteStringValue(name);
        writer.WriteEndArray();
        writer.WriteNumber("body_length"u8, entry.BodyLength);
        writer.WriteString("body_sha256"u8, entry.BodySha256);
        writer.WriteBoolean("body_complete"u8, entry.BodyComplete);
        writer.WriteString("body"u8, entry.BodyText);
        writer.WriteString("endpoint"u8, entry.Endpoint);
        writer.WriteString("request_id"u8, entry.RequestId);
        writer.WriteNumber("status"u8, entry.Status);
        writer.WriteString("fault"u8, entry.Fault);
        writer.WriteString("answer"u8, Encoding.UTF8.GetString(entry.Answer.Span));
        writer.WriteEndObject();
    }
}
