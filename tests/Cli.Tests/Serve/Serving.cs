using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Cli.Tests.Serve;

/// <summary>The command while it runs.</summary>
internal sealed class Serving : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task<CliResult> _end;

    private Serving(CancellationTokenSource stop, Task<CliResult> end, string line)
    {
        _stop = stop;
        _end = end;
        Line = line;
        Ready = line.StartsWith('{') ? JsonDocument.Parse(line).RootElement : default;
        Address = new Uri(line.StartsWith('{') ? Ready.GetProperty("address").GetString()! : line.Split(' ')[2]);
        Http = new HttpClient { BaseAddress = Address, Timeout = HangGuard.Limit, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Key", FalEmulator.DefaultApiKey) } };
    }

    public string Line { get; }

    public JsonElement Ready { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public static async Task<Serving> StartAsync(CliRun run, params string[] arguments)
    {
        var output = new FirstLine();
        run.Output = output;
        var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<CliResult> end = run.RunAsync(stop.Token, arguments);
        if (await Task.WhenAny(output.Line, end) == end)
            Assert.Fail($"It ended with {(await end).ExitCode}: {(await end).Error}");
        return new Serving(stop, end, await output.Line);
    }

    public async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await Http.GetStringAsync(path)).RootElement;

    public async Task<HttpResponseMessage> RunAsync()
    {
        using var input = new StringContent("""{"prompt":"a fox"}""", Encoding.UTF8, "application/json");
        return await Http.PostAsync("run/fal-ai/kling-image/v3/text-to-image", input);
    }

    public async Task<CliResult> StopAsync()
    {
        await _stop.CancelAsync();
        return await _end;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Http.Dispose();
        _stop.Dispose();
    }

    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        public override Task WriteLineAsync(string? value)
        {
            _line.TrySetResult(value ?? "");
            return Task.CompletedTask;
        }
    }
}
