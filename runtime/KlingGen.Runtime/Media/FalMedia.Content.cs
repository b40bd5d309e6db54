using System.Buffers;

namespace KlingGen;

/// <content>What is behind media of this machine: for validation, and for the call that uploads or inlines it.</content>
public sealed partial class FalMedia
{
    private readonly long _start;
    private int _opened;
    private byte _form;

    /// <summary>Whether an address or data URI has the form of one. Found once: the text never changes, and it is asked before each call.</summary>
    internal bool IsWellFormed
    {
        get
        {
            const byte Good = 1;
            const byte Bad = 2;
            if (_form == 0) _form = (Kind == FalMediaKind.Url ? MediaText.IsUrl(_text) : MediaText.IsDataUri(_text)) ? Good : Bad;
            return _form == Good;
        }
    }

    /// <summary>Looks at content of this machine without using it up. Never throws.</summary>
    /// <param name="pixels">Whether the size in pixels matters.</param>
    internal MediaFacts Inspect(bool pixels)
    {
        try
        {
            return Kind switch
            {
                FalMediaKind.Bytes => new MediaFacts(_bytes.Length, pixels ? ImageHeader.TryRead(_bytes.Span) : null, null),
                FalMediaKind.DataUri => DataUri.Inspect(_text!, pixels),
                FalMediaKind.File => InspectFile(pixels),
                FalMediaKind.Stream when _stream!.CanSeek => InspectStream(pixels),
                _ => default,
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or ObjectDisposedException or System.Security.SecurityException)
        {
            return new MediaFacts(null, null, error.Message);
        }
    }

    /// <summary>Opens content of this machine for reading from its start.</summary>
    /// <param name="cancellationToken">Ends the waiting for the first bytes.</param>
    /// <returns>The content; disposing it closes what was opened here, never the caller's stream.</returns>
    /// <exception cref="InvalidOperationException">The media is an address or data URI, or a stream that cannot seek and has been read before.</exception>
    /// <exception cref="IOException">The content cannot be read.</exception>
    internal async ValueTask<FalMediaContent> OpenAsync(CancellationToken cancellationToken)
    {
        Stream inner = Open();
        try
        {
            long? length = inner.CanSeek ? inner.Length - inner.Position : null;
            var head = new byte[MediaTypes.Needed];
            int read = await inner.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            ReadOnlyMemory<byte> prefix = head.AsMemory(0, read);
            if (inner.CanSeek)
            {
                inner.Seek(-read, SeekOrigin.Current);
                prefix = default;
            }

            string type = _contentType ?? MediaTypes.ByFileName(FileName) ?? MediaTypes.ByLeadingBytes(head.AsSpan(0, read)) ?? MediaTypes.Unknown;
            string name = SafeName() ?? "file" + MediaTypes.Extension(type);
            return new FalMediaContent(new MediaStream(prefix, inner, ownsInner: Kind != FalMediaKind.Stream), length, type, name);
        }
        catch
        {
            if (Kind != FalMediaKind.Stream) await inner.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Content of this machine as a data URI.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The text.</returns>
    /// <exception cref="InvalidOperationException">As <see cref="OpenAsync"/>.</exception>
    /// <exception cref="IOException">The content cannot be read.</exception>
    internal async ValueTask<string> ToDataUriAsync(CancellationToken cancellationToken)
    {
        FalMediaContent content = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            if (Kind == FalMediaKind.Bytes) return DataUri.Make(content.ContentType, _bytes.Span);
            using var copy = new MemoryStream();
            await content.Stream.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
            return DataUri.Make(content.ContentType, copy.GetBuffer().AsSpan(0, (int)copy.Length));
        }
    }

    private Stream Open()
    {
        switch (Kind)
        {
            case FalMediaKind.Bytes:
                return new ReadOnlyMemoryStream(_bytes);
            case FalMediaKind.File:
                return new FileStream(_text!, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, FileOptions.Asynchronous | FileOptions.SequentialScan);
            case FalMediaKind.Stream when _stream!.CanSeek:
                _stream.Position = _start;
                return _stream;
            case FalMediaKind.Stream when Interlocked.Exchange(ref _opened, 1) == 0:
                return _stream!;
            case FalMediaKind.Stream:
                throw new InvalidOperationException("The stream cannot seek and has been read by an earlier call. Give a new stream, bytes, or a file for each call.");
            default:
                throw new InvalidOperationException($"{this} is sent as it is; there is no content to open.");
        }
    }

    private MediaFacts InspectFile(bool pixels)
    {
        using var stream = new FileStream(_text!, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return new MediaFacts(stream.Length, pixels ? ReadHeader(stream) : null, null);
    }

    private MediaFacts InspectStream(bool pixels)
    {
        long before = _stream!.Position;
        _stream.Position = _start;
        try
        {
            return new MediaFacts(_stream.Length - _start, pixels ? ReadHeader(_stream) : null, null);
        }
        finally
        {
            _stream.Position = before;
        }
    }

    private static ImageSize? ReadHeader(Stream stream)
    {
        byte[] head = ArrayPool<byte>.Shared.Rent(ImageHeader.Needed);
        try
        {
            int read = stream.ReadAtLeast(head.AsSpan(0, ImageHeader.Needed), ImageHeader.Needed, throwOnEndOfStream: false);
            return ImageHeader.TryRead(head.AsSpan(0, read));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }
    }

    private string? SafeName()
    {
        string? name = Path.GetFileName(FileName?.Replace('\\', '/'));
        return string.IsNullOrWhiteSpace(name) ? null : name;
    }
}
