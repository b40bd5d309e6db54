using KlingGen;

namespace Webhooks.Tests.Verifying;

public sealed class OptionsTests
{
    public static TheoryData<string, Action<FalWebhookOptions>> Mistakes { get; } = new()
    {
        { nameof(FalWebhookOptions.RestBaseAddress), static options => options.RestBaseAddress = new Uri("http://rest.fal.ai/") },
        { nameof(FalWebhookOptions.RestBaseAddress), static options => options.RestBaseAddress = new Uri("https://me:secret@rest.fal.ai/") },
        { nameof(FalWebhookOptions.RestBaseAddress), static options => options.RestBaseAddress = new Uri("/rest", UriKind.Relative) },
        { nameof(FalWebhookOptions.RestBaseAddress), static options => options.RestBaseAddress = new Uri("file:///keys") },
        { nameof(FalWebhookOptions.Tolerance), static options => options.Tolerance = TimeSpan.Zero },
        { nameof(FalWebhookOptions.Tolerance), static options => options.Tolerance = TimeSpan.FromHours(2) },
        { nameof(FalWebhookOptions.KeyLifetime), static options => options.KeyLifetime = TimeSpan.FromHours(25) },
        { nameof(FalWebhookOptions.KeyOutageTolerance), static options => options.KeyOutageTolerance = TimeSpan.FromDays(8) },
        { nameof(FalWebhookOptions.KeyRefetchInterval), static options => options.KeyRefetchInterval = TimeSpan.Zero },
        { nameof(FalWebhookOptions.KeyTimeout), static options => options.KeyTimeout = Timeout.InfiniteTimeSpan },
        { nameof(FalWebhookOptions.MaxBodyBytes), static options => options.MaxBodyBytes = 0 },
        { nameof(FalWebhookOptions.TimeProvider), static options => options.TimeProvider = null! },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_when_the_verifier_is_made(string option, Action<FalWebhookOptions> mistake)
    {
        var options = new FalWebhookOptions();
        mistake(options);
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => new FalWebhookVerifier(FalEd25519.Instance, options));
        Assert.Contains(option, error.Message, StringComparison.Ordinal);
    }
}
