namespace KlingGen;

/// <summary>How far an upload or download has come.</summary>
public readonly record struct FalTransferProgress
{
    /// <summary>Creates one.</summary>
    /// <param name="bytes">Bytes transferred so far. What had to be sent or fetched again is counted once.</param>
    /// <param name="total">The bytes in all; <see langword="null"/> when nobody knows before the end.</param>
    public FalTransferProgress(long bytes, long? total) =>
        (Bytes, Total) = (bytes, total);

    /// <summary>Bytes transferred so far. What had to be sent or fetched again is counted once.</summary>
    public long Bytes { get; init; }

    /// <summary>The bytes in all; <see langword="null"/> when nobody knows before the end.</summary>
    public long? Total { get; init; }

    /// <summary>The part that is done, from 0 to 1; <see langword="null"/> when the total is not known.</summary>
    public double? Fraction => Total is { } total ? total == 0 ? 1 : (double)Bytes / total : null;
}
