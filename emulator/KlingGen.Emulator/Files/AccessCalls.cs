using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Hosting;
using KlingGen.Emulator.Platform;

namespace KlingGen.Emulator.Files;

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

        return new Reply { ContentType = "text/plain", Body = Encoding.UTF8.GetBytes(Link(call, path, Seconds(call, "duration"))) };
    }

    private Reply OnPlatform(FalCall call)
    {
        if (FileStore.PathOf(call.QueryText("url")) is not { } path || services.Files.Find(path) is not { } file)
            return PlatformErrors.NotFound("File not found");

        if (call.Method == "POST")
            return Reply.Json(200, new JsonObject { ["signed_url"] = Link(call, path, Seconds(call, "expiration_seconds")) });

        if (call.Method == "PUT")
        {
            if (!call.TryReadJson(out JsonDocument? document))
                return PlatformErrors.Invalid("The body is not JSON");
            using (document)
                file = file with { Rules = FileRules.Of(document.RootElement, services.Options) };
            services.Files.Put(path, file, livesFor: null);
        }

        return Reply.Json(200, file.Rules.ToJson());
    }

    private string Link(FalCall call, string path, double seconds) =>
        call.Addresses.Of(FalHost.Cdn, $"{path}?identity={services.Tokens.NewLink(path, TimeSpan.FromSeconds(seconds))}");

    private static double Seconds(FalCall call, string name)
    {
        if (!call.TryReadJson(out JsonDocument? document))
            return DefaultSeconds;

        using (document)
        {
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out JsonElement value)
                && value.ValueKind == JsonValueKind.Number ? Math.Clamp(value.GetDouble(), 1, LongestSeconds) : DefaultSeconds;
        }
    }
}
