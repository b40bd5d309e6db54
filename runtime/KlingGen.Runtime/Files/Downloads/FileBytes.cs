namespace KlingGen;

/// <summary>A file in memory.</summary>
internal static class FileBytes
{
    /// <exception cref="FalApiException">The data URI cannot be read, or is longer than allowed.</exception>
    public static byte[] Decode(string dataUri, long maxBytes)
    {
        if (dataUri.Length / 4L * 3 > maxBytes + 3)
            throw new FalApiException($"The file is longer than {maxBytes} bytes (FalClientOptions.MaxFileBytes).");
        try
        {
            return FileDataUri.Decode(dataUri);
        }
        catch (FormatException error)
        {
            throw new FalApiException("The file's data URI cannot be read.", error);
        }
    }
}
