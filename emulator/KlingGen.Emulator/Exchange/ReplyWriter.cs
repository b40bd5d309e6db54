using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KlingGen.Emulator.Exchange;

/// <summary>Sends an answer the way a sound server does.</summary>
internal static class ReplyWriter
{
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
                await response.Body.WriteAsync(reply.Body, call.Aborted).ConfigureAwait(false);
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
}
