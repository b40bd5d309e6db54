using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Runs;

/// <summary>Every error type the service documents, with its status and the facts that come with it.</summary>
internal static class FailureTable
{
    private static readonly Dictionary<string, (int Status, bool Retryable)> Platform = new(StringComparer.Ordinal)
    {
        ["request_timeout"] = (504, true),
        ["startup_timeout"] = (504, true),
        ["runner_scheduling_failure"] = (503, true),
        ["runner_connection_timeout"] = (503, true),
        ["runner_disconnected"] = (503, true),
        ["runner_connection_refused"] = (503, true),
        ["runner_connection_error"] = (503, true),
        ["runner_incomplete_response"] = (502, false),
        ["runner_server_error"] = (500, false),
        ["internal_error"] = (500, false),
        ["client_disconnected"] = (499, false),
        ["client_cancelled"] = (499, false),
        ["bad_request"] = (400, false),
    };

    private static readonly Dictionary<string, (int Status, string? Context)> Model = new(StringComparer.Ordinal)
    {
        ["internal_server_error"] = (500, null),
        ["generation_timeout"] = (504, null),
        ["downstream_service_error"] = (400, null),
        ["downstream_service_unavailable"] = (500, null),
        ["content_policy_violation"] = (422, null),
        ["no_media_generated"] = (422, null),
        ["image_load_error"] = (422, null),
        ["file_download_error"] = (422, null),
        ["face_detection_error"] = (422, null),
        ["feature_not_supported"] = (422, null),
        ["image_too_small"] = (422, """{"min_height":300,"min_width":300}"""),
        ["image_too_large"] = (422, """{"max_height":4096,"max_width":4096}"""),
        ["file_too_large"] = (422, """{"max_size":10485760}"""),
        ["greater_than"] = (422, """{"gt":0}"""),
        ["greater_than_equal"] = (422, """{"ge":1}"""),
        ["less_than"] = (422, """{"lt":10}"""),
        ["less_than_equal"] = (422, """{"le":9}"""),
        ["multiple_of"] = (422, """{"multiple_of":8}"""),
        ["sequence_too_short"] = (422, """{"min_length":1}"""),
        ["sequence_too_long"] = (422, """{"max_length":4}"""),
        ["one_of"] = (422, """{"expected":["a","b"]}"""),
        ["invalid_archive"] = (422, """{"supported_extensions":[".zip"]}"""),
        ["archive_file_count_below_minimum"] = (422, """{"min_count":4,"provided_count":1,"supported_extensions":[".png"]}"""),
        ["archive_file_count_exceeds_maximum"] = (422, """{"max_count":100,"provided_count":200,"supported_extensions":[".png"]}"""),
        ["audio_duration_too_long"] = (422, """{"max_duration":60,"provided_duration":90}"""),
        ["audio_duration_too_short"] = (422, """{"min_duration":2,"provided_duration":1}"""),
        ["video_duration_too_long"] = (422, """{"max_duration":10,"provided_duration":30}"""),
        ["video_duration_too_short"] = (422, """{"min_duration":3,"provided_duration":1}"""),
        ["unsupported_audio_format"] = (422, """{"supported_formats":["mp3","wav"]}"""),
        ["unsupported_image_format"] = (422, """{"supported_formats":["png","jpeg"]}"""),
        ["unsupported_video_format"] = (422, """{"supported_formats":["mp4"]}"""),
    };

    public static IEnumerable<string> Types => Platform.Keys.Concat(Model.Keys);

    /// <summary>Whether the platform itself tries such a request again.</summary>
    public static bool PlatformRetries(string type) => Platform.TryGetValue(type, out (int Status, bool Retryable) row) && row.Retryable;

    public static ModelFailure Make(string type, WantedFailure fault, FalEmulatorOptions options)
    {
        string text = fault.Body ?? $"{char.ToUpperInvariant(type[0])}{type[1..].Replace('_', ' ')}";
        if (Platform.TryGetValue(type, out (int Status, bool Retryable) platform))
        {
            var failure = ModelFailure.Platform(fault.StatusCode ?? platform.Status, type, text);
            failure.Headers["X-Fal-Needs-Retry"] = platform.Retryable ? "1" : "0";
            return failure;
        }

        if (!Model.TryGetValue(type, out (int Status, string? Context) row))
            throw new FormatException($"No failure has the type '{type}'. Types: {string.Join(", ", Types)}.");

        int status = fault.StatusCode ?? row.Status;
        var detail = new JsonObject { ["loc"] = new JsonArray("body"), ["msg"] = text, ["type"] = type, ["url"] = "https://docs.fal.ai/errors/#" + type };
        if (row.Context is not null)
            detail["ctx"] = JsonNode.Parse(row.Context);
        var model = ModelFailure.Model(status, new JsonObject { ["detail"] = new JsonArray(detail) });
        bool retryable = fault.Retryable ?? type == "downstream_service_unavailable";
        if (options.RetryHint is FalRetryHint.Retryable or FalRetryHint.Both)
            model.Headers["X-Fal-Retryable"] = retryable ? "true" : "false";
        if (options.RetryHint is FalRetryHint.NeedsRetry or FalRetryHint.Both)
            model.Headers["X-Fal-Needs-Retry"] = retryable ? "1" : "0";
        return model;
    }
}
