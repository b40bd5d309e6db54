using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace KlingGen.Emulator.Exchange;

/// <summary>Takes the whole request body in, so that the journal records it before anything else happens.</summary>
internal static class BodyReader
{
    private const int PieceSize = 64 * 1024;

    /// <param name="call">The call; gets body, length and hash.</param>
    /// <param name="keep">Whether the bytes are wanted, or only their hash.</param>
    /// <param name="longest">Bytes that are taken at most; null for any number.</param>
    /// <returns>How it ended; what came is kept.</returns>
    public static async Task<BodyEnd> ReadAsync(FalCall call, bool keep, long? longest)
    {
        HttpRequest request = call.Http.Request;
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding"))
            return BodyEnd.Complete;
        if (request.ContentLength > longest)
            return BodyEnd.TooLong;

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var kept = new MemoryStream(keep ? (int)Math.Min(request.ContentLength ?? 0, 1 << 20) : 0);
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        BodyEnd end = BodyEnd.Complete;
        try
        {
            int count;
            while ((count = await request.Body.ReadAsync(piece, call.Aborted).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(piece, 0, count);
                call.BodyLength += count;
                if (call.BodyLength > longest)
                {
                    end = BodyEnd.TooLong;
                    kept.SetLength(0);
                    break;
                }

                if (keep)
                    kept.Write(piece, 0, count);
            }
        }
        catch (BadHttpRequestException) when (!call.Aborted.IsCancellationRequested)
        {
            end = BodyEnd.Malformed;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            end = BodyEnd.Cut;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        call.Body = kept.ToArray();
        call.BodySha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        return end;
    }
}

/// <summary>How a body ended.</summary>
internal enum BodyEnd
{
    Complete,

    /// <summary>The caller went away in the middle.</summary>
    Cut,

    /// <summary>It broke the rules of HTTP.</summary>
    Malformed,

    /// <summary>Its length, sent or announced, is beyond what is taken.</summary>
    TooLong,
}
