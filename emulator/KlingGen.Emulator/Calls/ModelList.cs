using System.Globalization;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Calls;

/// <summary>The catalogue of models with its filters and pages.</summary>
internal static class ModelList
{
    private const int PageSize = 50;
    private const int LongestPage = 100;
    private const int MaxIds = 50;

    // A picture of one transparent point, for documents that name none: an address that leads somewhere.
    private const string NoPicture = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    private static readonly string[] States = ["active", "deprecated"];
    private static readonly string[] Expansions = ["openapi-3.0", "enterprise_status"];

    public static Reply Answer(EndpointCatalog catalog, FalCall call, DateTimeOffset started)
    {
        string[] ids = call.QueryValues("endpoint_id");
        string? text = call.QueryText("q");
        string? category = call.QueryText("category");
        string? status = call.QueryText("status");
        string[] expand = call.QueryValues("expand");
        if (ids.Length > MaxIds)
            return PlatformErrors.Invalid("endpoint_id takes 1 to 50 ids");
        if (status is not null && !States.Contains(status))
            return PlatformErrors.Invalid("status must be active or deprecated");
        if (Array.Find(expand, static name => !Expansions.Contains(name)) is { } unknown)
            return PlatformErrors.Invalid($"expand does not know '{unknown}'; it takes {string.Join(" and ", Expansions)}");
        if (!TryNumber(call, "limit", PageSize, 1, out int limit))
            return PlatformErrors.Invalid("limit must be a whole number of 1 or more");
        if (!TryNumber(call, "cursor", 0, 0, out int from))
            return PlatformErrors.Invalid("cursor must be one that an answer gave as next_cursor");

        limit = Math.Min(limit, LongestPage);
        EmulatedEndpoint[] fitting = [.. catalog.EndpointIds.Select(id => catalog.Find(id)!).Where(endpoint =>
            (ids.Length == 0 || ids.Contains(endpoint.Id))
            && (text is null || endpoint.Id.Contains(text, StringComparison.OrdinalIgnoreCase))
            && status != "deprecated"
            && (category is null || endpoint.Metadata("category") == category))];
        bool more = (long)from + limit < fitting.Length;
        return Reply.Json(200, new JsonObject
        {
            ["models"] = new JsonArray([.. fitting.Skip(from).Take(limit).Select(endpoint => Model(endpoint, call.Addresses, started, expand))]),
            ["next_cursor"] = more ? (from + limit).ToString(CultureInfo.InvariantCulture) : null,
            ["has_more"] = more,
        });
    }

    private static bool TryNumber(FalCall call, string name, int otherwise, int least, out int number)
    {
        number = otherwise;
        return call.QueryText(name) is not { } text || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least);
    }

    /// <summary>All that the platform's document requires. What an endpoint's document does not say is nothing in particular.</summary>
    private static JsonObject Model(EmulatedEndpoint endpoint, Addresses addresses, DateTimeOffset started, string[] expand)
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
                ["updated_at"] = started,
                ["is_favorited"] = false,
                ["thumbnail_url"] = endpoint.Metadata("thumbnailUrl") ?? NoPicture,
                ["model_url"] = addresses.Of(FalHost.Run, endpoint.Id),
                ["date"] = started,
                ["highlighted"] = false,
                ["pinned"] = false,
            },
        };
        if (expand.Contains("openapi-3.0"))
            model["openapi"] = JsonObject.Create(endpoint.Document);
        if (expand.Contains("enterprise_status"))
            model["enterprise_status"] = "ready";
        return model;
    }
}
