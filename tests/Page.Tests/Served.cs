using System.Diagnostics;
using System.Text.Json;
using KlingGen.TestKit;

namespace Page.Tests;

/// <summary><c>klinggen serve</c> in a process of its own.</summary>
internal sealed class Served : IAsyncDisposable
{
    public const string Kling = "fal-ai/kling-image/v3/text-to-image";

    private readonly Process _process;

    private Served(Process process, JsonElement ready)
    {
        _process = process;
        Ready = ready;
        Address = new Uri(ready.GetProperty("address").GetString()!);
        Http = new HttpClient { BaseAddress = Address };
    }

    /// <summary>The most memory that the process has held so far, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>The line by which it says that it is ready.</summary>
    public JsonElement Ready { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public static async Task<Served> StartAsync(params string[] arguments)
    {
        string[] schemas = arguments.Any(static argument => argument.EndsWith(".json", StringComparison.Ordinal) || argument.EndsWith("schemas", StringComparison.Ordinal)) ? [] : [Repository.File("schemas")];
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "KlingGen.Cli.dll"), "serve", .. schemas, .. arguments, "--json"]) { RedirectStandardOutput = true };
        Process process = Process.Start(start)!;
        string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(HangGuard.Limit);
        return new Served(process, JsonDocument.Parse(line!).RootElement);
    }

    public async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await Http.GetStringAsync(path)).RootElement;

    /// <summary>What arrived of an operation.</summary>
    public async Task<int> CountAsync(string operation) => (await GetAsync($"emulator/journal?operation={operation}")).GetArrayLength();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
