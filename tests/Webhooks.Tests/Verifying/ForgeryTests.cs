using KlingGen;
using KlingGen.TestKit;
using Microsoft.Extensions.Time.Testing;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Verifying;

public sealed class ForgeryTests
{
    private static readonly int Seed = Seeds.Of(20_261_122);

    private static readonly byte[] s_body = """{"error":null,"gateway_request_id":"764cabcf-b745-4b3e-ae38-1200304cf45b","payload":{"images":[{"url":"https://v3.fal.media/files/a/b.png"}]},"request_id":"764cabcf-b745-4b3e-ae38-1200304cf45b","status":"OK"}"""u8.ToArray();

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
    private readonly Signer _signer = new(1);
    private readonly Signer _stranger = new(2);

    private Delivery Good => _signer.Webhook(_clock.GetUtcNow(), s_body);

    [Fact]
    public async Task No_forgery_is_accepted_and_none_throws()
    {
        using var keys = new KeyServer(_signer);
        using FalWebhookVerifier verifier = keys.NewVerifier(_clock);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var statuses = new SortedDictionary<FalWebhookVerificationStatus, int>();
        foreach ((string kind, Delivery forgery) in Forgeries.Of(Good, _signer, _stranger, _clock.GetUtcNow(), Seed))
        {
            FalWebhookVerificationResult check = await verifier.VerifyAsync(forgery.Headers, forgery.Body);
            Assert.False(check.IsValid, kind);
            Assert.Null(check.Webhook);
            Assert.NotEqual(FalWebhookVerificationStatus.Valid, check.Status);
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            statuses[check.Status] = statuses.GetValueOrDefault(check.Status) + 1;
        }

        Assert.True((await verifier.VerifyAsync(Good.Headers, Good.Body)).IsValid);
        Assert.Equal(512, counts["bit of the signature"]);
        Assert.Equal(80, counts["bit of the timestamp"]);
        Assert.Equal(Forgeries.BodyFlips, counts["bit of the body"]);
        Assert.True(counts.Count >= 20);
        // All of it cost the first request for keys and one more: strangers cannot make us ask as often as they like.
        Assert.Equal(2, keys.Requests);
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {Seed}, {counts.Values.Sum()} forgeries of {counts.Count} kinds, none accepted");
        foreach ((string kind, int count) in counts)
            TestContext.Current.TestOutputHelper!.WriteLine($"  {kind}: {count}");
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", statuses.Select(static pair => $"{pair.Key} {pair.Value}")));
    }

    [Theory]
    [InlineData((int)Laxity.SkipsTimestamp, "timestamp too old")]
    [InlineData((int)Laxity.AcceptsAnyKey, "signature of another key")]
    [InlineData((int)Laxity.ComparesPrefix, "bit of the signature")]
    [InlineData((int)Laxity.TakesFirstOfTwo, "a header twice")]
    [InlineData((int)Laxity.TrimsTimestamp, "timestamp that is no integer")]
    public void A_verifier_with_a_mistake_is_caught(int mistake, string kind)
    {
        var lax = new LaxVerifier(_signer, _stranger, _clock, (Laxity)mistake);
        Assert.Contains(kind, Accepted(lax));
    }

    [Theory]
    [InlineData((int)Laxity.SkipsBody, "bit of the body")]
    [InlineData((int)Laxity.SkipsUser, "bit of the user id")]
    public void A_scheme_that_leaves_something_unsigned_is_caught(int mistake, string kind)
    {
        var lax = new LaxVerifier(_signer, _stranger, _clock, (Laxity)mistake);
        // Its own signer leaves the same thing out, as such a scheme would.
        Delivery good = Good;
        string digest = mistake == (int)Laxity.SkipsBody ? "" : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(good.Body));
        string user = mistake == (int)Laxity.SkipsUser ? "" : good.UserId!;
        byte[] signature = _signer.Sign(System.Text.Encoding.UTF8.GetBytes($"{good.RequestId}\n{user}\n{good.Timestamp}\n{digest}"));
        good = good with { Signature = Convert.ToHexStringLower(signature) };
        Assert.True(lax.Accepts(good));
        Assert.Contains(kind, Forgeries.Of(good, _signer, _stranger, _clock.GetUtcNow(), Seed).Where(forgery => lax.Accepts(forgery.Webhook)).Select(static forgery => forgery.Kind));
    }

    [Fact]
    public void A_second_verifier_without_a_mistake_accepts_none_either()
    {
        var strict = new LaxVerifier(_signer, _stranger, _clock, Laxity.None);
        Assert.True(strict.Accepts(Good));
        Assert.Empty(Accepted(strict));
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(0, true)]
    public async Task Both_edges_of_the_window_belong_to_it(int shift, bool accepted)
    {
        using var keys = new KeyServer(_signer);
        using FalWebhookVerifier verifier = keys.NewVerifier(_clock);
        // The fraction of the second that the clock shows beside whole seconds does not count.
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        Delivery webhook = _signer.Webhook(DateTimeOffset.FromUnixTimeSeconds(_clock.GetUtcNow().ToUnixTimeSeconds() + shift), s_body);
        FalWebhookVerificationResult check = await verifier.VerifyAsync(webhook.Headers, webhook.Body);
        Assert.Equal(accepted, check.IsValid);
        if (!accepted)
            Assert.Equal(shift < 0 ? FalWebhookVerificationStatus.TooOld : FalWebhookVerificationStatus.TooNew, check.Status);
    }

    [Fact]
    public async Task What_was_recorded_is_worth_nothing_once_the_window_has_passed()
    {
        using var keys = new KeyServer(_signer);
        using FalWebhookVerifier verifier = keys.NewVerifier(_clock);
        Delivery recorded = Good;
        int accepted = 0;
        for (int second = 0; second <= 900; second++)
        {
            accepted += (await verifier.VerifyAsync(recorded.Headers, recorded.Body)).IsValid ? 1 : 0;
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        // Within the window a copy is a good webhook, which FalWebhookInbox sorts out.
        Assert.Equal(301, accepted);
    }

    private List<string> Accepted(LaxVerifier verifier) =>
        [.. Forgeries.Of(Good, _signer, _stranger, _clock.GetUtcNow(), Seed).Where(forgery => verifier.Accepts(forgery.Webhook)).Select(static forgery => forgery.Kind).Distinct()];
}
