using System.Buffers;
namespace KlingGen;

/// <content>What is behind local media: for validation, and for the call that uploads or inlines it.</content>
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

    /// <summary>Looks at local content without using it up. Never throws.</summary>
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

    /// <summary>Opens local content.</summary>
    /// <param name="cancellationToken">Ends the waiting for the first bytes.</param>
    /// <returns>The content; disposing it closes what was opened here, never the caller's stream.</returns>
    /// <exception cref="MediaUnreadableException">The content cannot be read, or is a stream that cannot seek and has been read before.</exception>
    internal async ValueTask<FalMediaContent> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        MediaSource source = Open();
        try
        {
            string type = _contentType ?? MediaTypes.ByFileName(FileName) ?? await LookAsync(source, cancellationToken).ConfigureAwait(false) ?? MediaTypes.Unknown;
            if (!System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(type, out _))
                throw new MediaUnreadableException(new InvalidOperationException($"its content type '{type}' is not a media type such as image/png"));
            return new FalMediaContent(source, type, SafeName() ?? "file" + MediaTypes.Extension(type));
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Local content as a data URI.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The text.</returns>
    /// <exception cref="MediaUnreadableException">As <see cref="OpenAsync"/>.</exception>
    internal async ValueTask<string> ToDataUriAsync(CancellationToken cancellationToken)
    {
        FalMediaContent content = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            if (Kind == FalMediaKind.Bytes) return DataUri.Make(content.ContentType, _bytes.Span);
            byte[] bytes = new byte[content.Source.Length ?? 4096];
            int length = 0;
            while (true)
            {
                int read = await content.Source.FillAsync(length, bytes.AsMemory(length), cancellationToken).ConfigureAwait(false);
                length += read;
                if (read == 0 || length < bytes.Length || content.Source.Length is not null) break;
                Array.Resize(ref bytes, bytes.Length * 2);
            }

            return DataUri.Make(content.ContentType, bytes.AsSpan(0, length));
        }
    }

    private MediaSource Open()
    {
        try
        {
            return Kind switch
            {
                FalMediaKind.Bytes => new MemorySource(_bytes),
                FalMediaKind.File => FileSource.Open(_text!),
                FalMediaKind.Stream when _stream!.CanSeek => new StreamSource(_stream, _start),
                FalMediaKind.Stream when Interlocked.Exchange(ref _opened, 1) == 0 => new OneWaySource(_stream!, ownsStream: false),
                FalMediaKind.Stream => throw new InvalidOperationException("the stream cannot seek and has been read by an earlier call; give a new stream, bytes, or a file for each call"),
                _ => throw new InvalidOperationException($"{this} is sent as it is; there is no content to open"),
            };
        }
        catch (Exception error)
        {
            throw new MediaUnreadableException(error);
        }
    }

    private static async ValueTask<string?> LookAsync(MediaSource source, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> head = await ReadHeadAsync(source, LeadingBytes.Needed, cancellationToken).ConfigureAwait(false);
        if (head.Length == LeadingBytes.Needed && TextContent.MayBeJson(head.Span))
            head = await ReadHeadAsync(source, TextContent.LongestJson + 1, cancellationToken).ConfigureAwait(false);
        return LeadingBytes.TypeOf(head.Span);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadHeadAsync(MediaSource source, int max, CancellationToken cancellationToken)
    {
        if (source is OneWaySource oneWay)
            return await oneWay.PeekAsync(max, cancellationToken).ConfigureAwait(false);
        byte[] head = new byte[Math.Min(max, source.Length ?? max)];
        return head.AsMemory(0, await source.FillAsync(0, head, cancellationToken).ConfigureAwait(false));
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
