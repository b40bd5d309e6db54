using System.Net;
using KlingGen;
using Microsoft.Extensions.Time.Testing;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Verifying;

public sealed class KeyTests : IDisposable
{
    private static readonly byte[] s_body = "{}"u8.ToArray();

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
    private readonly Signer _old = new(1);
    private readonly Signer _new = new(2);
    private readonly KeyServer _keys;
    private readonly FalWebhookVerifier _verifier;

    public KeyTests()
    {
        _keys = new KeyServer(_old);
        _verifier = _keys.NewVerifier(_clock);
    }

    public void Dispose()
    {
        _verifier.Dispose();
        _keys.Dispose();
    }

    [Fact]
    public async Task A_rotation_is_survived_with_one_request()
    {
        await ValidAsync(_old);
        _keys.Publish(_new, _old);
        await ValidAsync(_new);
        await ValidAsync(_old);
        _keys.Publish(_new);
        await ValidAsync(_old);
        Assert.Equal(2, _keys.Requests);

        // A day later the key that was withdrawn is forgotten.
        _clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(FalWebhookVerificationStatus.WrongSignature, (await VerifyAsync(_old)).Status);
        await ValidAsync(_new);
    }

    [Fact]
    public async Task Many_rotations_are_survived_when_they_are_further_apart_than_the_limit()
    {
        await ValidAsync(_old);
        for (int seed = 100; seed < 150; seed++)
        {
            var next = new Signer(seed);
            _keys.Publish(next);
            _clock.Advance(TimeSpan.FromSeconds(30));
            await ValidAsync(next);
        }

        Assert.Equal(51, _keys.Requests);
    }

    [Fact]
    public async Task Forged_signatures_cause_one_request_in_thirty_seconds()
    {
        await ValidAsync(_old);
        for (int second = 0; second < 120; second++)
        {
            for (int i = 0; i < 10; i++)
                Assert.Equal(FalWebhookVerificationStatus.WrongSignature, (await VerifyAsync(_new)).Status);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1 + 4, _keys.Requests);
    }

