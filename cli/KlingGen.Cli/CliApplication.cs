using System.CommandLine;
using System.CommandLine.Invocation;
using KlingGen.Cli.Commands;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Output;

namespace KlingGen.Cli;

/// <summary>Parses, runs, and turns whatever happens into an exit code and one sentence.</summary>
internal static class CliApplication
{
    private static readonly TimeSpan s_timeoutAfterCtrlC = TimeSpan.FromSeconds(5);

    /// <param name="arguments">The command line.</param>
    /// <param name="host">The machine.</param>
    /// <param name="cancellationToken">Ends the command like Ctrl+C.</param>
    /// <returns>One of <see cref="ExitCodes"/>. Nothing is thrown.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliHost host, CancellationToken cancellationToken)
    {
        RunTarget? target = await RunTarget.LoadAsync(arguments, host, cancellationToken);

        // A response file would let an argument read any file: `@` has no meaning here.
        ParseResult parse = CommandTree.Build(host, target).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        Reporter reporter = Reporter.For(host, parse);
        try
        {
            // Help is given whatever else stands in the line, and a directive such as [suggest] has a language of its own.
            bool isHelp = parse.Action is SynchronousCommandLineAction { ClearsParseErrors: true };
            if (target?.Failure is { } failure)
                throw failure;
            if (!isHelp && arguments is not [['[', ..], ..] && UnknownOption.Find(parse, arguments) is { } unknown)
                throw unknown;
            if (parse.Action is ParseErrorAction || (parse.Errors.Count > 0 && !isHelp))
                throw UsageError.Of(parse);

            int code = await parse.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = host.Output,
                    Error = host.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = host.HandlesSignals ? s_timeoutAfterCtrlC : null,
                },
                cancellationToken);
            await host.Output.FlushAsync(CancellationToken.None);
            return code;
        }
        catch (Exception error)
        {
            var failed = CliFailure.Of(error);
            reporter.Fail(failed);
            return failed.ExitCode;
        }
    }
}
