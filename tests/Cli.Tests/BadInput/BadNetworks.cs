using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Cli.Tests.Support;
using KlingGen.Cli.Hosting;
using static Cli.Tests.BadInput.BadCase;

namespace Cli.Tests.BadInput;

/// <summary>A service that is not there, or answers as it should not.</summary>
internal static class BadNetworks
{
    public static IEnumerable<BadCase> All
    {
        get
        {
            foreach ((string name, Func<HttpRequestMessage, HttpResponseMessage?> answer) in Answers())
            {
                yield return Service($"add, and {name}", answer, "add", KlingSchema.Id);
                BadCase refresh = Service($"refresh, and {name}", answer, "refresh");
                yield return refresh with { Arrange = run => { Worlds.Locked(run); refresh.Arrange!(run); } };
            }
            yield return Service("inspect, and the endpoint is unknown", static _ => StubService.Json("null", HttpStatusCode.NotFound), "inspect", KlingSchema.Id);
        }
    }

    private static IEnumerable<(string Name, Func<HttpRequestMessage, HttpResponseMessage?> Answer)> Answers() =>
    [
        ("its name does not resolve", static _ => throw new HttpRequestException(HttpRequestError.NameResolutionError, "no such host")),
        ("the connection is refused", static _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused")),
        ("the certificate is wrong", static _ => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "the certificate is of another host")),
        ("it hangs up", static _ => throw new HttpIOException(HttpRequestError.ResponseEnded, "ended")),
        ("it speaks no HTTP", static _ => throw new HttpRequestException(HttpRequestError.InvalidResponse, "not HTTP")),
        ("nothing comes", static _ => throw new TaskCanceledException()),
        ("it fails", static _ => StubService.Json("{}", HttpStatusCode.InternalServerError)),
        ("a gateway fails", static _ => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("<html>nginx</html>") }),
        ("it is too busy", static _ => StubService.Json("{}", HttpStatusCode.TooManyRequests)),
        ("it wants a key", static _ => StubService.Json("{}", HttpStatusCode.Unauthorized)),
        ("it forbids", static _ => StubService.Json("{}", HttpStatusCode.Forbidden)),
        ("it redirects", static _ => new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("http://example.com/") } }),
        ("the endpoint is unknown", static _ => StubService.Json("null", HttpStatusCode.NotFound)),
        ("it sends nothing", static _ => StubService.Json("")),
        ("it sends null", static _ => StubService.Json("null")),
        ("it sends a page", static _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>", Encoding.UTF8, "text/html") }),
        ("it sends half a document", static _ => StubService.Json(KlingSchema.Text[..500])),
        ("it sends less than it said", static _ => Announced(KlingSchema.Text, 100_000)),
        ("it sends another endpoint", static _ => StubService.Json(KlingSchema.Text.Replace("/fal-ai/kling", "/fal-ai/other", StringComparison.Ordinal))),
        ("it sends a hostile endpoint", static _ => StubService.Json(KlingSchema.Text.Replace("/fal-ai/kling-image", "/../..", StringComparison.Ordinal))),
        ("it sends bytes", static _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([0xFF, 0xFE, 0, 1]) }),
        ("it sends too much", static _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(new byte[TextSource.MaxBytes + 1])) }),
        ("it sends a bomb", static _ => Bomb()),
    ];

    private static HttpResponseMessage Announced(string text, long length)
    {
        HttpResponseMessage response = StubService.Json(text);
        response.Content.Headers.ContentLength = length;
        return response;
    }

    private static HttpResponseMessage Bomb()
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(new byte[TextSource.MaxBytes - 1]);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(packed.ToArray()) { Headers = { ContentEncoding = { "gzip" }, ContentType = new MediaTypeHeaderValue("application/json") } } };
    }
}
