namespace KlingGen.Emulator.Files;

/// <summary>A file that can be downloaded.</summary>
internal sealed record StoredFile(string Name, string ContentType, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>When it is gone; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Name of the account it belongs to, which may always read it; null for that of the emulator's user.</summary>
    public string? Owner { get; init; }

    /// <summary>Of the bytes, in lower-case hexadecimal.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Bytes.Span));

    /// <summary>Changes with the bytes, and with nothing else.</summary>
    public string Tag => $"\"{Sha256[..32]}\"";

    public FileRules Rules { get; init; } = FileRules.Open;
}
