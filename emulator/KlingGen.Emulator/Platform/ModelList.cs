using System.Globalization;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Hosting;

namespace KlingGen.Emulator.Platform;

/// <summary>The catalogue of models with its filters and pages.</summary>
internal static class ModelList
{
    private const int PageSize = 50;

    public static Reply Answer(EndpointCatalog catalog, FalCall call)
    {
        string[] ids = call.QueryValues("endpoint_id");
        string? text = call.QueryText("q");
        string? category = call.QueryText("category");
        bool documents = call.QueryValues("expand").Contains("openapi-3.0");
        int limit = int.TryParse(call.Query("limit"), CultureInfo.InvariantCulture, out int asked) && asked is > 0 and < PageSize ? asked : PageSize;
        int from = int.TryParse(call.Query("cursor"), CultureInfo.InvariantCulture, out int cursor) && cursor > 0 ? cursor : 0;

        EmulatedEndpoint[] fitting = [.. catalog.EndpointIds.Select(id => catalog.Find(id)!).Where(endpoint =>
            (ids.Length == 0 || ids.Contains(endpoint.Id))
            && (text is null || endpoint.Id.Contains(text, StringComparison.OrdinalIgnoreCase))
            && (category is null || endpoint.Metadata("category") == category))];
        bool more = from + limit < fitting.Length;
        return Reply.Json(200, new JsonObject
        {
            ["models"] = new JsonArray([.. fitting.Skip(from).Take(limit).Select(endpoint => Model(endpoint, call.Addresses, documents))]),
            ["next_cursor"] = more ? (from + limit).ToString(CultureInfo.InvariantCulture) : null,
            ["has_more"] = more,
        });
    }

    private static JsonObject Model(EmulatedEndpoint endpoint, Addresses addresses, bool document)
    {
        var model = new JsonObject
        {
            ["endpoint_id"] = endpoint.Id,
            ["metadata"] = new JsonObject
            {
                ["display_name"] = endpoint.Id,
                ["category"] = endpoint.Metadata("category") ?? "unknown",
                ["description"] = endpoint.Metadata("about") ?? "",
                ["status"] = "active",
                ["tags"] = new JsonArray(),
                ["model_url"] = addresses.Of(FalHost.Run, endpoint.Id),
            },
        };
        if (document)
            model["openapi"] = JsonNode.Parse(endpoint.Bytes);
        return model;
    }
}
