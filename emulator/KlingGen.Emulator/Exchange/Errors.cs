using System.Text.Json.Nodes;

namespace KlingGen.Emulator.Exchange;

/// <summary>The service's plain error bodies, word for word where they are known.</summary>
internal static class Errors
{
    public static Reply Detail(int status, string text) => Reply.Json(status, new JsonObject { ["detail"] = text });

    public static Reply UnknownKey() => Detail(401, "No user found for Key ID and Secret");

    public static Reply MalformedKey() => Detail(401, "Invalid Key Authorization header format. Expected '<key_id>:<key_secret>'.");

    public static Reply MissingKey(string? application) => Detail(401, application is null
        ? "Authentication is required to access this resource."
        : $"Cannot access application '{application}'. Authentication is required to access this application.");

    public static Reply UnknownApplication(string application) => Detail(404, $"Application \"{application}\" not found");

    public static Reply UnknownPath(string path) => Detail(404, $"Path /{path} not found");

    public static Reply UnknownRequest() => Reply.Json(404, new JsonObject { ["status"] = "NOT_FOUND" });

    public static Reply StillInProgress() => Detail(400, "Request is still in progress");

    public static Reply TooManyRequests() => Reply.Json(429, new JsonObject
    {
        ["detail"] = "Too many concurrent requests. Retry when one of them has finished.",
        ["error_type"] = "concurrent_requests_limit",
    }).With("X-Fal-Error-Type", "concurrent_requests_limit").With("X-Fal-Needs-Retry", "1");

    /// <summary>A body that is not taken to its end. The rest of it would be read as the next request, so the connection is closed.</summary>
    public static Reply Body(BodyEnd end, long? longest) => (end == BodyEnd.TooLong
        ? Detail(413, $"The emulator takes a body of up to {longest} bytes here. Shorten it, upload media and give their addresses, or set FalEmulatorOptions.MaxInputBytes or MaxUploadBytes.")
        : Detail(400, "The body breaks the rules of HTTP: its chunks or its length are not what the headers say.")).With("Connection", "close");

    /// <summary>An error of the platform rather than of the model: the type stands in body and header.</summary>
    public static Reply Platform(int status, string type, string text) =>
        Reply.Json(status, new JsonObject { ["detail"] = text, ["error_type"] = type }).With("X-Fal-Error-Type", type);
}
