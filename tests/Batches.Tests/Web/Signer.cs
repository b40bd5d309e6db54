using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace Batches.Tests.Web;

/// <summary>Signs webhooks as the service does, and answers whoever asks for its keys: for bursts that a queue would not make.</summary>
internal sealed class Signer : HttpMessageHandler
{
    private readonly Ed25519PrivateKeyParameters _key = new(new SecureRandom());

    public HttpRequestMessage Sign(Uri target, string requestId, string json)
    {
        byte[] body = Encoding.UTF8.GetBytes(json);
        string time = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] message = Encoding.UTF8.GetBytes(string.Join('\n', requestId, "user", time, Convert.ToHexStringLower(SHA256.HashData(body))));
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, _key);
        signer.BlockUpdate(message, 0, message.Length);
        var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Fal-Webhook-Request-Id", requestId);
        request.Headers.Add("X-Fal-Webhook-User-Id", "user");
        request.Headers.Add("X-Fal-Webhook-Timestamp", time);
        request.Headers.Add("X-Fal-Webhook-Signature", Convert.ToHexStringLower(signer.GenerateSignature()));
        return request;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
    {
        Content = new StringContent($$"""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"{{Base64Url.EncodeToString(_key.GeneratePublicKey().GetEncoded())}}"}]}""", Encoding.UTF8, "application/json"),
    });
}
