using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KlingGen.Emulator.Exchange;

/// <summary>Sends an answer the way a sound server does.</summary>
internal static class ReplyWriter
{
    private const int PieceSize = 64 * 1024;

    public static async Task WriteAsync(FalCall call, Reply reply)
    {
        HttpResponse response = call.Http.Response;
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        foreach ((string name, string value) in reply.Headers)
            response.Headers[name] = value;

        // The server cuts the connection of whoever writes a body, an empty one too, where there can be none.
        if (reply.Status is 204 or 304)
            return;

        if (reply.Frames is null)
        {
            response.ContentLength = reply.Body.Length;
            if (!HttpMethods.IsHead(call.Method))
                await WritePiecesAsync(response, reply.Body, call.Aborted).ConfigureAwait(false);
            return;
        }

        call.Http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await response.StartAsync(call.Aborted).ConfigureAwait(false);
        await foreach (ReadOnlyMemory<byte> frame in reply.Frames.WithCancellation(call.Aborted).ConfigureAwait(false))
        {
            await response.Body.WriteAsync(frame, call.Aborted).ConfigureAwait(false);
            await response.Body.FlushAsync(call.Aborted).ConfigureAwait(false);
        }
    }

    // The server copies what it is given before it waits for the caller to read: a piece at a time, one who never reads costs a piece and not the file.
    private static async Task WritePiecesAsync(HttpResponse response, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        do
        {
            int length = Math.Min(body.Length, PieceSize);
            await response.Body.WriteAsync(body[..length], cancellationToken).ConfigureAwait(false);
            body = body[length..];
        }
        while (!body.IsEmpty);
    }
}
