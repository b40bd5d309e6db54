namespace KlingGen.Testing;

/// <summary>Generated code differs from what was reviewed. Every test framework shows it as a failure.</summary>
public sealed class FalSnapshotException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public FalSnapshotException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What differs.</param>
    public FalSnapshotException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What differs.</param>
    /// <param name="innerException">What led to it.</param>
    public FalSnapshotException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
