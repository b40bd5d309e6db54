using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using KlingGen;

namespace Calls.Benchmarks;

/// <summary>Does one job and returns the number of its pictures.</summary>
internal interface IContestant : IDisposable
{
    string Name { get; }

    /// <summary>HTTP requests made so far.</summary>
    int Requests { get; }

    /// <summary>Connections made so far.</summary>
    int Sockets { get; }

    Task<int> RunAsync(string prompt);

    /// <summary>Submit, follow by events, result.</summary>
    Task<int> QueueAsync(string prompt, Action? waiting = null);
}

/// <summary>Counts requests on their way out, and connections.</summary>
internal sealed class Counting : DelegatingHandler
{
    private int _requests;
    private int _sockets;

    public Counting() => InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, EnableMultipleHttp2Connections = true, ConnectCallback = ConnectAsync };

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Connections made so far.</summary>
    public int Sockets => Volatile.Read(ref _sockets);

    public HttpClient NewClient(bool http2) => new(this)
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestVersion = http2 ? HttpVersion.Version20 : HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        return base.SendAsync(request, cancellationToken);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        Interlocked.Increment(ref _sockets);
        return new NetworkStream(socket, ownsSocket: true);
    }
}

internal sealed class Library : IContestant
{
    private readonly Counting _handler = new();
    private readonly HttpClient _http;
    private readonly FalClient _fal;
    private readonly FalEndpoint<FalJson, FalJson> _endpoint;

    public Library(Uri address, bool http2 = false)
    {
        _http = _handler.NewClient(http2);
        _fal = new FalClient(FalClientOptions.ForEmulator(address), _http);
        _endpoint = _fal.Endpoint(Server.Endpoint);
    }

    public string Name => "KlingGen";

    public int Requests => _handler.Requests;

    public int Sockets => _handler.Sockets;

    public async Task<int> RunAsync(string prompt) => Pictures(await _endpoint.RunAsync(Input(prompt)));

    public async Task<int> QueueAsync(string prompt, Action? waiting = null) => Pictures(await _endpoint.SubscribeAsync(
        Input(prompt), new FalCallOptions { Logs = false }, waiting is null ? null : new FalProgress<FalQueueStatus>(_ => waiting())));

    public void Dispose()
    {
        _fal.Dispose();
        _http.Dispose();
    }

    private static FalJson Input(string prompt) => FalJson.Parse($$"""{"prompt":"{{prompt}}"}""");

    private static int Pictures(FalResult<FalJson> result) => result.Value.Element.GetProperty("images").GetArrayLength();
}

/// <summary>What a careful person writes in an afternoon: the same requests, no retry, no limits, no errors beyond the status.</summary>
internal sealed class ByHand : IContestant
{
    private readonly Counting _handler = new();
    private readonly HttpClient _http;

    public ByHand(Uri address, bool http2 = false)
    {
        _http = _handler.NewClient(http2);
        _http.BaseAddress = address;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Key", KlingGen.Emulator.FalEmulator.DefaultApiKey);
    }

    public string Name => "HttpClient by hand";

    public int Requests => _handler.Requests;

    public int Sockets => _handler.Sockets;

    public async Task<int> RunAsync(string prompt) => Pictures(await PostAsync("run/" + Server.Endpoint, prompt));

    public async Task<int> QueueAsync(string prompt, Action? waiting = null)
    {
        JsonElement submitted = await PostAsync("queue/" + Server.Endpoint, prompt);
        string job = $"queue/fal-ai/kling-image/requests/{submitted.GetProperty("request_id").GetString()}";
        using (HttpResponseMessage events = await _http.GetAsync(job + "/status/stream", HttpCompletionOption.ResponseHeadersRead))
        {
            events.EnsureSuccessStatusCode();
            await using Stream stream = await events.Content.ReadAsStreamAsync();
            await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync())
            {
                waiting?.Invoke();
                using var status = JsonDocument.Parse(item.Data);
                if (status.RootElement.GetProperty("status").GetString() == "COMPLETED")
                    break;
            }
        }

        using HttpResponseMessage result = await _http.GetAsync(job);
        return Pictures(await ReadAsync(result));
    }

    public void Dispose() => _http.Dispose();

    private static int Pictures(JsonElement output) => output.GetProperty("images").GetArrayLength();

    private async Task<JsonElement> PostAsync(string address, string prompt)
    {
        using var content = new StringContent($$"""{"prompt":"{{prompt}}"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.PostAsync(address, content);
        return await ReadAsync(response);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        response.EnsureSuccessStatusCode();
        await using Stream stream = await response.Content.ReadAsStreamAsync();
        using JsonDocument document = await JsonDocument.ParseAsync(stream);
        return document.RootElement.Clone();
    }
}
