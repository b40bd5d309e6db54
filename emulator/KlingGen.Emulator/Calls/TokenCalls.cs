using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Calls;

/// <summary>Tokens for storage and for callers without a key.</summary>
internal sealed class TokenCalls(EmulatorServices services)
{
    private const double DefaultSeconds = 120;
    private const double LongestSeconds = 30 * 24 * 3600;

    public Reply Storage(FalCall call)
    {
        var body = BodyMembers.Of(call, isOptional: true);
        double? asked = body.Number("expiration_seconds", 1, LongestSeconds);
        if (body.Refusal() is { } refusal)
            return refusal;

        TimeSpan life = asked is { } seconds ? TimeSpan.FromSeconds(seconds) : services.Options.StorageTokenLife;
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
        var body = BodyMembers.Of(call, isOptional: true);
        double seconds = body.Number(old ? "token_expiration" : "duration", 1, LongestSeconds) ?? DefaultSeconds;
        if (body.Refusal() is { } refusal)
            return refusal;

        (string token, _) = services.Tokens.NewShortLived(TimeSpan.FromSeconds(seconds));
        return Reply.Json(200, old ? JsonValue.Create(token) : new JsonObject { ["token"] = token });
    }
}
