namespace KlingGen;

/// <summary>A body of bytes for one attempt.</summary>
internal abstract class AttemptContent : BodyContent
{
    /// <summary>Whether all bytes have been handed to the connection.</summary>
    public abstract bool IsSent { get; }
}
