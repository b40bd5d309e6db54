using Org.BouncyCastle.Math.EC.Rfc8032;

namespace KlingGen;

/// <summary>Ed25519 (RFC 8032) by BouncyCastle: managed code, the same on every platform. Thread-safe.</summary>
public sealed class FalEd25519 : IFalEd25519
{
    private FalEd25519()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static FalEd25519 Instance { get; } = new();

    /// <inheritdoc/>
    public bool IsPublicKey(ReadOnlySpan<byte> publicKey) =>
        publicKey.Length == Ed25519.PublicKeySize && Ed25519.ValidatePublicKeyFull(publicKey);

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        publicKey.Length == Ed25519.PublicKeySize && signature.Length == Ed25519.SignatureSize && Ed25519.Verify(signature, publicKey, message);
}
