namespace KlingGen.Emulator;

/// <summary>Passes calls on to the service and keeps what it answered.</summary>
/// <remarks>
/// Each call costs what it costs at the service. A paid call is sent once: it is never repeated, and goes on when its caller goes away. What is kept is
/// scrubbed of keys, tokens and signatures of addresses.
/// </remarks>
public sealed class FalRecordOptions
{
    /// <summary>Where recordings go, one file a call; it is made if it is missing.</summary>
    public required string Folder { get; set; }

    /// <summary>The key that is sent to the service, as <c>key id:key secret</c>. It goes nowhere else and is never written.</summary>
    public required string ApiKey { get; set; }

    /// <summary>Address of another emulator that plays the service; null, the default, for the service itself.</summary>
    public Uri? Service { get; set; }

    /// <summary>Whether the files that results name are kept beside the recordings. By default a replay answers with placeholders of the same type and size.</summary>
    public bool KeepMedia { get; set; }
}
