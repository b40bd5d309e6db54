using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using KlingGen.Emulator;
using KlingGen.Emulator.Recording;
using Op = KlingGen.Emulator.FalOperation;

namespace KlingGen.Cli.Drifting;

/// <summary>The same input at the emulator, with every state of its job seen once: its clock stands still and is moved from state to state.</summary>
internal sealed class EmulatedCall : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private const int MaxSteps = 200;

    private readonly FalEmulator _emulator;
    private readonly FalEmulatorClock _clock;
    private readonly HttpClient _http;

    private EmulatedCall(FalEmulator emulator, FalEmulatorClock clock)
    {
        _emulator = emulator;
        _clock = clock;
        _http = new HttpClient { BaseAddress = emulator.Address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Key", FalEmulator.DefaultApiKey);
    }

    public static async Task<EmulatedCall> StartAsync(IReadOnlyList<string> schemas, CancellationToken cancellationToken)
    {
        var clock = new FalEmulatorClock();
        clock.Stop();
        var options = new FalEmulatorOptions { TimeProvider = clock, DrawPictures = false };
        foreach (string path in schemas)
            options.Schemas.Add(path);
        return new EmulatedCall(await FalEmulator.StartAsync(options, cancellationToken), clock);
    }

    /// <summary>One job from its submit to its result, as a recording has it.</summary>
    public async Task<IReadOnlyList<RecordedExchange>> RunAsync(string endpoint, JsonNode? input, CancellationToken cancellationToken)
    {
        var exchanges = new List<RecordedExchange>();
        using var body = new StringContent(input?.ToJsonString() ?? "null", Encoding.UTF8, "application/json");
        RecordedExchange submit = await ReadAsync(Op.Submit, _http.PostAsync("queue/" + endpoint, body, cancellationToken), cancellationToken);
        exchanges.Add(submit);
        if (submit.Body is not JsonObject job || (string?)job["status_url"] is not { } status || (string?)job["response_url"] is not { } result)
            return exchanges;

        for (int i = 0; i < MaxSteps; i++)
        {
            RecordedExchange seen = await ReadAsync(Op.Status, _http.GetAsync(status + "?logs=1", cancellationToken), cancellationToken);
            string? state = (string?)(seen.Body as JsonObject)?["status"];
            int same = exchanges.FindIndex(exchange => exchange.Operation == seen.Operation && (string?)(exchange.Body as JsonObject)?["status"] == state);
            if (same < 0)
                exchanges.Add(seen);
            else
                exchanges[same] = seen;
            if (state == "COMPLETED")
                break;
            _clock.Advance(Step);
        }

        exchanges.Add(await ReadAsync(Op.Result, _http.GetAsync(result, cancellationToken), cancellationToken));
        return exchanges;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _emulator.DisposeAsync();
    }

    private static async Task<RecordedExchange> ReadAsync(Op operation, Task<HttpResponseMessage> sending, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await sending;
        Dictionary<string, string> headers = answer.Headers.Where(static header => header.Key.StartsWith("x-fal-", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(static header => header.Key.ToLowerInvariant(), static header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new RecordedExchange(operation, answer.RequestMessage!.RequestUri!.PathAndQuery, (int)answer.StatusCode, headers, ForeignJson.Read(await answer.Content.ReadAsByteArrayAsync(cancellationToken)));
    }
}
