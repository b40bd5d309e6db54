using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Hosting;

namespace KlingGen.Emulator.Calls;

/// <summary>Tokens for storage and for callers without a key.</summary>
internal sealed class TokenCalls(EmulatorServices services)
{
    private const double DefaultSeconds = 120;

    public Reply Storage(FalCall call)
    {
        TimeSpan life = TimeSpan.FromSeconds(Number(call, "expiration_seconds") ?? services.Options.StorageTokenLife.TotalSeconds);
        (string token, DateTimeOffset end) = services.Tokens.NewStorage(services.Options.UserOfKey(call.Header("Authorization")), life);
        return Reply.Json(200, new JsonObject
        {
            ["token"] = token,
            ["token_type"] = "Bearer",
            ["base_url"] = call.Addresses.Of(FalHost.Cdn, "").TrimEnd('/'),
            ["expires_at"] = end,
            ["created_at"] = services.Clock.GetUtcNow(),
        });
    }

    /// <summary>The old address answers with a bare string, the new one with an object.</summary>
    public Reply ShortLived(FalCall call)
    {
        bool old = call.Target.Segments.Length == 1;
        double seconds = Number(call, old ? "token_expiration" : "duration") ?? DefaultSeconds;
        (string token, _) = services.Tokens.NewShortLived(TimeSpan.FromSeconds(seconds));
        return Reply.Json(200, old ? JsonValue.Create(token) : new JsonObject { ["token"] = token });
    }

    private static double? Number(FalCall call, string name)
    {
        if (!call.TryReadJson(out JsonDocument? document))
            return null;

        using (document)
        {
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out JsonElement value)
                && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
        }
    }
}
