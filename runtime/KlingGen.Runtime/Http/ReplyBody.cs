using System.Buffers;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace KlingGen;

/// <summary>Reads a body whole, within limits, and notices when it is shorter than announced.</summary>
internal static class ReplyBody
{
    private const int FirstBuffer = 16 * 1024;

    /// <summary>A body may be this many times larger than what came over the wire, once it is larger than a megabyte.</summary>
    private const int MaxRatio = 100;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, long limit, CancellationToken cancellationToken)
    {
        limit = Math.Min(limit, Array.MaxLength - 1);
        long? announced = InBrowser.HidesEncoding ? null : content.Headers.ContentLength;
        if (announced > limit)
            throw new ReplyTooLongException(limit);
        if (announced == 0)
            return default;

        Stream wire = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (wire.ConfigureAwait(false))
        {
            var counted = new CountingStream(wire);
            Stream stream = Decoder(content, counted);
            await using (stream.ConfigureAwait(false))
            {
                ReadOnlyMemory<byte> body = await ReadAsync(stream, counted, announced, limit, cancellationToken).ConfigureAwait(false);
                // The socket handler notices this by itself; handlers of the caller may not.
                return announced is { } whole && counted.Count < whole
                    ? throw new HttpIOException(HttpRequestError.ResponseEnded, $"The answer broke off after {counted.Count} of {whole} bytes")
                    : body;
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Stream stream, CountingStream wire, long? announced, long limit, CancellationToken cancellationToken)
    {
        // An announced length is trusted for one megabyte only: a lie must not cost memory before a byte has come.
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(announced + 1 ?? FirstBuffer, 256, 1 << 20));
        int length = 0;
        try
        {
            while (true)
            {
                int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return buffer.AsSpan(0, length).ToArray();
                length += read;
                if (length > limit)
                    throw new ReplyTooLongException(limit);
                if (length > 1 << 20 && length > wire.Count * MaxRatio)
                    throw new ReplyTooLongException(wire.Count * MaxRatio);
                if (length == buffer.Length)
                    buffer = Grow(buffer, length);
            }
        }
        catch (InvalidDataException error)
        {
            throw new HttpIOException(HttpRequestError.InvalidResponse, "The answer cannot be decompressed", error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Nothing compressed is asked for. What comes so all the same is read, under a limit that no bomb passes.
    private static Stream Decoder(HttpContent content, Stream wire)
    {
        if (InBrowser.HidesEncoding || !content.Headers.NonValidated.Contains("Content-Encoding") || content.Headers.ContentEncoding.Count == 0)
            return wire;
        return content.Headers.ContentEncoding.Count > 1 ? throw Unknown() : content.Headers.ContentEncoding.Single().ToLowerInvariant() switch
        {
            "identity" => wire,
            "gzip" or "x-gzip" => new GZipStream(wire, CompressionMode.Decompress, leaveOpen: true),
            "deflate" => new ZLibStream(wire, CompressionMode.Decompress, leaveOpen: true),
#if !NETSTANDARD2_0
            "br" => new BrotliStream(wire, CompressionMode.Decompress, leaveOpen: true),
#endif
            _ => throw Unknown(),
        };

        static HttpIOException Unknown() => new(HttpRequestError.InvalidResponse, "The answer has a content encoding that was not requested");
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, buffer.Length * 2L));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}

/// <summary>An answer longer than <see cref="FalClientOptions.MaxResponseBytes"/>, or one that decompresses to too much.</summary>
internal sealed class ReplyTooLongException(long limit) : IOException($"The answer is longer than {limit} bytes (FalClientOptions.MaxResponseBytes)");