    [Fact]
    public async Task Two_hundred_callers_at_once_share_one_request()
    {
        _keys.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<FalWebhookVerificationResult>[] calls = [.. Enumerable.Range(0, 200).Select(_ => VerifyAsync(_old))];
        Assert.DoesNotContain(calls, static call => call.IsCompleted);
        _keys.Hold.SetResult();
        Assert.All(await Task.WhenAll(calls), static check => Assert.True(check.IsValid));
        Assert.Equal(1, _keys.Requests);
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_the_keys_from_nobody()
    {
        _keys.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var source = new CancellationTokenSource();
        Delivery webhook = _old.Webhook(_clock.GetUtcNow(), s_body);
        Task<FalWebhookVerificationResult> first = _verifier.VerifyAsync(webhook.Headers, webhook.Body, source.Token);
        Task<FalWebhookVerificationResult> second = VerifyAsync(_old);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _keys.Hold.SetResult();
        Assert.True((await second).IsValid);
        Assert.Equal(1, _keys.Requests);
    }

    [Fact]
    public async Task An_outage_is_survived_for_a_day_beyond_the_life_of_the_keys_and_no_longer()
    {
        await ValidAsync(_old);
        _keys.Dead = true;
        for (int hour = 1; hour < 48; hour++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            await ValidAsync(_old);
        }

        _clock.Advance(TimeSpan.FromHours(1));
        FalConnectionException error = await Assert.ThrowsAsync<FalConnectionException>(() => VerifyAsync(_old));
        Assert.Contains("https://rest.fal.ai/.well-known/jwks.json", error.Message, StringComparison.Ordinal);
        Assert.Contains("503", error.Message, StringComparison.Ordinal);

        _keys.Dead = false;
        await Assert.ThrowsAsync<FalConnectionException>(() => VerifyAsync(_old));
        _clock.Advance(TimeSpan.FromSeconds(30));
        await ValidAsync(_old);
    }

    [Fact]
    public async Task In_an_outage_webhooks_cause_one_request_in_thirty_seconds()
    {
        _keys.Dead = true;
        for (int second = 0; second < 60; second++)
        {
            await Assert.ThrowsAsync<FalConnectionException>(() => VerifyAsync(_old));
            await Assert.ThrowsAsync<FalConnectionException>(() => VerifyAsync(_new));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, _keys.Requests);
    }

    [Fact]
    public async Task A_rotation_during_an_outage_is_found_once_it_is_over()
    {
        await ValidAsync(_old);
        _keys.Publish(_new);
        _keys.Dead = true;
        Assert.Equal(FalWebhookVerificationStatus.WrongSignature, (await VerifyAsync(_new)).Status);
        await ValidAsync(_old);
        _keys.Dead = false;
        _clock.Advance(TimeSpan.FromSeconds(30));
        await ValidAsync(_new);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_given_ten_seconds()
    {
        _keys.Hold = new TaskCompletionSource();
        Task<FalWebhookVerificationResult> call = VerifyAsync(_old);
        while (_keys.Requests == 0)
            await Task.Yield();
        _clock.Advance(TimeSpan.FromSeconds(10));
        FalConnectionException error = await Assert.ThrowsAsync<FalConnectionException>(() => call);
        Assert.Contains("KeyTimeout", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[null,1,"x",[]]}""")]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519"}]}""")]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519","x":7}]}""")]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"\ud800"}]}""")]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}""")]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519","use":"enc","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}""")]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}]}""")]
    public async Task An_answer_without_a_usable_key_is_reported_and_does_not_displace_good_ones(string set)
    {
        using (var fresh = new KeyServer { Set = set })
        using (FalWebhookVerifier verifier = fresh.NewVerifier(_clock))
        {
            Delivery webhook = _old.Webhook(_clock.GetUtcNow(), s_body);
            FalApiException error = await Assert.ThrowsAsync<FalApiException>(() => verifier.VerifyAsync(webhook.Headers, webhook.Body));
            Assert.Contains("RestBaseAddress", error.Message, StringComparison.Ordinal);
            Assert.True(error.IsRetryable);
        }

        await ValidAsync(_old);
        _keys.Set = set;
        _clock.Advance(TimeSpan.FromHours(25));
        await ValidAsync(_old);
    }

    [Theory]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.NoContent)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Keys_come_with_200_alone(HttpStatusCode status)
    {
        _keys.Status = status;
        FalApiException error = await Assert.ThrowsAsync<FalApiException>(() => VerifyAsync(_old));
        Assert.Equal(status, error.StatusCode);
    }

    [Fact]
    public async Task A_set_that_does_not_end_is_not_read_to_its_end()
    {
        _keys.Set = new string(' ', 256 * 1024) + _keys.Set;
        FalApiException error = await Assert.ThrowsAsync<FalApiException>(() => VerifyAsync(_old));
        Assert.Contains("longer than", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_other_kinds_and_unknown_members_are_passed_over()
    {
        _keys.Set = $$"""
            {"next":"?","keys":[
              {"kty":"RSA","n":"AQAB","e":"AQAB","kid":"1"}, {"kty":"EC","crv":"P-256","x":"a","y":"b"}, {"kty":"AKP","alg":"ML-DSA-65","pub":"a"}, 17,
              {{_old.Jwk.Insert(1, "\"kid\":\"2\",\"use\":\"sig\",\"alg\":\"EdDSA\",\"x5c\":[[{}]],")}}]}
            """;
        await ValidAsync(_old);
    }

    [Fact]
    public async Task Every_key_is_tried_whichever_fits()
    {
        Signer[] all = [.. Enumerable.Range(0, 6).Select(static seed => new Signer(seed))];
        var counting = new CountingEd25519();
        using var keys = new KeyServer(all);
        using FalWebhookVerifier verifier = keys.NewVerifier(_clock, ed25519: counting);
        foreach (Signer signer in all)
        {
            counting.Verified = 0;
            Delivery webhook = signer.Webhook(_clock.GetUtcNow(), s_body);
            Assert.True((await verifier.VerifyAsync(webhook.Headers, webhook.Body)).IsValid);
            Assert.Equal(6, counting.Verified);
        }
    }

    [Fact]
    public async Task No_more_than_sixteen_keys_are_tried()
    {
        var counting = new CountingEd25519();
        using var keys = new KeyServer([.. Enumerable.Range(0, 100).Select(static seed => new Signer(seed))]);
        using FalWebhookVerifier verifier = keys.NewVerifier(_clock, ed25519: counting);
        Delivery webhook = new Signer(99).Webhook(_clock.GetUtcNow(), s_body);
        Assert.False((await verifier.VerifyAsync(webhook.Headers, webhook.Body)).IsValid);
        Assert.Equal(16, counting.Verified);
    }

    private async Task ValidAsync(Signer signer) => Assert.True((await VerifyAsync(signer)).IsValid);

    private Task<FalWebhookVerificationResult> VerifyAsync(Signer signer)
    {
        Delivery webhook = signer.Webhook(_clock.GetUtcNow(), s_body);
        return _verifier.VerifyAsync(webhook.Headers, webhook.Body, TestContext.Current.CancellationToken);
    }

    private sealed class CountingEd25519 : IFalEd25519
    {
        public int Verified { get; set; }

        public bool IsPublicKey(ReadOnlySpan<byte> publicKey) => FalEd25519.Instance.IsPublicKey(publicKey);

        public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
        {
            Verified++;
            return FalEd25519.Instance.Verify(publicKey, message, signature);
        }
    }
}
