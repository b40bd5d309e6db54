namespace KlingGen.Emulator;

/// <content>What the emulator takes in. All of it is memory of its process.</content>
public sealed partial class FalEmulatorOptions
{
    /// <summary>Longest body of a request that is no file. A longer one is answered 413, and the connection is closed.</summary>
    /// <value>Bytes; default 64 MiB, which leaves room for media written into an input.</value>
    public long MaxInputBytes { get; set; } = 64L << 20;

    /// <summary>Longest file that is taken, in one piece or as the sum of its parts, where <see cref="KeepUploads"/> keeps it. A longer one is answered 413.</summary>
    /// <value>Bytes; default 1 GiB, at most 2147483591, the longest array.</value>
    public long MaxUploadBytes { get; set; } = 1L << 30;

    /// <summary>What an operation may send; null for no limit.</summary>
    internal long? LongestBody(FalOperation operation) => operation is not (FalOperation.Upload or FalOperation.UploadPart) ? MaxInputBytes
        : KeepUploads ? Math.Min(MaxUploadBytes, Array.MaxLength) : null;
}
