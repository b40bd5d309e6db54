namespace KlingGen;

/// <summary>A file in the service's storage.</summary>
public sealed record FalUploadedFile : IFalFile
{
    /// <summary>Creates one.</summary>
    /// <param name="url">Its address; give it to any media member of an input.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="fileName">The name it was uploaded under.</param>
    /// <param name="fileSize">Its size in bytes.</param>
    public FalUploadedFile(string url, string contentType, string fileName, long fileSize) =>
        (Url, ContentType, FileName, FileSize) = (url, contentType, fileName, fileSize);

    /// <summary>Its address; give it to any media member of an input.</summary>
    public string Url { get; init; }

    /// <summary>Its media type.</summary>
    public string ContentType { get; init; }

    /// <summary>The name it was uploaded under.</summary>
    public string FileName { get; init; }

    /// <summary>Its size in bytes.</summary>
    public long FileSize { get; init; }

    /// <inheritdoc/>
    long? IFalFile.FileSize => FileSize;
}
