namespace KlingGen.Cli.Hosting;

/// <summary>Standard output whose failure says what it is: a full disk or a closed stream, and not just any file.</summary>
internal sealed class ResultStream(Stream inner) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            throw CliException.Unwritable($"Standard output cannot be written: {Sentences.Of(error)} Check where it is sent, and the space there.", error);
        }
    }

    public override void Flush() => inner.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
