using System.Collections.Concurrent;
using System.Net;
using System.Web;

namespace Cli.Tests.Support;

/// <summary>A service whose documents change while a test runs, and that notes what it was asked.</summary>
internal sealed class StubService
{
    public static Uri Address { get; } = new("http://127.0.0.1:9/");

    /// <summary>Documents by endpoint id.</summary>
    public ConcurrentDictionary<string, string> Documents { get; } = new(StringComparer.Ordinal);

    /// <summary>Unit prices by endpoint id.</summary>
    public ConcurrentDictionary<string, decimal> Prices { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers before anything else, where it is set and does not give null.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?>? Instead { get; set; }

    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>A run that knows this service alone, under the service's own names.</summary>
    public CliRun Run()
    {
        var run = new CliRun { NewHandler = NewHandler };
        run.Environment["FAL_KEY"] = "id:secret";
        return run;
    }

    /// <summary>Whether the answers say that an emulator gave them.</summary>
    public bool IsEmulator { get; set; }

    /// <summary>A way to this service alone.</summary>
    public HttpMessageHandler NewHandler() => new Handler(this);

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        string prefix = request.RequestUri!.Host switch { "fal.ai" => "/web", "api.fal.ai" => "/platform", _ => "" };
        Asked.Enqueue(prefix + request.RequestUri.PathAndQuery);
        HttpResponseMessage response = Answer(request, prefix);
        if (IsEmulator)
            response.Headers.Add("x-emulator", "KlingGen");
        return response;
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, string prefix)
    {
        if (Instead?.Invoke(request) is { } instead)
            return instead;
        string id = HttpUtility.ParseQueryString(request.RequestUri!.Query)["endpoint_id"] ?? "";
        return (prefix + request.RequestUri.AbsolutePath) switch
        {
            "/web/api/openapi/queue/openapi.json" => Documents.TryGetValue(id, out string? text) ? Json(text) : Json("null", HttpStatusCode.NotFound),
            "/platform/v1/models/pricing" when Prices.TryGetValue(id, out decimal price) =>
                Json(FormattableString.Invariant($$"""{"prices":[{"endpoint_id":"{{id}}","unit_price":{{price}},"unit":"images","currency":"USD"}],"next_cursor":null,"has_more":false}""")),
            _ => Json("""{"error":{"type":"not_found","message":"unknown"}}""", HttpStatusCode.NotFound),
        };
    }

    public static HttpResponseMessage Json(string text, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(text, System.Text.Encoding.UTF8, "application/json") };

    private sealed class Handler(StubService service) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(service.Answer(request));
    }
}
