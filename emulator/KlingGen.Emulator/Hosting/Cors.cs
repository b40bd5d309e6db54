using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Hosting;

/// <summary>What a browser wants to hear before a page of another origin may call. The emulator's own switches and its journal are for pages of this machine alone.</summary>
internal sealed class Cors(FalEmulatorOptions options)
{
    private const string Methods = "GET, HEAD, POST, PUT, DELETE, OPTIONS";

    private const string Exposed = "x-fal-request-id, x-fal-billable-units, x-fal-error-type, x-fal-needs-retry, x-fal-retryable, x-fal-request-timeout-type, x-fal-served-from, x-fal-runner-hints, "
        + "retry-after, etag, location, content-length, content-range, accept-ranges, content-disposition, x-emulator, x-emulator-failure";

    /// <summary>The answer to an <c>OPTIONS</c>.</summary>
    public Reply Preflight(FalCall call)
    {
        Reply reply = new Reply { Status = 204 }.With("Allow", Methods);
        if (!Allows(call))
            return reply;
        reply.With("Access-Control-Allow-Methods", Methods)
            .With("Access-Control-Max-Age", "600")
            .With("Access-Control-Allow-Headers", Sound(call.Header("Access-Control-Request-Headers")) ?? "authorization, content-type")
            .With("Access-Control-Allow-Private-Network", call.Header("Access-Control-Request-Private-Network") is "true" ? "true" : null);
        return reply;
    }

    /// <summary>Lets the page that asked see the answer.</summary>
    public void AddTo(Reply reply, FalCall call)
    {
        if (!Allows(call))
            return;
        reply.With("Access-Control-Allow-Origin", call.Header("Origin")).With("Access-Control-Expose-Headers", Exposed).With("Vary", "Origin");
    }

    private bool Allows(FalCall call) =>
        options.EnableCors && Sound(call.Header("Origin")) is { Length: > 0 } origin && (call.Target.Host != FalHost.Control || options.AllowRemoteControl || ControlAccess.IsLocalOrigin(origin));

    // It is sent back, so it must be able to stand in a header.
    private static string? Sound(string? text) => text is not null && text.Length <= 4096 && text.All(static c => c is >= ' ' and <= '~') ? text : null;
}
