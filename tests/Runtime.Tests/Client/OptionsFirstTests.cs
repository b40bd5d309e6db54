using KlingGen;
using Runtime.Tests.Support;

namespace Runtime.Tests.Client;

/// <summary>An option that cannot be honoured is refused before anything is uploaded, asked for or sent.</summary>
public sealed class OptionsFirstTests
{
    private static readonly Dictionary<string, FalCallOptions[]> s_wrong = new()
    {
        [nameof(FalCallOptions.Timeout)] = [new() { Timeout = TimeSpan.Zero }, new() { Timeout = TimeSpan.FromDays(60) }],
        [nameof(FalCallOptions.Priority)] = [new() { Priority = (FalPriority)9 }],
        [nameof(FalCallOptions.StartTimeout)] = [new() { StartTimeout = TimeSpan.FromSeconds(1) }, new() { StartTimeout = TimeSpan.FromDays(8) }],
        [nameof(FalCallOptions.RunnerHint)] = [new() { RunnerHint = "a\r\nb" }, new() { RunnerHint = "ä" }],
        [nameof(FalCallOptions.OutputLifecycle)] = [new() { OutputLifecycle = new FalLifecycle { ExpiresAfter = TimeSpan.Zero } }],
        [nameof(FalCallOptions.InputLifecycle)] = [new() { InputLifecycle = new FalLifecycle { ExpiresAfter = TimeSpan.FromSeconds(-1) } }],
        [nameof(FalCallOptions.MediaTransfer)] = [new() { MediaTransfer = (FalMediaTransfer)9 }],
        [nameof(FalCallOptions.Tags)] = [Tag("fal.x", "y"), Tag("a b", "y"), Tag("a", ""), Tag("a", null!), Tag("a", "x,y"), Tag("a", new string('x', 257)), new() { Tags = Enumerable.Range(0, 11).ToDictionary(static i => "t" + i, static _ => "x") }],
        [nameof(FalCallOptions.WebhookUrl)] = [new() { WebhookUrl = new Uri("/hook", UriKind.Relative) }, new() { WebhookUrl = new Uri("ftp://hooks.example/") }],
        [nameof(FalCallOptions.ClientJobId)] = [new() { ClientJobId = "" }, new() { ClientJobId = "a\nb" }, new() { ClientJobId = new string('x', 201) }, new() { ClientJobId = "1", WebhookUrl = new Uri("https://hooks.example/") }],
        [nameof(FalCallOptions.WebhookJobKey)] = [new() { ClientJobId = "1", WebhookJobKey = Key, WebhookUrl = new Uri("https://hooks.example/?kg_job=2") }],
        [nameof(FalCallOptions.MaxQueueLength)] = [new() { MaxQueueLength = -1 }],
        [nameof(FalCallOptions.Headers)] = [Header("Authorization", "x"), Header("content-type", "x"), Header("a b", "x"), Header("", "x"), Header("x-a", "a\nb"), Header("x-a", null!)],
    };

    private static readonly string[] s_cannotBeWrong = [nameof(FalCallOptions.CancelOnAbort), nameof(FalCallOptions.Logs), nameof(FalCallOptions.Validate), nameof(FalCallOptions.DisableServiceRetries), nameof(FalCallOptions.StorePayloads), nameof(FalCallOptions.IgnoreValidationError)];

    private static FalWebhookJobKey Key { get; } = new(new byte[32]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Options => [.. s_wrong.Keys];

    [Fact]
    public void Every_option_is_tried() => Assert.Equal(
        typeof(FalCallOptions).GetProperties().Select(static property => property.Name).Order(StringComparer.Ordinal),
        s_wrong.Keys.Concat(s_cannotBeWrong).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Options))]
    public async Task A_wrong_option_costs_no_upload_whatever_the_call(string option)
    {
        foreach (FalCallOptions wrong in s_wrong[option])
        {
            foreach (string call in new[] { "run", "submit", "subscribe", "stream", "many" })
            {
                // No rule: any request at all would fail the test.
                using var studio = new Studio(new StubHandler());
                StudioInput input = Studio.Input with { Elements = [new StudioElement { FrontalImageUrl = FalMedia.FromBytes(new byte[10], "image/png") }] };
                await Assert.ThrowsAnyAsync<ArgumentException>(() => call switch
                {
                    "run" => studio.Endpoint.RunAsync(input, wrong, Cancellation),
                    "submit" => studio.Endpoint.SubmitAsync(input, wrong, Cancellation),
                    "subscribe" => studio.Endpoint.SubscribeAsync(input, options: wrong, cancellationToken: Cancellation),
                    "stream" => studio.Endpoint.StreamAsync(input, wrong, Cancellation).ToListAsync(Cancellation).AsTask(),
                    _ => Task.Run(async () => await studio.Endpoint.RunManyAsync([input], new FalRunManyOptions { CallOptions = wrong }, Cancellation).ToListAsync(Cancellation), Cancellation),
                });
                Assert.Empty(studio.Handler.Requests);
            }
        }
    }

    private static FalCallOptions Tag(string name, string value) => new() { Tags = new Dictionary<string, string> { [name] = value } };

    private static FalCallOptions Header(string name, string value) => new() { Headers = new Dictionary<string, string> { [name] = value } };
}
