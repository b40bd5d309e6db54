using System.Text.Json.Nodes;
using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Runtime.Tests.Support;

namespace Runtime.Tests.Http;

/// <summary>Which requests ask for HTTP/2.</summary>
public sealed class HttpVersionTests
{
    private const string Id = "fal-ai/kling-image/v3/text-to-image";

    [Theory]
    [InlineData(true, false, "2.0", HttpVersionPolicy.RequestVersionOrLower)]
    [InlineData(true, true, "1.1", HttpVersionPolicy.RequestVersionOrLower)]
    [InlineData(false, false, "1.1", HttpVersionPolicy.RequestVersionOrLower)]
    [InlineData(false, true, "1.1", HttpVersionPolicy.RequestVersionOrLower)]
    public void Of_its_own_requests_the_client_shares_what_is_free(bool useHttp2, bool alone, string version, HttpVersionPolicy policy)
    {
        OnNetStandard.Skip("HTTP/1.1 is all that its handler speaks.");
        using var sender = new ApiSender(foreign: null, useHttp2);
        Check(sender, alone, version, policy);
    }

    [Theory]
    [InlineData("1.1", HttpVersionPolicy.RequestVersionOrLower, "1.1", "1.1")]
    [InlineData("2.0", HttpVersionPolicy.RequestVersionOrLower, "2.0", "1.1")]
    [InlineData("3.0", HttpVersionPolicy.RequestVersionOrLower, "3.0", "1.1")]
    [InlineData("2.0", HttpVersionPolicy.RequestVersionExact, "2.0", "2.0")]
    [InlineData("1.1", HttpVersionPolicy.RequestVersionOrHigher, "1.1", "1.1")]
    [InlineData("2.0", HttpVersionPolicy.RequestVersionOrHigher, "2.0", "2.0")]
    public void A_client_of_the_callers_own_decides_and_may_insist(string asked, HttpVersionPolicy policy, string free, string paid)
    {
        OnNetStandard.Skip("HTTP/1.1 is all that its handler speaks.");
        using var http = new HttpClient { DefaultRequestVersion = Version.Parse(asked), DefaultVersionPolicy = policy };
        using var sender = new ApiSender(http);
        Check(sender, alone: false, free, policy);
        Check(sender, alone: true, paid, policy);
        using var off = new ApiSender(http, useHttp2: false);
        Check(off, alone: false, "1.1", HttpVersionPolicy.RequestVersionOrLower);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AddFal_asks_for_it_unless_it_is_off(bool useHttp2)
    {
        OnNetStandard.Skip("HTTP/1.1 is all that its handler speaks.");
        await using FalEmulator emulator = await FalEmulator.StartAsync(new FalEmulatorOptions
        {
            Schemas = { Repository.File("schemas/kling-image-v3-text-to-image.json") },
            Timing = FalEmulatorTiming.Instant,
            DrawPictures = false,
        }, TestContext.Current.CancellationToken);
        var seen = new List<string>();
        var services = new ServiceCollection();
        services.AddFal(options =>
        {
            FalClientOptions local = FalClientOptions.ForEmulator(emulator.Address);
            (options.ApiKey, options.RunBaseAddress, options.QueueBaseAddress) = (local.ApiKey, local.RunBaseAddress, local.QueueBaseAddress);
            options.UseHttp2 = useHttp2;
        }).AddHttpMessageHandler(() => new Recorder(seen));
        await using ServiceProvider provider = services.BuildServiceProvider();
        FalClient client = provider.GetRequiredService<FalClient>();
        await client.Endpoint(Id).SubscribeAsync(FalJson.Parse(new JsonObject { ["prompt"] = "a fox" }.ToJsonString()), cancellationToken: TestContext.Current.CancellationToken);

        string free = useHttp2 ? "2.0" : "1.1";
        Assert.Contains("POST 1.1", seen);
        Assert.Contains("GET " + free, seen);
        Assert.DoesNotContain(seen, line => line.StartsWith("POST", StringComparison.Ordinal) && line != "POST 1.1");
        Assert.DoesNotContain(seen, line => line.StartsWith("GET", StringComparison.Ordinal) && line != "GET " + free);
    }

    private static void Check(ApiSender sender, bool alone, string version, HttpVersionPolicy policy)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, "https://localhost/");
        sender.ChooseVersion(message, alone);
        Assert.Equal((Version.Parse(version), policy), (message.Version, message.VersionPolicy));
    }

    private sealed class Recorder(List<string> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            lock (seen)
                seen.Add($"{request.Method} {request.Version}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
