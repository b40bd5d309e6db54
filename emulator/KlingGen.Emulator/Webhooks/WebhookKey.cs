#if NET9_0_OR_GREATER
using System.Buffers.Text;
#endif
using System.Text.Json.Nodes;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace KlingGen.Emulator.Webhooks;

/// <summary>An Ed25519 key of this emulator.</summary>
internal sealed class WebhookKey
{
    private readonly Ed25519PrivateKeyParameters _key = new(new SecureRandom());

    public string Sign(byte[] message)
    {
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, _key);
        signer.BlockUpdate(message, 0, message.Length);
        return Convert.ToHexStringLower(signer.GenerateSignature());
    }

    public JsonObject ToJwk() => new()
    {
        ["kty"] = "OKP",
        ["crv"] = "Ed25519",
        ["x"] = Base64Url.EncodeToString(_key.GeneratePublicKey().GetEncoded()),
    };
}
