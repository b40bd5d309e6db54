using KlingGen;
using Microsoft.Extensions.Time.Testing;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Verifying;

public sealed class BodyTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
    private readonly Signer _signer = new(1);
    private readonly KeyServer _keys;

    public BodyTests() => _keys = new KeyServer(_signer);

    public void Dispose() => _keys.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData((16 * 1024) + 1)]
    [InlineData(100_000)]
    public async Task A_stream_gives_the_same_verdict_as_the_bytes_in_memory(int length)
    {
        using FalWebhookVerifier verifier = _keys.NewVerifier(_clock, static options => options.MaxBodyBytes = 100_000);
        byte[] body = new byte[length];
        new Random(length).NextBytes(body);
        Delivery webhook = _signer.Webhook(_clock.GetUtcNow(), body);
        FalWebhookVerificationResult read = await verifier.VerifyAsync(webhook.Headers, new Drip(body, 7919));
        Assert.True(read.IsValid);
        Assert.Equal(body, read.Webhook.Body.ToArray());
        Assert.Equal(webhook.RequestId, read.Webhook.RequestId);
        Assert.Equal(webhook.UserId, read.Webhook.UserId);
        Assert.Equal(_clock.GetUtcNow(), read.Webhook.SentAt);
        Assert.True((await verifier.VerifyAsync(webhook.Headers, body)).IsValid);
        FalWebhookVerificationStatus longer = (await verifier.VerifyAsync(webhook.Headers, new Drip([.. body, 0], 7919))).Status;
        Assert.Equal(length < 100_000 ? FalWebhookVerificationStatus.WrongSignature : FalWebhookVerificationStatus.BodyTooLong, longer);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_neither_hashed_nor_read_to_its_end()
    {
        using FalWebhookVerifier verifier = _keys.NewVerifier(_clock, static options => options.MaxBodyBytes = 1000);
        byte[] body = new byte[1001];
        Delivery webhook = _signer.Webhook(_clock.GetUtcNow(), body);
        Assert.Equal(FalWebhookVerificationStatus.BodyTooLong, (await verifier.VerifyAsync(webhook.Headers, body)).Status);
        using var endless = new Drip(null, 64);
        FalWebhookVerificationResult check = await verifier.VerifyAsync(webhook.Headers, endless);
        Assert.Equal(FalWebhookVerificationStatus.BodyTooLong, check.Status);
        Assert.Contains("1000", check.Reason, StringComparison.Ordinal);
        Assert.InRange(endless.Given, 1001, 1001);
        Assert.Equal(0, _keys.Requests);
    }

    [Fact]
    public async Task A_body_behind_bad_headers_is_not_read_at_all()
    {
        using FalWebhookVerifier verifier = _keys.NewVerifier(_clock, static options => options.UserIds.Add("me"));
        Delivery mine = _signer.Webhook(_clock.GetUtcNow(), [], userId: "me");
        foreach ((Delivery bad, FalWebhookVerificationStatus status) in new[]
        {
            (mine with { Signature = null }, FalWebhookVerificationStatus.MissingHeader),
            (mine with { Timestamp = "1" + Delivery.Twice + "1" }, FalWebhookVerificationStatus.RepeatedHeader),
            (mine with { RequestId = new string('a', 513) }, FalWebhookVerificationStatus.MalformedHeader),
            (mine with { Timestamp = "soon" }, FalWebhookVerificationStatus.MalformedTimestamp),
            (mine with { Timestamp = "1" }, FalWebhookVerificationStatus.TooOld),
            (mine with { Timestamp = "99999999999" }, FalWebhookVerificationStatus.TooNew),
            (mine with { Signature = "00" }, FalWebhookVerificationStatus.MalformedSignature),
            (mine with { UserId = "Me" }, FalWebhookVerificationStatus.ForeignUser),
        })
        {
            using var body = new Drip(null, 64);
            Assert.Equal(status, (await verifier.VerifyAsync(bad.Headers, body)).Status);
            Assert.Equal(0, body.Given);
        }

        Assert.Equal(0, _keys.Requests);
        Assert.True((await verifier.VerifyAsync(mine.Headers, mine.Body)).IsValid);
    }

    [Fact]
    public async Task A_good_signature_of_another_customer_is_refused_where_accounts_are_named()
    {
        using FalWebhookVerifier verifier = _keys.NewVerifier(_clock, static options => options.UserIds.Add("me"));
        Delivery theirs = _signer.Webhook(_clock.GetUtcNow(), "{}"u8.ToArray(), userId: "a stranger");
        Assert.Equal(FalWebhookVerificationStatus.ForeignUser, (await verifier.VerifyAsync(theirs.Headers, theirs.Body)).Status);
        using FalWebhookVerifier anyone = _keys.NewVerifier(_clock);
        Assert.True((await anyone.VerifyAsync(theirs.Headers, theirs.Body)).IsValid);
    }

    [Fact]
    public async Task A_reason_repeats_nothing_that_the_sender_wrote()
    {
        using FalWebhookVerifier verifier = _keys.NewVerifier(_clock, static options => options.UserIds.Add("me"));
        const string Canary = "canary-5e1f";
        foreach (Delivery bad in (Delivery[])[
            new(Canary, Canary, Canary, Canary, []),
            new(Canary, Canary, "1790000000", Canary, []),
            new(Canary + "é", Canary, Canary, Canary, [])])
        {
            FalWebhookVerificationResult check = await verifier.VerifyAsync(bad.Headers, bad.Body);
            Assert.DoesNotContain(Canary, check.ToString(), StringComparison.Ordinal);
        }
    }

    /// <summary>Gives its bytes a few at a time, or zeros for ever, and counts them.</summary>
    private sealed class Drip(byte[]? bytes, int max) : Stream
    {
        public int Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = Math.Min(Math.Min(buffer.Length, max), (bytes?.Length ?? int.MaxValue) - Given);
            bytes?.AsSpan(Given, count).CopyTo(buffer.Span);
            Given += count;
            return new(count);
        }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The body is read without blocking.");

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
