using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace KlingGen.AspNetCore;

/// <summary>Sends what a browser sent, with the key of the account in the place of whatever it brought along.</summary>
internal sealed class ProxyTransport : IDisposable
{
    private const string Name = "KlingGen.AspNetCore";

    private readonly HttpMessageInvoker _http = new(New(reusesConnections: true));

    // A connection of its own for each paid call: where one that was kept open turns out to be closed, the handler sends again by itself.
    private readonly HttpMessageInvoker _paid = new(New(reusesConnections: false));

    public Task<HttpResponseMessage> SendAsync(HttpContext context, ProxyTarget target, ReadOnlyMemory<byte> body, FalClient client, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target.Address) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (context.Request.Method is "POST" or "PUT")
        {
            request.Content = new ReadOnlyMemoryContent(body);
            if (MediaTypeHeaderValue.TryParse(context.Request.ContentType, out MediaTypeHeaderValue? type))
                request.Content.Headers.ContentType = type;
        }

        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in context.Request.Headers)
        {
            if (IsPassedOn(name))
                request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        request.Headers.TryAddWithoutValidation("x-fal-client-proxy", Name);
        if (client.Transport.Key.Authorization is { } authorization)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return (target.EndpointPath is null ? _http : _paid).SendAsync(request, cancellationToken);
    }

    public void Dispose()
    {
        _http.Dispose();
        _paid.Dispose();
    }

    // Accept decides between an answer and a stream of events.
    private static bool IsPassedOn(string name) =>
        name.Equals("Accept", StringComparison.OrdinalIgnoreCase) || name.Equals("User-Agent", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("x-fal-", StringComparison.OrdinalIgnoreCase) && !name.Equals(ProxyTarget.Header, StringComparison.OrdinalIgnoreCase) && !name.Equals("x-fal-client-proxy", StringComparison.OrdinalIgnoreCase));

    private static SocketsHttpHandler New(bool reusesConnections)
    {
        SocketsHttpHandler handler = ApiSender.NewSocketsHandler();
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        if (!reusesConnections)
            handler.PooledConnectionLifetime = TimeSpan.Zero;
        return handler;
    }
}
