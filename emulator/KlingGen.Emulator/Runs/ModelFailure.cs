using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Recording;

namespace KlingGen.Emulator.Runs;

/// <summary>How a request failed: what the result call replays and what the status says about it.</summary>
internal sealed record ModelFailure(int Status, JsonNode Body, string ErrorText, string? ErrorType = null)
{
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static ModelFailure Cancelled() => Platform(499, "client_cancelled", "Request was cancelled by the client");

    /// <summary>The caller's own deadline for the start of work.</summary>
    public static ModelFailure NotStartedInTime()
    {
        ModelFailure failure = Platform(504, "request_timeout", "Request timed out before it could be started");
        failure.Headers["X-Fal-Request-Timeout-Type"] = "user";
        return failure;
    }

    /// <summary>An error of the platform: the type stands in body, header and status.</summary>
    public static ModelFailure Platform(int status, string type, string text) =>
        new(status, new JsonObject { ["detail"] = text, ["error_type"] = type }, text, type);

    /// <summary>An error of the model.</summary>
    public static ModelFailure Model(int status, JsonNode body) => new(status, body, $"Invalid status code: {status}");

    /// <summary>The failure of a recorded call; null where it succeeded.</summary>
    public static ModelFailure? Of(RecordedOutcome outcome)
    {
        if (outcome.IsSuccess)
            return null;

        outcome.Headers.TryGetValue("x-fal-error-type", out string? type);
        ModelFailure failure = Model(outcome.Status, outcome.Body ?? new JsonObject()) with { ErrorType = type };
        foreach ((string name, string value) in outcome.Headers)
        {
            if (name.StartsWith("x-fal-", StringComparison.OrdinalIgnoreCase) && !name.Equals("x-fal-request-id", StringComparison.OrdinalIgnoreCase))
                failure.Headers[name] = value;
        }
        return failure;
    }

    public Reply ToReply()
    {
        Reply reply = Reply.Json(Status, Body).With("X-Fal-Error-Type", ErrorType).With("X-Fal-Billable-Units", Status == 422 ? "0" : null);
        foreach ((string name, string value) in Headers)
            reply.With(name, value);
        return reply;
    }
}
