using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KlingGen.Emulator.Exchange;

/// <summary>Sends an answer the way a sound server does.</summary>
internal static class ReplyWriter
{
    private const int PieceSize = 64 * 1024;

    // RFC 6455, section 4.2.2.
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    public static async Task WriteAsync(FalCall call, Reply reply)
    {
        HttpResponse response = call.Http.Response;
        if (reply.Upgrade is { } talk)
        {
            await UpgradeAsync(call.Http, talk).ConfigureAwait(false);
            return;
        }

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

    /// <summary>Whether the connection can become a WebSocket.</summary>
    public static bool WantsUpgrade(HttpContext http) =>
        http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } && http.Request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase)
        && http.Request.Headers.SecWebSocketKey.ToString().Length > 0;

    private static async Task UpgradeAsync(HttpContext http, Func<WebSocket, Task> talk)
    {
        string key = http.Request.Headers.SecWebSocketKey.ToString().Trim();
#pragma warning disable CA5350 // The protocol asks for SHA-1; nothing is kept secret by it.
        http.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptSuffix)));
#pragma warning restore CA5350
        http.Response.Headers.Upgrade = "websocket";
        http.Response.Headers.Connection = "Upgrade";
        Stream stream = await http.Features.Get<IHttpUpgradeFeature>()!.UpgradeAsync().ConfigureAwait(false);
        using WebSocket socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
        try
        {
            await talk(socket).ConfigureAwait(false);
        }
        catch (WebSocketException error)
        {
            throw new IOException("The connection was lost.", error);
        }
    }
}
