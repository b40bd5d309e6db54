using KlingGen;
using Microsoft.Extensions.Time.Testing;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Verifying;

/// <summary>Whatever stands beside a usable key in the service's set, and however the key is spelt, webhooks are verified by it.</summary>
public sealed class KeySetTests
{
    private static readonly byte[] s_body = "{}"u8.ToArray();

    /// <summary>What is no usable Ed25519 key.</summary>
    public static readonly string[] Useless =
    [
        "null", "17", "true", "\"text\"", "\"\\ud800\"", "[]", "[{}]", "{}",
        "{\"kty\":\"\\ud800\"}", "{\"kty\":null}", "{\"kty\":7}", "{\"kty\":[\"OKP\"]}", "{\"kty\":\"\"}", "{\"kty\":\"okp\"}",
        "{\"\\ud800\":1,\"kty\":\"OKP\"}", "{\"\\udfff\\ud800\":{\"\\ud800\":[]}}",
        "{\"kty\":\"OKP\"}", "{\"kty\":\"OKP\",\"crv\":\"\\ud800\"}", "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}", "{\"kty\":\"OKP\",\"crv\":\"Ed448\",\"x\":\"AA\"}",
        "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}", "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"a\",\"y\":\"b\"}", "{\"kty\":\"oct\",\"k\":\"AA\"}",
        Ed("null"), Ed("7"), Ed("{}"), Ed("[\"AA\"]"), Ed("\"\""), Ed("\"=\""), Ed("\"\\ud800\""), Ed("\"AAAA\""), Ed($"\"{new string('A', 42)}\""), Ed($"\"{new string('A', 44)}\""), Ed($"\"{new string('A', 43)}==\""),
        Ed($"\"{new string('A', 42)} \""), Ed($"\"{new string('A', 42)}\\n\""), Ed($"\"{new string('é', 43)}\""), Ed($"\"{new string('A', 20_000)}\""),
        Ed("\"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\""), Ed("\"_________________________________________38\""),
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"use\":\"enc\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
        "{\"kty\":\"OKP\",\"kty\":\"RSA\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
        "{\"kty\":\"OKP\",\"deep\":" + new string('[', 5_000) + new string(']', 5_000) + "}",
        new string('[', 30_000) + new string(']', 30_000),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Useless.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_usable_key_is_found_beside(int number)
    {
        var signer = new Signer(1);
        string other = Useless[number];
        foreach (string set in (string[])[$"{other},{signer.Jwk}", $"{signer.Jwk},{other}", $"{other},{signer.Jwk},{signer.Jwk},{other}"])
        {
            Assert.True(await VerifiesAsync($$"""{"keys":[{{set}}]}""", signer), other[..Math.Min(other.Length, 80)]);
            Assert.True(await VerifiesAsync($$"""{"\ud800":{{other}},"keys":[{{set}}],"next":{{other}}}""", signer), other[..Math.Min(other.Length, 80)]);
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Alone_it_is_the_documented_failure_that_says_what_was_found(int number)
    {
        using var keys = new KeyServer { Set = $$"""{"keys":[{{Useless[number]}}]}""" };
        FalApiException error = await Assert.ThrowsAsync<FalApiException>(() => VerifyAsync(keys, new Signer(1)));
        Assert.Contains("no usable Ed25519 key in the set: it holds ", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsRetryable);
        Assert.DoesNotContain(error.Message, static c => char.IsControl(c) || char.IsSurrogate(c));
        Assert.InRange(error.Message.Length, 50, 500);
    }

    [Theory]
    [InlineData("""{"keys":[]}""", "it is empty")]
    [InlineData("""{"keys":[{"kty":"RSA"},{"kty":"RSA"},{"kty":"OKP","crv":"X25519"},1]}""", "it holds kty RSA, kty OKP with crv X25519, something that is not an object")]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AAAA"}]}""", "it holds an Ed25519 key whose x of 4 characters is not the base64 of 32 bytes")]
    [InlineData("""{"keys":[{"kty":"a\u001b[31mb"}]}""", "it holds kty a??31mb")]
    [InlineData("""{"keys":{}}""", "an object with an array of keys")]
    [InlineData("""{"jwks":[]}""", "an object with an array of keys")]
    [InlineData("[]", "an object with an array of keys")]
    public async Task What_was_found_is_named(string set, string words)
    {
        using var keys = new KeyServer { Set = set };
        FalApiException error = await Assert.ThrowsAsync<FalApiException>(() => VerifyAsync(keys, new Signer(1)));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Padding_and_both_alphabets_mean_the_same_key()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            var signer = new Signer(seed);
            string x = System.Text.Json.JsonDocument.Parse(signer.Jwk).RootElement.GetProperty("x").GetString()!;
            string plain = x.Replace('-', '+').Replace('_', '/');
            foreach (string spelling in (string[])[x, x + "=", plain, plain + "=", string.Concat(x.Select(static c => $"\\u{(int)c:x4}"))])
            {
                Assert.True(await VerifiesAsync($$"""{"keys":[{"kty":"OKP","crv":"Ed25519","use":null,"x":"{{spelling}}"}]}""", signer), spelling);
                Assert.True(await VerifiesAsync($$"""{"k\u0065ys":[{"\u006bty":"O\u004bP","crv":"Ed25519","x":"{{spelling}}"}]}""", signer), spelling);
            }
        }
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_obstacle() => Assert.True(await VerifiesAsync($$"""{{'\uFEFF'}}{"keys":[{{new Signer(1).Jwk}}]}""", new Signer(1)));

    [Fact]
    public async Task Thousands_of_useless_entries_are_passed_over()
    {
        string[] few = [.. Useless.Where(static entry => entry.Length < 100)];
        string others = string.Join(',', Enumerable.Range(0, 2_500).Select(i => few[i % few.Length]));
        Assert.True(await VerifiesAsync($$"""{"keys":[{{others}},{{new Signer(1).Jwk}}]}""", new Signer(1)));
    }

    private static string Ed(string x) => $$"""{"kty":"OKP","crv":"Ed25519","x":{{x}}}""";

    private static async Task<bool> VerifiesAsync(string set, Signer signer)
    {
        using var keys = new KeyServer { Set = set };
        return (await VerifyAsync(keys, signer)).IsValid;
    }

    private static async Task<FalWebhookVerificationResult> VerifyAsync(KeyServer keys, Signer signer)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
        using FalWebhookVerifier verifier = keys.NewVerifier(clock);
        Delivery webhook = signer.Webhook(clock.GetUtcNow(), s_body);
        return await verifier.VerifyAsync(webhook.Headers, webhook.Body, TestContext.Current.CancellationToken);
    }
}
