using Microsoft.AspNetCore.Http;

namespace KlingGen.Emulator.Hosting;

/// <summary>Takes the whole request body in, so that the journal can witness it before anything else happens.</summary>
internal static class BodyReader
{
    /// <returns>False when the caller went away in the middle; what came is kept.</returns>
    public static async Task<bool> ReadAsync(FalCall call)
    {
        HttpRequest request = call.Http.Request;
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding"))
            return true;

        var buffer = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, 1 << 20));
        bool complete = true;
        try
        {
            await request.Body.CopyToAsync(buffer, call.Aborted).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or BadHttpRequestException or OperationCanceledException)
        {
            complete = false;
        }

        call.Body = buffer.ToArray();
        return complete;
    }
}
