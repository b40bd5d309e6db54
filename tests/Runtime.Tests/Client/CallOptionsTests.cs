using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Client;

public class CallOptionsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_option_has_its_header_or_query()
    {
        using var studio = new Studio(Studio.Happy());
        await studio.Endpoint.SubmitAsync(
            Studio.Input,
            new FalCallOptions
            {
                Priority = FalPriority.Low,
                StartTimeout = TimeSpan.FromSeconds(30.5),
                RunnerHint = "shard-7",
                DisableServiceRetries = true,
                StorePayloads = false,
                OutputLifecycle = new FalLifecycle
                {
                    ExpiresAfter = TimeSpan.FromHours(1),
                    Access = new FalAccess { Default = FalAccessDecision.Hide, Rules = new Dictionary<string, FalAccessDecision> { ["jo"] = FalAccessDecision.Allow } },
                },
                Tags = new Dictionary<string, string> { ["Team"] = "red", ["order"] = "42" },
                WebhookUrl = new Uri("https://hooks.example/fal?a=1&b=ä"),
                MaxQueueLength = 10,
                Headers = new Dictionary<string, string> { ["x-app-fal-disable-fallback"] = "1" },
            },
            Cancellation);

        Seen seen = Assert.Single(studio.Handler.Requests);
        Assert.Equal("/acme/studio/v2/text-to-image?fal_webhook=https%3A%2F%2Fhooks.example%2Ffal%3Fa%3D1%26b%3D%25C3%25A4&fal_max_queue_length=10", seen.PathAndQuery);
        Assert.Equal("low", seen.Header("X-Fal-Queue-Priority"));
        Assert.Equal("30.5", seen.Header("X-Fal-Request-Timeout"));
        Assert.Equal("30.5", seen.Header("X-Fal-Request-Start-Timeout"));
        Assert.Equal("shard-7", seen.Header("X-Fal-Runner-Hint"));
        Assert.Equal("1", seen.Header("X-Fal-No-Retry"));
        Assert.Equal("0", seen.Header("X-Fal-Store-IO"));
        Assert.Equal("team=red,order=42", seen.Header("X-Fal-Tags"));
        Assert.Equal("1", seen.Header("x-app-fal-disable-fallback"));
        Assert.Equal(
            """{"expiration_duration_seconds":3600,"initial_acl":{"default":"hide","rules":[{"user":"jo","decision":"allow"}]}}""",
            seen.Header("X-Fal-Object-Lifecycle-Preference"));
        Assert.Equal("Key " + Studio.Key, seen.Header("Authorization"));
        Assert.Equal("application/json", seen.Header("Accept"));
        Assert.StartsWith("klinggen-dotnet/", seen.Header("User-Agent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_options_no_header_is_sent_that_nobody_asked_for()
    {
        using var studio = new Studio(Studio.Happy());
        await studio.Endpoint.SubmitAsync(Studio.Input, cancellationToken: Cancellation);
        Assert.Equal(["Accept", "Authorization", "User-Agent"], studio.Handler.Requests[0].Headers.Keys.Order(StringComparer.Ordinal));
    }

    public static TheoryData<FalCallOptions> Refused =>
    [
        new FalCallOptions { Headers = new Dictionary<string, string> { ["Authorization"] = "Key x:y" } },
        new FalCallOptions { Headers = new Dictionary<string, string> { ["authorization "] = "Key x:y" } },
        new FalCallOptions { Headers = new Dictionary<string, string> { ["Host"] = "evil.example" } },
        new FalCallOptions { Headers = new Dictionary<string, string> { ["Content-Length"] = "1" } },
        new FalCallOptions { Headers = new Dictionary<string, string> { ["X-Fal-Tags"] = "a=b" } },
        new FalCallOptions { Headers = new Dictionary<string, string> { ["x-a"] = "1\r\nX-Evil: 1" } },
        new FalCallOptions { RunnerHint = "a\nb" },
        new FalCallOptions { StartTimeout = TimeSpan.FromSeconds(1) },
        new FalCallOptions { WebhookUrl = new Uri("relative", UriKind.Relative) },
        new FalCallOptions { WebhookUrl = new Uri("ftp://a.example/") },
        new FalCallOptions { MaxQueueLength = -1 },
        new FalCallOptions { Timeout = TimeSpan.FromSeconds(-5) },
        new FalCallOptions { Tags = new Dictionary<string, string> { ["fal.x"] = "1" } },
        new FalCallOptions { Tags = new Dictionary<string, string> { ["a b"] = "1" } },
        new FalCallOptions { Tags = new Dictionary<string, string> { ["a"] = "1,2" } },
        new FalCallOptions { Tags = new Dictionary<string, string> { ["a"] = new string('x', 257) } },
        new FalCallOptions { Tags = Enumerable.Range(0, 11).ToDictionary(i => "k" + i, i => "v") },
        new FalCallOptions { OutputLifecycle = new FalLifecycle { ExpiresAfter = TimeSpan.Zero } },
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_the_service_would_ignore_or_what_would_forge_a_request_is_refused(FalCallOptions options)
    {
        using var studio = new Studio(Studio.Happy());
        await Assert.ThrowsAnyAsync<ArgumentException>(() => studio.Endpoint.SubmitAsync(Studio.Input, options, Cancellation));
        Assert.Empty(studio.Handler.Requests);
    }

    [Fact]
    public async Task Run_ignores_what_only_a_queue_has()
    {
        using var studio = new Studio(new StubHandler().On("POST", Studio.Submit, 200, Studio.Output, ("x-fal-billable-units", "1.5"), ("x-fal-request-id", "run-1")));
        FalResult<StudioOutput> result = await studio.Endpoint.RunAsync(
            Studio.Input, new FalCallOptions { Priority = FalPriority.Low, WebhookUrl = new Uri("https://a.example/"), RunnerHint = "h" }, Cancellation);
        Seen seen = Assert.Single(studio.Handler.Requests);
        Assert.Equal("https://fal.run/acme/studio/v2/text-to-image", seen.Address.AbsoluteUri);
        Assert.Null(seen.Header("X-Fal-Queue-Priority"));
        Assert.Equal("h", seen.Header("X-Fal-Runner-Hint"));
        Assert.Equal("run-1", result.RequestId);
        Assert.Equal(1.5m, result.BillableUnits);
        Assert.Null(result.Handle);
    }

    [Fact]
    public async Task A_full_queue_is_an_answer_when_a_longest_queue_was_set()
    {
        using var studio = new Studio(new StubHandler().On("POST", Studio.Submit, 429, """{"detail":"queue too long"}"""));
        var error = await Assert.ThrowsAsync<FalApiException>(() => studio.Endpoint.SubmitAsync(Studio.Input, new FalCallOptions { MaxQueueLength = 1 }, Cancellation));
        Assert.Equal(429, (int)error.StatusCode!);
        Assert.True(error.IsRetryable);
        Assert.Single(studio.Handler.Requests);
    }

    [Fact]
    public async Task An_endpoint_without_a_schema_takes_and_gives_any_json()
    {
        using var studio = new Studio(Studio.Happy());
        FalResult<FalJson> result = await studio.Client.Endpoint(Studio.Id).SubscribeAsync(FalJson.Parse("""{"anything":[1,2.50,null]}"""), cancellationToken: Cancellation);
        Assert.Equal("""{"anything":[1,2.50,null]}""", studio.Handler.Requests[0].Body);
        Assert.Equal(1, result.Value.Element.GetProperty("seed").GetInt32());
    }
}
