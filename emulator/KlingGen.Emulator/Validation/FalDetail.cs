using System.Text.Json.Nodes;

namespace KlingGen.Emulator.Validation;

/// <summary>One entry of the service's <c>detail</c> list.</summary>
internal static class FalDetail
{
    public static JsonObject Of(JsonArray loc, string message, string type, JsonObject? context, JsonNode? input)
    {
        var detail = new JsonObject { ["loc"] = loc, ["msg"] = message, ["type"] = type, ["url"] = "https://docs.fal.ai/errors/#" + type };
        if (context is not null)
            detail["ctx"] = context;
        detail["input"] = input;
        return detail;
    }

    /// <param name="position">Where reading had to end, in characters from 0.</param>
    /// <param name="reason">Why.</param>
    public static JsonObject NotJson(int position, string reason) =>
        Of(["body", position], "JSON decode error: " + reason, "json_invalid", new JsonObject { ["error"] = reason }, new JsonObject());
}
