using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>A picture, clip, sound or other file given to the service: an address, or local content that the call uploads or inlines.</summary>
/// <remarks>
/// Making one does no input or output and checks nothing: validation before the call reports a missing file or a text that is not an address, with the
/// member it belongs to. Addresses and data URIs are equal by text, files by path, bytes and streams by identity.
/// </remarks>
[JsonConverter(typeof(FalMediaJsonConverter))]
public sealed partial class FalMedia : IEquatable<FalMedia>
{
    private readonly string? _text;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Stream? _stream;
    private readonly string? _contentType;
    private readonly string? _fileName;

    private FalMedia(FalMediaKind kind, string? text, string? contentType = null, string? fileName = null, ReadOnlyMemory<byte> bytes = default, Stream? stream = null)
    {
        Kind = kind;
        _text = text;
        _contentType = contentType;
        _fileName = fileName;
        _bytes = bytes;
        _stream = stream;
        _start = stream is { CanSeek: true } ? stream.Position : 0;
    }

    /// <summary>Where the content comes from.</summary>
    public FalMediaKind Kind { get; }

    /// <summary>The address or data URI as it is sent; null for local content.</summary>
    public string? Url => Kind is FalMediaKind.Url or FalMediaKind.DataUri ? _text : null;

    /// <summary>The path given to <see cref="FromFile"/>; null for other kinds.</summary>
    public string? FilePath => Kind == FalMediaKind.File ? _text : null;

    /// <summary>The media type given; null where it is to be recognised.</summary>
    public string? ContentType => _contentType;

    /// <summary>The name the content is uploaded under; null where there is none.</summary>
    public string? FileName => _fileName ?? (Kind == FalMediaKind.File ? Path.GetFileName(_text) : null);

    /// <summary>Whether the content must be uploaded or inlined before it can be sent.</summary>
    public bool IsLocal => Kind is FalMediaKind.Bytes or FalMediaKind.Stream or FalMediaKind.File;

    /// <summary>Takes an address or data URI.</summary>
    /// <param name="urlOrDataUri">The text; null stays null.</param>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(urlOrDataUri))]
    public static implicit operator FalMedia?(string? urlOrDataUri) => urlOrDataUri is null ? null : FromText(urlOrDataUri);

    /// <summary>Takes an address.</summary>
    /// <param name="url">The address; null stays null.</param>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(url))]
    public static implicit operator FalMedia?(Uri? url) => url is null ? null : FromUrl(url);

    /// <summary>Creates media from a file that another call made, as <see cref="FromResult"/> does.</summary>
    /// <param name="file">The file; null stays null.</param>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(file))]
    public static implicit operator FalMedia?(FalFile? file) => file is null ? null : FromResult(file);

    /// <summary>Whether both are the same media.</summary>
    /// <param name="left">One media.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(FalMedia? left, FalMedia? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the two are different media.</summary>
    /// <param name="left">One media.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(FalMedia? left, FalMedia? right) => !(left == right);

    /// <summary>Creates media from an address that the service can fetch.</summary>
    /// <param name="url">The address, <c>https://…</c>. Checked by validation, not here.</param>
    /// <returns>The media.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="url"/> is null.</exception>
    public static FalMedia FromUrl(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return FromText(url);
    }

    /// <summary>Creates media from an address that the service can fetch.</summary>
    /// <param name="url">The address. A <c>file:</c> address becomes <see cref="FromFile"/>.</param>
    /// <returns>The media.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="url"/> is null.</exception>
    public static FalMedia FromUrl(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.IsAbsoluteUri) return FromText(url.OriginalString);
        return url.IsFile ? FromFile(url.LocalPath) : FromText(url.AbsoluteUri);
    }

    /// <summary>Creates media from a data URI, which is sent as it is.</summary>
    /// <param name="dataUri">The text, <c>data:image/png;base64,…</c>. Checked by validation, not here.</param>
    /// <returns>The media.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="dataUri"/> is null.</exception>
    public static FalMedia FromDataUri(string dataUri)
    {
        ArgumentNullException.ThrowIfNull(dataUri);
        return FromText(dataUri);
    }

    /// <summary>Creates media from a file that another call made: its address is passed on, and nothing is downloaded.</summary>
    /// <param name="file">The file, of any endpoint.</param>
    /// <returns>The media.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="file"/> is null.</exception>
    public static FalMedia FromResult(IFalFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return FromText(file.Url);
    }

    /// <summary>Creates media from bytes in memory. They are not copied: do not change them until the call has been sent.</summary>
    /// <param name="bytes">The content.</param>
    /// <param name="contentType">The media type, <c>image/png</c> for one; null recognises it by the first bytes.</param>
    /// <param name="fileName">The name to upload under; null makes one from the content type.</param>
    /// <returns>The media.</returns>
    public static FalMedia FromBytes(ReadOnlyMemory<byte> bytes, string? contentType = null, string? fileName = null) =>
        new(FalMediaKind.Bytes, null, contentType, fileName, bytes);

    /// <summary>Creates media from a stream. The call reads it from the position it has now, and never closes it.</summary>
    /// <param name="stream">The content. A stream that cannot seek serves one call.</param>
    /// <param name="contentType">The media type; null recognises it by file name or first bytes.</param>
    /// <param name="fileName">The name to upload under; null makes one from the content type.</param>
    /// <returns>The media.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be read.</exception>
    public static FalMedia FromStream(Stream stream, string? contentType = null, string? fileName = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead) throw new ArgumentException("The stream cannot be read; give one that is open for reading.", nameof(stream));
        return new FalMedia(FalMediaKind.Stream, null, contentType, fileName, default, stream);
    }

    /// <summary>Creates media from a local file. It is opened when the call is made.</summary>
    /// <param name="path">The path, absolute or relative to the working directory. Checked by validation, not here.</param>
    /// <param name="contentType">The media type; null recognises it by file name or first bytes.</param>
    /// <returns>The media.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    public static FalMedia FromFile(string path, string? contentType = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FalMedia(FalMediaKind.File, path, contentType);
    }

    /// <inheritdoc/>
    public bool Equals(FalMedia? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || Kind != other.Kind) return false;
        if (_text is not null)
            return string.Equals(_text, other._text, StringComparison.Ordinal) && string.Equals(_contentType, other._contentType, StringComparison.Ordinal);
        bool same = Kind == FalMediaKind.Stream ? ReferenceEquals(_stream, other._stream) && _start == other._start : _bytes.Equals(other._bytes);
        return same && string.Equals(_contentType, other._contentType, StringComparison.Ordinal) && string.Equals(_fileName, other._fileName, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FalMedia);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _text is not null ? StringComparer.Ordinal.GetHashCode(_text) : HashCode.Combine(Kind, _stream is null ? _bytes.GetHashCode() : _stream.GetHashCode());

    /// <summary>Kind and name or host, never the content, so that it can be logged.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Kind switch
    {
        FalMediaKind.File => $"file {Path.GetFileName(_text)}",
        FalMediaKind.Bytes => $"{_bytes.Length} bytes{Name()}",
        FalMediaKind.Stream => $"stream{Name()}",
        FalMediaKind.DataUri => $"data URI {MediaText.DataUriContentType(_text!)}".TrimEnd(),
        _ => MediaText.HostAndFile(_text!),
    };

    /// <summary>Text from the wire or from a string: a data URI by its scheme, anything else counts as an address until validation.</summary>
    internal static FalMedia FromText(string text) =>
        new(text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? FalMediaKind.DataUri : FalMediaKind.Url, text);

    private string Name() => _fileName is null ? string.Empty : $" {Path.GetFileName(_fileName)}";
}
