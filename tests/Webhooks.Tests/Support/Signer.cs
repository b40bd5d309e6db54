using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Webhooks.Tests.Support;

/// <summary>The service's side of a signature, with a key that a seed gives.</summary>
internal sealed class Signer
{
    private readonly byte[] _secret = new byte[Ed25519.SecretKeySize];

    public Signer(int seed)
    {
        new Random(seed).NextBytes(_secret);
        Ed25519.GeneratePublicKey(_secret, 0, PublicKey, 0);
    }

    public byte[] PublicKey { get; } = new byte[Ed25519.PublicKeySize];

    public string Jwk => $$"""{"kty":"OKP","crv":"Ed25519","x":"{{Base64Url.EncodeToString(PublicKey)}}"}""";

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        byte[] signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_secret, message, signature);
        return signature;
    }

    /// <summary>A webhook as the service sends it.</summary>
    public Delivery Webhook(DateTimeOffset now, byte[] body, string requestId = "764cabcf-b745-4b3e-ae38-1200304cf45b", string userId = "github|1234567")
    {
        string timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string digest = Convert.ToHexStringLower(SHA256.HashData(body));
        string signature = Convert.ToHexStringLower(Sign(Encoding.UTF8.GetBytes($"{requestId}\n{userId}\n{timestamp}\n{digest}")));
        return new Delivery(requestId, userId, timestamp, signature, body);
    }
}
