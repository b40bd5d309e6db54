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
    /// <returns>False when the caller went away in the middle; what came is kept.</returns>
    public static async Task<bool> ReadAsync(FalCall call, bool keep)
    {
        HttpRequest request = call.Http.Request;
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding"))
            return true;

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var kept = new MemoryStream(keep ? (int)Math.Min(request.ContentLength ?? 0, 1 << 20) : 0);
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        bool complete = true;
        try
        {
            int count;
            while ((count = await request.Body.ReadAsync(piece, call.Aborted).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(piece, 0, count);
                call.BodyLength += count;
                if (keep)
                    kept.Write(piece, 0, count);
            }
        }
        catch (Exception e) when (e is IOException or BadHttpRequestException or OperationCanceledException)
        {
            complete = false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        call.Body = kept.ToArray();
        call.BodySha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        return complete;
    }
}
