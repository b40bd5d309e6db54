using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using KlingGen;
using NSec.Cryptography;
using Bouncy = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Runtime.Benchmarks;

/// <summary>Verifications a second on one core: both candidates for Ed25519 alone, and the whole way of a webhook with each of them.</summary>
internal static class WebhookRates
{
    private const int Rounds = 40;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(0.2);

    public static void Run()
    {
        byte[] secret = RandomNumberGenerator.GetBytes(Bouncy.SecretKeySize), key = new byte[Bouncy.PublicKeySize], signature = new byte[Bouncy.SignatureSize];
        Bouncy.GeneratePublicKey(secret, 0, key, 0);
        byte[] body = Encoding.UTF8.GetBytes("{\"request_id\":\"764cabcf\",\"status\":\"OK\",\"payload\":{\"images\":[" + string.Join(',', Enumerable.Repeat("{\"url\":\"https://v3.fal.media/files/a/b.png\",\"width\":1024}", 30)) + "]}}");
        string timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] message = Encoding.UTF8.GetBytes($"764cabcf\nuser\n{timestamp}\n{Convert.ToHexStringLower(SHA256.HashData(body))}");
        Bouncy.Sign(secret, 0, message, 0, message.Length, signature, 0);
        FalWebhookHeaders headers = FalWebhookHeaders.Read(name => name switch
        {
            FalWebhookHeaders.RequestIdName => ["764cabcf"],
            FalWebhookHeaders.UserIdName => ["user"],
            FalWebhookHeaders.TimestampName => [timestamp],
            _ => [Convert.ToHexStringLower(signature)],
        });
        using var keys = new Keys(key);
        using var bouncy = new FalWebhookVerifier(FalEd25519.Instance, httpClient: new HttpClient(keys));
        using var sodium = new FalWebhookVerifier(new Sodium(), httpClient: new HttpClient(keys));
        PublicKey imported = PublicKey.Import(SignatureAlgorithm.Ed25519, key, KeyBlobFormat.RawPublicKey);

        Compare(
            $"body of {body.Length:N0} bytes, one key",
            ("BouncyCastle: signature alone", () => FalEd25519.Instance.Verify(key, message, signature)),
            ("NSec (libsodium): signature alone", () => SignatureAlgorithm.Ed25519.Verify(imported, message, signature)),
            ("FalWebhookVerifier with BouncyCastle", () => bouncy.VerifyAsync(headers, body).GetAwaiter().GetResult().IsValid),
            ("FalWebhookVerifier with NSec", () => sodium.VerifyAsync(headers, body).GetAwaiter().GetResult().IsValid));
    }

    private static void Compare(string title, params (string Name, Func<bool> Verify)[] variants)
    {
        var rates = new List<double>[variants.Length];
        for (int round = 0; round < Rounds; round++)
        {
            for (int v = 0; v < variants.Length; v++)
            {
                long start = Stopwatch.GetTimestamp();
                int count = 0;
                while (Stopwatch.GetElapsedTime(start) < Slice)
                {
                    if (!variants[v].Verify())
                        throw new InvalidOperationException($"{variants[v].Name} refuses a good signature.");
                    count++;
                }

                // The first rounds are the compiler's.
                if (round >= 5)
                    (rates[v] ??= []).Add(count / Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        Console.WriteLine($"| {title} | a second, median | best |");
        Console.WriteLine("|---|---:|---:|");
        for (int v = 0; v < variants.Length; v++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {variants[v].Name} | {rates[v].Order().ElementAt(rates[v].Count / 2):N0} | {rates[v].Max():N0} |"));
    }

    private sealed class Sodium : IFalEd25519
    {
        public bool IsPublicKey(ReadOnlySpan<byte> publicKey) => PublicKey.TryImport(SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey, out _);

        public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
            PublicKey.TryImport(SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey, out PublicKey? imported) && imported is not null && SignatureAlgorithm.Ed25519.Verify(imported, message, signature);
    }

    private sealed class Keys(byte[] key) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent($$"""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"{{System.Buffers.Text.Base64Url.EncodeToString(key)}}"}]}"""),
        });
    }
}
