using System.Net;
using System.Net.Http.Headers;
using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Passthrough;

/// <summary>Sends a call to the service as its caller sent it, with the key of the account and nothing that names the caller.</summary>
internal sealed class ServiceClient : IDisposable
{
    private static readonly HashSet<string> NotPassedOn = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "Transfer-Encoding", "Upgrade", "TE", "Trailer", "Expect", "Content-Length", "Accept-Encoding",
        "Cookie", "Origin", "Referer", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Real-IP", "x-fal-target-url", "x-fal-fault",
    };

    private static readonly HashSet<string> NotPassedBack = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "Trailer", "Server", "Date", "Alt-Svc", "Set-Cookie", "Strict-Transport-Security", "Content-Length", "Content-Type", "x-emulator", "Vary",
    };

    private readonly string _key;
    private readonly HttpClient _http;

    // A connection of its own for each paid call: where one that was kept open turns out to be closed, the handler sends again by itself.
    private readonly HttpClient _paid;

    public ServiceClient(string key)
    {
        _key = key;
        _http = New(TimeSpan.FromSeconds(30));
        _paid = New(TimeSpan.Zero);
    }

    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public Task<HttpResponseMessage> SendAsync(FalCall call, Uri address, bool isPaid, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), address);
        if (call.Body.Length > 0 || call.Method is "POST" or "PUT")
            request.Content = new ByteArrayContent(call.Body);
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in call.Http.Request.Headers)
        {
            if (NotPassedOn.Contains(name) || name.StartsWith("Sec-", StringComparison.OrdinalIgnoreCase) || name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || name.Contains(':', StringComparison.Ordinal))
                continue;
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        // The key is for calls, and for who has shown one of the emulator's. Files are stored with a token of theirs, or by a signed address.
        bool isCall = call.Target.Host is FalHost.Run or FalHost.Queue or FalHost.Rest && call.Operation != FalOperation.WebhookKeys;
        if (isCall || (call.Target.Host != FalHost.Cdn && !string.IsNullOrWhiteSpace(call.Header("Authorization"))))
            request.Headers.Authorization = new AuthenticationHeaderValue("Key", _key);
        else if (call.Target.Host == FalHost.Cdn && call.Header("Authorization") is { } token && !token.StartsWith("Key ", StringComparison.OrdinalIgnoreCase))
            request.Headers.TryAddWithoutValidation("Authorization", token);
        return (isPaid ? _paid : _http).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>A file that a result names. It is asked for without a key.</summary>
    public Task<HttpResponseMessage> DownloadAsync(Uri address, CancellationToken cancellationToken) => _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>Headers that an answer passes on.</summary>
    public static IEnumerable<(string Name, string Value)> HeadersOf(HttpResponseMessage answer) => answer.Headers.Concat(answer.Content.Headers)
        .Where(static header => !NotPassedBack.Contains(header.Key) && !header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase))
        .Select(static header => (header.Key, string.Join(", ", header.Value)));

    public void Dispose()
    {
        _http.Dispose();
        _paid.Dispose();
    }

    private static HttpClient New(TimeSpan connectionLife) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = connectionLife == TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = connectionLife,
        AutomaticDecompression = DecompressionMethods.All,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestVersion = HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };
}
