using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Calls;

/// <summary>The platform's catalogue: models, prices, documents.</summary>
internal sealed class PlatformCalls(EmulatorServices services)
{
    // The documents have no dates; all of them are of the moment in which they began to be served.
    private readonly DateTimeOffset _started = services.Clock.GetUtcNow();

    public static Reply Meta() => Reply.Json(200, new JsonObject { ["webhook_ip_ranges"] = new JsonArray("127.0.0.1/32") });

    public Reply Schema(FalCall call) => call.QueryText("endpoint_id") is { } id && services.Catalog.Find(id) is { } endpoint
        ? Reply.Json(200, endpoint.Bytes)
        : Reply.Json(404, (JsonNode?)null);

    public Reply Pricing(FalCall call)
    {
        string[] ids = call.QueryValues("endpoint_id");
        if (ids.Length is 0 or > 50)
            return PlatformErrors.Invalid("endpoint_id takes 1 to 50 ids");

        if (Array.Find(ids, id => services.Catalog.Find(id) is null) is { } unknown)
            return PlatformErrors.NotFound($"Endpoint '{unknown}' not found");

        return Reply.Json(200, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("prices"u8);
            foreach (string id in ids)
            {
                FalEmulatorPrice price = services.Options.PriceOf(id);
                writer.WriteStartObject();
                writer.WriteString("endpoint_id"u8, id);
                writer.WriteNumber("unit_price"u8, price.UnitPrice);
                writer.WriteString("unit"u8, price.Unit);
                writer.WriteString("currency"u8, price.Currency);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteNull("next_cursor"u8);
            writer.WriteBoolean("has_more"u8, false);
            writer.WriteEndObject();
        });
    }

    public Reply Models(FalCall call) => ModelList.Answer(services.Catalog, call, _started);
}
