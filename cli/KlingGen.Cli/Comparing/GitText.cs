using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Comparing;

/// <summary>Reads a file as it was in a revision, through the <c>git</c> program.</summary>
internal static class GitText
{
    /// <summary>The text of a file in a revision.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="revision">A commit, branch, tag or expression such as <c>HEAD~1</c>.</param>
    /// <param name="path">The file, from the working directory.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="CliException">There is no git, no such revision, or no such file in it.</exception>
    public static async Task<string> ReadAsync(CliHost host, string revision, string path, CancellationToken cancellationToken)
    {
        string relative = Path.GetRelativePath(host.WorkingDirectory, host.PathOf(path)).Replace('\\', '/');
        Check(revision, "revision");
        Check(relative, "path");
        string name = $"'{revision}:{relative}'";

        // An object by its name: no filter and no hook runs.
        ReadOnlyMemory<byte> bytes = await RunAsync(host, ["cat-file", "blob", $"{revision}:{(relative.StartsWith("../", StringComparison.Ordinal) ? relative : "./" + relative)}"], name, cancellationToken);
        return TextSource.Decode(bytes.Span, name);
    }

    /// <summary>Refuses a revision that does not exist, before many files are looked for in it.</summary>
    public static async Task CheckRevisionAsync(CliHost host, string revision, CancellationToken cancellationToken)
    {
        Check(revision, "revision");
        await RunAsync(host, ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"], $"the revision '{revision}'", cancellationToken);
    }

    private static async Task<ReadOnlyMemory<byte>> RunAsync(CliHost host, string[] arguments, string name, CancellationToken cancellationToken)
    {
        ToolResult result = await host.RunTool(host.WorkingDirectory, "git", arguments, cancellationToken)
            ?? throw CliException.Unusable("The git program cannot be started. Install git, or give two files instead of a revision.");
        return result.ExitCode == 0
            ? result.Bytes
            : throw CliException.Unusable($"git does not give {name}: {Reason(result.Error)} Check the revision and the path; the path is taken from {host.WorkingDirectory}.");
    }

    /// <summary>What begins with a dash would be an option to git; a colon would move the border between revision and path.</summary>
    private static void Check(string text, string what)
    {
        if (text.Length == 0 || text[0] == '-' || text.Any(char.IsControl) || (what == "revision" && text.Contains(':', StringComparison.Ordinal)))
            throw CliException.Usage($"The git {what} '{text}' cannot be one: it is empty, begins with '-' or holds a character that no {what} has.");
    }

    private static string Reason(string errors) => errors.Trim() is { Length: > 0 } text ? Sentences.Ended(text.Split('\n')[0]) : "it does not exist.";
}
