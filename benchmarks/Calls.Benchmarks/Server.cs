using System.Diagnostics;
using System.Globalization;
using KlingGen.Emulator;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Calls.Benchmarks;

/// <summary>The emulator in a process of its own, so that its memory and its time are not counted as the client's.</summary>
internal sealed class Server : IAsyncDisposable
{
    public const string Endpoint = "fal-ai/kling-image/v3/text-to-image";

    private readonly Process _process;

    private Server(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<Server> StartAsync(string schema, TimeSpan queue, TimeSpan run, bool http2 = false)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string argument in new[] { "serve", schema, Seconds(queue), Seconds(run), http2 ? "2" : "1.1" })
            start.ArgumentList.Add(argument);
        Process process = Process.Start(start)!;
        string address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The emulator did not start.");
        return new Server(process, new Uri(address));
    }

    /// <summary>The other process: serves until its standard input ends.</summary>
    public static async Task ServeAsync(string schema, string queue, string run, string version)
    {
        await using FalEmulator emulator = await FalEmulator.StartAsync(new FalEmulatorOptions
        {
            Schemas = { schema },
            DrawPictures = false,
            KeepUploads = false,
            Protocols = version == "2" ? HttpProtocols.Http2 : HttpProtocols.Http1,
            ConcurrencyLimit = 1_000_000,
            Timing = FalEmulatorTiming.Instant with { QueueTime = Parse(queue), RunTime = Parse(run), LogLines = Parse(run) > TimeSpan.FromSeconds(30) ? 0 : 5 },
        });
        Console.WriteLine(emulator.Address);
        await Console.In.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    private static TimeSpan Parse(string seconds) => TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
}
