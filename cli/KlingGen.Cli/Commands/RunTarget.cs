using System.CommandLine;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Inspecting;
using KlingGen.Cli.Running.Inputs;
using KlingGen.Cli.Schemas;
using KlingGen.Cli.Service;

namespace KlingGen.Cli.Commands;

/// <summary>The endpoint of a <c>klinggen run</c> line. It is read before the line is parsed, because its inputs are options.</summary>
/// <param name="Name">As the user wrote it.</param>
internal sealed record RunTarget(string Name)
{
    private const string Command = "run";

    private static readonly string[] s_flags = ["--json", "--quiet", "-q", "--verbose"];

    /// <summary>The endpoint; null where it cannot be had.</summary>
    public InspectedEndpoint? Endpoint { get; private init; }

    /// <summary>Why it cannot be had.</summary>
    public Exception? Failure { get; private init; }

    /// <summary>The words of the line that look like options, without what stands behind a '=' or ':'.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>What the endpoint takes.</summary>
    public InputModel? Model => field ??= Endpoint is null ? null : new InputModel(Endpoint.Model);

    /// <summary>Reads the endpoint that a line names; null where the line is of another command, or names none.</summary>
    public static async Task<RunTarget?> LoadAsync(IReadOnlyList<string> arguments, CliHost host, CancellationToken cancellationToken)
    {
        bool isSuggestion = arguments is [['[', ..], ..];
        IReadOnlyList<string> line = isSuggestion && arguments.Count > 1 ? [.. arguments[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)] : arguments;
        if (Named(line) is not { } name)
            return null;
        try
        {
            // The names of the inputs are not known yet, so the other words of the line are read as far as they can be.
            ParseResult parse = CommandTree.Build(host).Parse(line, new ParserConfiguration { ResponseFileTokenReplacer = null });
            string? emulator = RunOptions.Address(parse);
            if (isSuggestion && !IsHere(host, name))
                return null;
            string[] words = [.. line.TakeWhile(static word => word != "--").Where(static word => word.Length > 2 && word.StartsWith("--", StringComparison.Ordinal)).Select(static word => word.Split('=', ':')[0]).Distinct(StringComparer.Ordinal)];
            return new RunTarget(name) { Words = words, Endpoint = await new InspectRun(host, name, parse.GetValue<string?>("--schemas"), emulator, null).RunAsync(cancellationToken) };
        }
        catch (Exception error) when (!isSuggestion || error is CliException)
        {
            return isSuggestion ? null : new RunTarget(name) { Failure = error };
        }
    }

    /// <summary>The word behind <c>run</c>, where it stands directly behind it.</summary>
    private static string? Named(IReadOnlyList<string> line)
    {
        int at = 0;
        while (at < line.Count && s_flags.Contains(line[at]))
            at++;
        if (at >= line.Count || line[at] != Command)
            return null;
        for (at++; at < line.Count && s_flags.Contains(line[at]); at++)
        {
        }
        return at < line.Count && (line[at] == "-" || !line[at].StartsWith('-')) ? line[at] : null;
    }

    // Completion asks no network: it must be quick.
    private static bool IsHere(CliHost host, string name) => name != "-" && (DocumentSource.IsFile(host, name) || (EndpointIds.IsSound(name) && LockedIds.Of(host).Contains(name)));
}
