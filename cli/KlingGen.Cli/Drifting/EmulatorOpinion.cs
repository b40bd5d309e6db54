using System.Text.Json.Nodes;
using KlingGen.Emulator;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Recording;
using KlingGen.Emulator.Runs;
using Op = KlingGen.Emulator.FalOperation;

namespace KlingGen.Cli.Drifting;

/// <summary>Where the emulator does otherwise than the service did with the same input.</summary>
internal static class EmulatorOpinion
{
    /// <returns>Kind of finding, path and sentence.</returns>
    public static IEnumerable<(string Kind, string Path, string What)> Of(RecordedCall call, IReadOnlyList<RecordedExchange> emulated)
    {
        foreach (RecordedExchange exchange in call.Exchanges)
        {
            if (exchange.Operation == Op.Submit)
                foreach (var found in Submit(exchange, emulated[0]))
                    yield return found;
            foreach (JsonNode? status in exchange.Operation == Op.StatusStream ? exchange.Events ?? [] : exchange.Operation == Op.Status && exchange.Status < 300 ? [exchange.Body] : [])
                foreach (var found in Status(status, exchange, emulated))
                    yield return found;
        }
        if (call.Outcome is { } outcome)
            foreach (var found in Outcome(outcome, emulated[^1]))
                yield return found;
    }

    private static IEnumerable<(string, string, string)> Submit(RecordedExchange recorded, RecordedExchange emulated)
    {
        // Too many requests, no access, an outage: these are of the moment.
        if (recorded.Status is >= 200 and < 300 && emulated.Status != recorded.Status)
            yield return (DriftKinds.Status, "$", $"the service answered the submit with {recorded.Status}, the emulator with {emulated.Status}");
        if (recorded.Status is >= 200 and < 300)
            foreach (var found in ShapeDifference.Of(recorded.Body, emulated.Body))
                yield return (found.Kind, found.Path, "of the submit's answer " + found.What);
    }

    private static IEnumerable<(string, string, string)> Status(JsonNode? recorded, RecordedExchange exchange, IReadOnlyList<RecordedExchange> emulated)
    {
        string? state = StateOf(recorded);
        if (state is null)
            yield break;
        if (emulated.FirstOrDefault(seen => seen.Operation == Op.Status && StateOf(seen.Body) == state) is not { } same)
        {
            if (state is not ("IN_QUEUE" or "IN_PROGRESS" or "COMPLETED"))
                yield return (DriftKinds.Status, "$.status", $"the service gave the status '{state}', which the emulator does not know");
            yield break;
        }
        if (exchange.Operation == Op.Status && exchange.Status != same.Status)
            yield return (DriftKinds.Status, "$", $"the service answered a status {state} with {exchange.Status}, the emulator with {same.Status}");
        foreach (var found in ShapeDifference.Of(recorded, same.Body))
            yield return (found.Kind, found.Path, $"of the status {state} {found.What}");
    }

    private static IEnumerable<(string, string, string)> Outcome(RecordedOutcome recorded, RecordedExchange emulated)
    {
        bool hasWorked = emulated.Status is >= 200 and < 300;
        if (recorded.IsSuccess)
        {
            if (!hasWorked)
                yield return (DriftKinds.Status, FirstPath(emulated.Body), $"the service answered with {recorded.Status}, the emulator with {emulated.Status}");
            else
                foreach (string header in recorded.Headers.Keys.Where(static name => name.StartsWith("x-fal-", StringComparison.OrdinalIgnoreCase)).Except(emulated.Headers.Keys, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal))
                    yield return (DriftKinds.HeaderNotEmulated, "$", $"the service sends the header '{header}' with a result, the emulator does not");
            yield break;
        }
        if (emulated.Status == recorded.Status)
            yield break;

        string? type = recorded.Headers.TryGetValue("x-fal-error-type", out string? named) ? named : DetailOf(recorded.Body)?["type"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        if (type is not null && FailureTable.Types.Contains(type))
        {
            int status = FailureTable.Make(type, new WantedFailure(type, 1, null, null, null), new FalEmulatorOptions()).Status;
            if (status != recorded.Status)
                yield return (DriftKinds.Status, "$", $"the service answers the error '{type}' with {recorded.Status}, the emulator with {status}");
        }
        else if (recorded.Status == 422)
        {
            yield return (DriftKinds.InputRefusedByService, FirstPath(recorded.Body), $"the service refuses this input ({MessageOf(recorded.Body)}), the emulator answers it with {emulated.Status}");
        }
        else
        {
            yield return (DriftKinds.ErrorNotEmulated, "$", $"the service answered with {recorded.Status}{(type is null ? "" : $" and the error '{type}'")}, which the emulator never gives");
        }
    }

    private static JsonObject? DetailOf(JsonNode? body) => ((body as JsonObject)?["detail"] as JsonArray)?.FirstOrDefault() as JsonObject;

    private static string FirstPath(JsonNode? body) => SchemaOpinion.PathOf(DetailOf(body)?["loc"]);

    private static string MessageOf(JsonNode? body) => DetailOf(body)?["msg"]?.ToString() ?? (body as JsonObject)?["detail"]?.ToString() ?? "it does not say why";

    private static string? StateOf(JsonNode? status) => (status as JsonObject)?["status"] is JsonValue value && value.TryGetValue(out string? state) ? state : null;
}
