using System.Text;
using KlingGen;
using KlingGen.Cli;
using KlingGen.Cli.Hosting;

namespace Cli.Tests.Support;

/// <summary>Runs the command tree without a process, in a folder of its own that knows nothing of the machine's environment.</summary>
internal sealed class CliRun : IDisposable
{
    public CliRun()
    {
        Folder = Directory.CreateTempSubdirectory("klinggen-cli-").FullName;
        Data = Path.Combine(Path.GetTempPath(), "klinggen-data-" + Guid.NewGuid().ToString("N"));
        Environment["KLINGGEN_DATA"] = Data;
    }

    /// <summary>The folder of the job journal; it is made when something is written there.</summary>
    public string Data { get; }

    /// <summary>Something that the test holds open while the tool runs.</summary>
    public IDisposable? Held { get; set; }

    /// <summary>The lines of the job journal.</summary>
    public string[] JournalLines => File.Exists(Path.Combine(Data, "jobs.jsonl")) ? File.ReadAllLines(Path.Combine(Data, "jobs.jsonl")) : [];

    /// <summary>The working directory.</summary>
    public string Folder { get; }

    /// <summary>The environment; empty at first.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>Standard input; empty at first.</summary>
    public byte[] Input { get; set; } = [];

    /// <summary>The way to the network. By default there is none: a test that needs it says so.</summary>
    public Func<HttpMessageHandler> NewHandler { get; set; } = static () => new NoNetwork();

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Stands for other programs; real ones by default.</summary>
    public Func<string, string, IReadOnlyList<string>, CancellationToken, Task<ToolResult?>> RunTool { get; set; } = ToolProcess.RunAsync;

    public bool IsTerminal { get; set; }

    public int Width { get; set; } = 120;

    /// <summary>Where standard output goes; captured by default.</summary>
    public TextWriter? Output { get; set; }

    /// <summary>Lets the commands reach an emulator, or any service at this address.</summary>
    public CliRun Against(Uri service)
    {
        Environment["KLINGGEN_SERVICE"] = service.ToString();
        NewHandler = ApiSender.NewHandler;
        return this;
    }

    public Task<CliResult> RunAsync(params string[] arguments) => RunAsync(TestContext.Current.CancellationToken, arguments);

    public async Task<CliResult> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var host = new CliHost
        {
            Output = Output ?? output,
            Error = error,
            OpenInput = () => new MemoryStream(Input),
            WorkingDirectory = Folder,
            Environment = name => Environment.GetValueOrDefault(name),
            NewHandler = NewHandler,
            Time = Time,
            RunTool = RunTool,
            RetryPause = TimeSpan.Zero,
            IsOutputTerminal = IsTerminal,
            IsErrorTerminal = IsTerminal,
            IsInputTerminal = IsTerminal,
            Width = Width,
        };
        int code = await CliApplication.RunAsync(arguments, host, cancellationToken);
        return new CliResult(code, output.ToString(), error.ToString());
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        string path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }

    public string Read(string name) => File.ReadAllText(PathOf(name));

    public void Dispose()
    {
        Held?.Dispose();
        Directory.Delete(Folder, recursive: true);
        if (Directory.Exists(Data))
            Directory.Delete(Data, recursive: true);
    }

    private sealed class NoNetwork : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException(HttpRequestError.NameResolutionError, "there is no network in this test");
    }
}

/// <summary>What a run left behind.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    public CliResult ShouldSucceed()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}\n{Output}{Error}");
        return this;
    }
}
