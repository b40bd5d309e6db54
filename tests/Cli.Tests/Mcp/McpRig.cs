using System.Diagnostics;
using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Cli;
using KlingGen.Emulator;
using KlingGen.TestKit;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Cli.Tests.Mcp;

/// <summary>An emulator, a folder with the repository's locked schemas, and <c>klinggen mcp</c> as a process that can be killed; its client is the SDK's own.</summary>
internal sealed class McpRig : IAsyncDisposable
{
    private static readonly string s_tool = Path.ChangeExtension(typeof(CliApplication).Assembly.Location, ".dll");

    private readonly List<Process> _processes = [];
    private readonly CliRun _run = new();

    private McpRig(FalEmulator emulator) => Emulator = emulator;

    public FalEmulator Emulator { get; }

    public CliRun Run => _run;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<McpRig> StartAsync(FalEmulatorTiming? timing = null, TimeProvider? clock = null)
    {
        var rig = new McpRig(await FalEmulator.StartAsync(new() { Schemas = { Repository.File("schemas") }, Timing = timing ?? FalEmulatorTiming.Instant, DrawPictures = false, TimeProvider = clock ?? TimeProvider.System }, Token));
        foreach (string file in Directory.EnumerateFiles(Repository.File("schemas"), "*.json"))
            rig._run.Write("schemas/" + Path.GetFileName(file), await File.ReadAllTextAsync(file, Token));
        return rig;
    }

    /// <summary>Starts a server process and connects to it.</summary>
    public async Task<(McpClient Client, Process Process)> ConnectAsync(Func<ElicitRequestParams, bool>? approve = null, params string[] arguments)
    {
        Process process = Start(arguments);
        McpClient client = await McpClient.CreateAsync(new StreamClientTransport(process.StandardInput.BaseStream, process.StandardOutput.BaseStream), Options(approve), cancellationToken: Token);
        return (client, process);
    }

    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [s_tool, "mcp", .. arguments]) { WorkingDirectory = _run.Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["KLINGGEN_DATA"] = _run.Data;
        start.Environment.Remove("FAL_KEY");
        Process process = Process.Start(start)!;
        _processes.Add(process);
        return process;
    }

    public static McpClientOptions Options(Func<ElicitRequestParams, bool>? approve) => new()
    {
        Handlers = new McpClientHandlers
        {
            ElicitationHandler = approve is null ? null : (request, _) =>
            {
                bool buys = approve(request!);
                return ValueTask.FromResult(new ElicitResult { Action = "accept", Content = new Dictionary<string, JsonElement> { ["buy"] = JsonDocument.Parse(buys ? "true" : "false").RootElement } });
            },
        },
    };

    public static async Task<JsonElement> CallAsync(McpClient client, string tool, params (string Name, object? Value)[] arguments)
    {
        CallToolResult result = await client.CallToolAsync(tool, arguments.ToDictionary(static argument => argument.Name, static argument => argument.Value), cancellationToken: Token);
        string text = ((TextContentBlock)Assert.Single(result.Content)).Text;
        JsonElement answer = JsonDocument.Parse(text).RootElement;
        Assert.Equal(answer.GetProperty("status").GetString() is "completed" or "pending", result.IsError is not true);
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Process process in _processes)
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
        await Emulator.DisposeAsync();
        _run.Dispose();
    }
}
