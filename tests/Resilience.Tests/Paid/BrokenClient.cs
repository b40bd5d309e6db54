namespace Resilience.Tests.Paid;

/// <summary>
/// What must never be: a client that copies the body of a paid request and sends the copy again when no usable answer comes.
/// The guard of the library cannot see it, the journal can.
/// </summary>
internal sealed class BrokenClient() : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        for (int attempt = 1; ; attempt++)
        {
            using var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new ByteArrayContent(body), Version = request.Version, VersionPolicy = request.VersionPolicy };
            copy.Content.Headers.ContentType = new("application/json");
            foreach ((string name, IEnumerable<string> values) in request.Headers)
                copy.Headers.TryAddWithoutValidation(name, values);
            try
            {
                HttpResponseMessage response = await base.SendAsync(copy, cancellationToken);
                response.RequestMessage = request;
                if (response.IsSuccessStatusCode || attempt == 3)
                    return response;
                response.Dispose();
            }
            catch (HttpRequestException) when (attempt < 3)
            {
            }
        }
    }
}
