namespace KlingGen;

/// <summary>A file the service made: what every generated image, video, audio or file record has in common.</summary>
public interface IFalFile
{
    /// <summary>Where the file is: an address, or a data URI when the call asked for one.</summary>
    string Url { get; }

    /// <summary>The media type, <c>image/png</c> for one; null when the service did not say.</summary>
    string? ContentType { get; }

    /// <summary>The service's name for the file; null when it did not say. Foreign text: never use it as a path unchecked.</summary>
    string? FileName { get; }

    /// <summary>The size in bytes; null when the service did not say.</summary>
    long? FileSize { get; }
}
