using System.Collections.Concurrent;
using KlingGen;

namespace Runtime.Tests.Support;

/// <summary>A client over a stub, with pauses that take no time and are noted.</summary>
internal sealed class Studio : IDisposable
{
    public const string Id = "acme/studio/v2/text-to-image";
    public const string Submit = "/acme/studio/v2/text-to-image";
    public const string Job = "/acme/studio/requests/job-1";
    public const string Status = Job + "/status";
    public const string StatusStream = Job + "/status/stream";
    public const string Cancel = Job + "/cancel";
    public const string Key = "canary-id:canary-secret-0123456789";
    public const string Output = """{"images":[{"url":"https://files.example/a.png","content_type":"image/png","file_name":"a.png"}],"seed":1}""";
    public const string Submitted = """{"status":"IN_QUEUE","request_id":"job-1","queue_position":0,"response_url":"https://evil.example/r","status_url":"https://evil.example/s","cancel_url":"https://evil.example/c"}""";

    private readonly HttpClient _http;

    public Studio(StubHandler? handler = null, Action<FalClientOptions>? configure = null)
    {
        Handler = handler ?? new StubHandler();
        var options = new FalClientOptions
        {
            ApiKey = Key,
            Pause = (pause, token) =>
            {
                Pauses.Enqueue(pause);
                return token.IsCancellationRequested ? Task.FromCanceled(token) : Task.CompletedTask;
            },
        };
        configure?.Invoke(options);
        _http = new HttpClient(Handler) { Timeout = Timeout.InfiniteTimeSpan };
        Client = new FalClient(options, _http);
        Endpoint = new FalEndpoint<StudioInput, StudioOutput>(Client, Id);
    }

    public StubHandler Handler { get; }

    public FalClient Client { get; }

    public FalEndpoint<StudioInput, StudioOutput> Endpoint { get; }

    public ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    public static StudioInput Input => new() { Prompt = "a lighthouse" };

    public static FalJobHandle Handle => new(Id, "job-1");

    /// <summary>The happy path: submit, one event, result.</summary>
    public static StubHandler Happy() => new StubHandler()
        .On("POST", Submit, 200, Submitted, ("x-fal-request-id", "job-1"))
        .On("GET", StatusStream, _ => Task.FromResult(Reply.Events(
            """
            data: {"status":"IN_QUEUE","request_id":"job-1","queue_position":2}

            : ping

            data: {"status":"IN_PROGRESS","request_id":"job-1","logs":[{"message":"step 1","level":"INFO","timestamp":"t1"}]}

            data: {"status":"COMPLETED","request_id":"job-1","logs":[{"message":"step 2","labels":{"level":"INFO"}}],"metrics":{"inference_time":1.5}}


            """)))
        .On("GET", Status, 200, """{"status":"COMPLETED","request_id":"job-1","logs":null,"metrics":{"inference_time":1.5}}""")
        .On("GET", Job, 200, Output, ("x-fal-billable-units", "2"), ("x-fal-request-id", "job-1"));

    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }
}
