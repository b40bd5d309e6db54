namespace KlingGen;

/// <summary>
/// Checks Ed25519 signatures (RFC 8032), which .NET itself cannot do. The package KlingGen.Webhooks has one, <c>FalEd25519</c>; another library fits in
/// behind these two methods. Thread-safe.
/// </summary>
public interface IFalEd25519
{
    /// <summary>Whether 32 bytes are a public key that may be trusted: a canonical encoding of a point of the prime-order subgroup.</summary>
    /// <param name="publicKey">32 bytes.</param>
    /// <returns>Whether signatures of this key mean anything.</returns>
    bool IsPublicKey(ReadOnlySpan<byte> publicKey);

    /// <summary>Verifies a signature. Never throws for what is in it.</summary>
    /// <param name="publicKey">32 bytes for which <see cref="IsPublicKey"/> holds.</param>
    /// <param name="message">The signed bytes.</param>
    /// <param name="signature">64 bytes.</param>
    /// <returns>Whether the key signed the message; a signature whose scalar is not below the group order is none.</returns>
    bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
}
