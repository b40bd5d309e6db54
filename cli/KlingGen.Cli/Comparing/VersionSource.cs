using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Comparing;

/// <summary>Finds the text that an argument means.</summary>
internal static class VersionSource
{
    private const string Git = "git:";

    /// <summary>Whether the argument names a text, rather than an endpoint.</summary>
    public static bool IsText(CliHost host, string argument) =>
        argument == TextSource.StandardInput || argument.StartsWith(Git, StringComparison.Ordinal) || argument.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || Path.Exists(host.PathOf(argument));

    /// <summary>Reads a file, <c>git:revision:path</c>, or standard input.</summary>
    /// <exception cref="CliException">It cannot be read, or is no document of an endpoint.</exception>
    public static async Task<SchemaVersion> ReadAsync(CliHost host, string argument, CancellationToken cancellationToken)
    {
        if (!argument.StartsWith(Git, StringComparison.Ordinal))
        {
            string text = await TextSource.ReadAsync(host, argument, cancellationToken);
            return SchemaVersion.Read(argument, argument == TextSource.StandardInput ? null : host.PathOf(argument), text, null, cancellationToken);
        }

        string[] parts = argument.Split(':', 3);
        if (parts.Length < 3 || parts[2].Length == 0)
            throw CliException.Usage($"'{Schemas.EndpointIds.Shown(argument)}' is not of the form git:revision:path, as in git:HEAD~1:schemas/kling.json.");
        return await ReadAsync(host, parts[1], parts[2], cancellationToken);
    }

    /// <summary>Reads a file as it was in a revision.</summary>
    public static async Task<SchemaVersion> ReadAsync(CliHost host, string revision, string path, CancellationToken cancellationToken) =>
        SchemaVersion.Read($"{revision}:{path}", null, await GitText.ReadAsync(host, revision, path, cancellationToken), null, cancellationToken);
}
