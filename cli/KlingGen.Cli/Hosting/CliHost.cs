namespace KlingGen.Cli.Hosting;

/// <summary>Everything a command can see of the machine. A test builds its own; nothing else in this project asks <see cref="Console"/>, the environment or the clock.</summary>
internal sealed record CliHost
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Opens standard input.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>An absolute path; relative ones on the command line start here.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Reads an environment variable; null where it is not set.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>Makes the way to the network.</summary>
    public required Func<HttpMessageHandler> NewHandler { get; init; }

    /// <summary>Runs another program (folder, name, arguments) for what it prints; null where there is none of that name.</summary>
    public Func<string, string, IReadOnlyList<string>, CancellationToken, Task<ToolResult?>> RunTool { get; init; } = ToolProcess.RunAsync;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The first pause between two attempts; each further one is three times as long.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Whether a person looks at standard output.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>Whether a person looks at standard error.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Whether a person sits at standard input.</summary>
    public bool IsInputTerminal { get; init; }

    /// <summary>Columns of the terminal.</summary>
    public int Width { get; init; } = 160;

    /// <summary>Whether Ctrl+C shall cancel the command; a test cancels by its token.</summary>
    public bool HandlesSignals { get; init; }

    /// <summary>The absolute form of a path from the command line.</summary>
    public string PathOf(string path) => Path.GetFullPath(path, WorkingDirectory);

    /// <summary>A path as people read it: from the working directory where it lies below.</summary>
    public string Shown(string path)
    {
        string relative = Path.GetRelativePath(WorkingDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative.Replace('\\', '/');
    }
}
