using System.Text.Json.Nodes;

namespace KlingGen.Emulator.Exchange;

/// <summary>Errors of the platform host, which have a shape of their own.</summary>
internal static class PlatformErrors
{
    public static Reply Invalid(string message) => Of(400, "validation_error", message);

    public static Reply NotFound(string message) => Of(404, "not_found", message);

    public static Reply Unauthorized() => Of(401, "authorization_error", "The API key is missing or not valid");

    public static Reply Forbidden() => Of(403, "authorization_error", "This call needs a key with the scope ADMIN");

    private static Reply Of(int status, string type, string message) =>
        Reply.Json(status, new JsonObject { ["error"] = new JsonObject { ["type"] = type, ["message"] = message } });
}
