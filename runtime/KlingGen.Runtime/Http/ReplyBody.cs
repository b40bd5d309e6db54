using System.Buffers;

namespace KlingGen;

/// <summary>Reads a body whole, within a limit, and notices when it is shorter than announced.</summary>
internal static class ReplyBody
{
    private const int FirstBuffer = 16 * 1024;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, long limit, CancellationToken cancellationToken)
    {
        limit = Math.Min(limit, Array.MaxLength - 1);
        long? announced = content.Headers.ContentLength;
        if (announced > limit)
            throw new ReplyTooLongException(limit);
        if (announced == 0)
            return default;

        Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
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
                        break;
                    length += read;
                    if (length > limit)
                        throw new ReplyTooLongException(limit);
                    if (length == buffer.Length)
                        buffer = Grow(buffer, length);
                }

                // The socket handler notices this by itself; handlers of the caller may not.
                if (announced is { } whole && length < whole && content.Headers.ContentEncoding.Count == 0)
                    throw new HttpIOException(HttpRequestError.ResponseEnded, $"The answer broke off after {length} of {whole} bytes.");
                return buffer.AsSpan(0, length).ToArray();
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, buffer.Length * 2L));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}

/// <summary>An answer longer than <see cref="FalClientOptions.MaxResponseBytes"/>.</summary>
internal sealed class ReplyTooLongException(long limit) : IOException($"The answer is longer than {limit} bytes (FalClientOptions.MaxResponseBytes).");
