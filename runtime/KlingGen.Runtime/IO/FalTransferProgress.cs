namespace KlingGen;

/// <summary>How far an upload or download has come.</summary>
/// <param name="Bytes">Bytes transferred so far. What had to be sent or fetched again is counted once.</param>
/// <param name="Total">The bytes in all; <see langword="null"/> when nobody knows before the end.</param>
public readonly record struct FalTransferProgress(long Bytes, long? Total)
{
    /// <summary>The part that is done, from 0 to 1; <see langword="null"/> when the total is not known.</summary>
    public double? Fraction => Total is { } total ? total == 0 ? 1 : (double)Bytes / total : null;
}
