using KlingGen.Cli.Hosting;
using Microsoft.Extensions.Logging;

namespace KlingGen.Cli.Serving;

/// <summary>Shows what the emulator cannot do, such as writing a recording; its warnings stay on the page's journal.</summary>
internal sealed class ErrorLogger(CliHost host) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            host.Error.WriteLine($"klinggen: {formatter(state, exception)}");
    }
}
