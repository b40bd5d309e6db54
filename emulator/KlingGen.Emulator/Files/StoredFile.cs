namespace KlingGen.Emulator.Files;

/// <summary>A file that can be downloaded.</summary>
internal sealed record StoredFile(string Name, string ContentType, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>When it is gone; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public FileRules Rules { get; init; } = FileRules.Open;
}
