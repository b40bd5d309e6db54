using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Auth;

/// <summary>Lets a call in or answers 401 in the service's words.</summary>
internal sealed class KeyCheck(FalEmulatorOptions options, TokenStore tokens)
{
    /// <returns>Null when the call may go on.</returns>
    public Reply? Refuse(FalCall call)
    {
        if (!NeedsKey(call))
            return null;

        // The platform host has errors of its own shape.
        Reply? refusal = Check(call);
        return refusal is not null && call.Target.Host == FalHost.Platform ? PlatformErrors.Unauthorized() : refusal;
    }

    private Reply? Check(FalCall call)
    {
        if (call.QueryText("fal_jwt_token") is { } jwt)
            return tokens.IsShortLived(jwt) ? null : Errors.UnknownKey();

        string? authorization = call.Header("Authorization");
        if (string.IsNullOrWhiteSpace(authorization))
            return options.AllowAnonymous ? null : Errors.MissingKey(call.Endpoint?.Application);

        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return options.AllowAnyKey ? null : Errors.UnknownKey();

        if (!authorization.StartsWith("Key ", StringComparison.OrdinalIgnoreCase))
            return Errors.MalformedKey();

        string key = authorization[4..].Trim();
        int colon = key.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == key.Length - 1)
            return Errors.MalformedKey();

        return options.AllowAnyKey || options.ApiKeys.Contains(key) || options.AdminKeys.Contains(key) ? null : Errors.UnknownKey();
    }

    /// <summary>Whether the key of a call that was let in has the scope ADMIN.</summary>
    public static bool IsAdmin(FalEmulatorOptions options, FalCall call) =>
        call.Header("Authorization") is { } header && header.StartsWith("Key ", StringComparison.OrdinalIgnoreCase) && options.AdminKeys.Contains(header[4..].Trim());

    private static bool NeedsKey(FalCall call) => call.Target.Host switch
    {
        FalHost.Run or FalHost.Queue => true,
        FalHost.Rest => call.Operation != FalOperation.WebhookKeys,

        // The catalogue is open to callers without a key; a wrong one is refused everywhere.
        FalHost.Platform => call.Operation is FalOperation.FileAccess or FalOperation.Requests or FalOperation.BillingEvents || !string.IsNullOrWhiteSpace(call.Header("Authorization")),
        _ => false,
    };
}
