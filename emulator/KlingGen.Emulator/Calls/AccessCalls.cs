using System.Text;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Files;

namespace KlingGen.Emulator.Calls;

/// <summary>Access lists and signed links, on the CDN by token and on the platform by key.</summary>
internal sealed class AccessCalls(EmulatorServices services)
{
    private const double LongestSeconds = 7 * 24 * 3600;
    private const double DefaultSeconds = 24 * 3600;

    public Reply Answer(FalCall call) => call.Target.Host == FalHost.Cdn ? SignOnCdn(call) : OnPlatform(call);

    private Reply SignOnCdn(FalCall call)
    {
        if (services.Tokens.StorageUser(call.Header("Authorization")) is null)
            return Errors.Detail(401, "Invalid or expired storage token");

        string path = string.Join('/', call.Target.Segments[..^1]);
        if (services.Files.Find(path) is null)
            return Errors.Detail(404, "File not found");

        var body = BodyMembers.Of(call, isOptional: true);
        double seconds = body.Number("duration", 1, LongestSeconds) ?? DefaultSeconds;
        return body.Refusal() ?? new Reply { ContentType = "text/plain", Body = Encoding.UTF8.GetBytes(Link(call, path, seconds)) };
    }

    private Reply OnPlatform(FalCall call)
    {
        if (FileStore.PathOf(call.QueryText("url")) is not { } path || services.Files.Find(path) is not { } file)
            return PlatformErrors.NotFound("File not found");

        if (call.Method == "POST")
        {
            var body = BodyMembers.Of(call, isOptional: true);
            double seconds = body.Number("expiration_seconds", 1, LongestSeconds) ?? DefaultSeconds;
            return body.Refusal() is null
                ? Reply.Json(200, new JsonObject { ["signed_url"] = Link(call, path, seconds) })
                : PlatformErrors.Invalid($"The body must be a JSON object, and expiration_seconds a number from 1 to {LongestSeconds}");
        }

        if (call.Method == "PUT")
        {
            var body = JsonBody.Of(call);
            if (body.Problem is not null || !FileRules.AreSound(body.Root))
                return PlatformErrors.Invalid("The body must be a JSON object with 'default' (allow, forbid or hide) and 'rules' (each with 'user' and 'decision')");
            file = file with { Rules = FileRules.Of(body.Root, services.Options) };
            services.Files.Put(path, file, livesFor: null);
        }

        return Reply.Json(200, file.Rules.ToJson());
    }

    private string Link(FalCall call, string path, double seconds) =>
        call.Addresses.Of(FalHost.Cdn, $"{path}?identity={services.Tokens.NewLink(path, TimeSpan.FromSeconds(seconds))}");
}
