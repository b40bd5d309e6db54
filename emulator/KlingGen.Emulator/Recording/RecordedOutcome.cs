using System.Globalization;
using System.Text.Json.Nodes;

namespace KlingGen.Emulator.Recording;

/// <summary>What a recorded call came to, by whichever way it was made.</summary>
/// <param name="Status">Status of the answer that ended it.</param>
/// <param name="Body">That answer.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="IsRefusal">Whether the queue refused it, so that no request came to be.</param>
internal sealed record RecordedOutcome(int Status, JsonNode? Body, IReadOnlyDictionary<string, string> Headers, bool IsRefusal)
{
    /// <summary>Outputs of a stream in their order, the last one included; empty for all else.</summary>
    public IReadOnlyList<JsonNode?> Events { get; private init; } = [];

    /// <summary>What the runner wrote.</summary>
    public IReadOnlyList<(string Message, string Level)> Logs { get; private init; } = [];

    /// <summary>What the account paid for, where the service said so.</summary>
    public decimal? BillableUnits => Headers.TryGetValue("x-fal-billable-units", out string? units) && decimal.TryParse(units, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal count) ? count : null;

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The last answer that says how the call ended. One that speaks of the moment (too many requests, no access, an outage) does not.</summary>
    public static RecordedOutcome? Of(RecordedCall call)
    {
        for (int i = call.Exchanges.Count - 1; i >= 0; i--)
        {
            RecordedExchange exchange = call.Exchanges[i];
            switch (exchange.Operation)
            {
                case FalOperation.Stream when exchange is { Status: 200, IsCut: false, Events: [.., var last] }:
                    return new RecordedOutcome(200, last, exchange.Headers, false) { Events = exchange.Events };
                case FalOperation.Run or FalOperation.Stream when exchange.Events is null && IsFinal(exchange.Status):
                case FalOperation.Result when IsFinal(exchange.Status) && !IsUnfinished(exchange):
                    return new RecordedOutcome(exchange.Status, exchange.Body, exchange.Headers, false) { Logs = LogsOf(call) };
                case FalOperation.Submit when exchange.Status >= 400 && IsFinal(exchange.Status):
                    return new RecordedOutcome(exchange.Status, exchange.Body, exchange.Headers, true);
            }
        }
        return null;
    }

    private static bool IsFinal(int status) => status is (>= 200 and < 300 and not 202) or (>= 400 and not (401 or 403 or 408 or 429 or 502 or 503));

    // Asked for too early, or too late.
    private static bool IsUnfinished(RecordedExchange result) => result.Status == 404
        || (result.Status == 400 && result.Body is JsonObject body && body["detail"] is JsonValue detail && detail.TryGetValue(out string? text) && text.Contains("still in progress", StringComparison.OrdinalIgnoreCase));

    private static (string, string)[] LogsOf(RecordedCall call)
    {
        // A status has all lines so far, an event of its stream the new ones.
        IEnumerable<JsonNode?>? lines = call.Exchanges.Where(static exchange => exchange.Operation == FalOperation.Status).Select(static status => LogsOf(status.Body)).LastOrDefault(static logs => logs is { Count: > 0 })
            ?? call.Exchanges.Where(static exchange => exchange.Operation == FalOperation.StatusStream).SelectMany(static stream => stream.Events ?? []).SelectMany(static body => LogsOf(body) ?? []);
        return [.. lines.OfType<JsonObject>().Select(static line => (Text(line, "message") ?? "", Text(line, "level") ?? Text(line["labels"] as JsonObject, "level") ?? "INFO"))];
    }

    private static JsonArray? LogsOf(JsonNode? status) => (status as JsonObject)?["logs"] as JsonArray;

    private static string? Text(JsonObject? owner, string name) => owner?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
