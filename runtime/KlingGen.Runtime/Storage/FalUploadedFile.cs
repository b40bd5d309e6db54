namespace KlingGen;

/// <summary>A file in the service's storage.</summary>
/// <param name="Url">Its address; give it to any media member of an input.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="FileName">The name it was uploaded under.</param>
/// <param name="FileSize">Its size in bytes.</param>
public sealed record FalUploadedFile(string Url, string ContentType, string FileName, long FileSize) : IFalFile
{
    /// <inheritdoc/>
    long? IFalFile.FileSize => FileSize;
}
