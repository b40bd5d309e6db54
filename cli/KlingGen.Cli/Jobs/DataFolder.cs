using System.CommandLine;
using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Jobs;

/// <summary>Where the tool keeps what must outlive a command: the user's folder for data.</summary>
internal static class DataFolder
{
    public const string Variable = "KLINGGEN_DATA";

    public static Option<string?> Option() => new("--data")
    {
        Description = $"The folder of the job journal (also {Variable}); default: 'klinggen' in the user's folder for data.",
        HelpName = "folder",
    };

    /// <summary>The folder, absolute; it need not exist.</summary>
    /// <exception cref="CliException">The machine has no such folder.</exception>
    public static string Locate(CliHost host, string? named)
    {
        if ((named ?? Text(host, Variable)) is { } folder)
            return string.IsNullOrWhiteSpace(folder) || folder.Contains('\0', StringComparison.Ordinal) ? throw CliException.Usage("--data names no folder. Give the path of one.") : host.PathOf(folder);
        if ((Text(host, "XDG_DATA_HOME") ?? Text(host, "LOCALAPPDATA")) is { } data && Path.IsPathRooted(data))
            return Path.Combine(data, "klinggen");
        return Text(host, "HOME") is { } home && Path.IsPathRooted(home)
            ? Path.Combine(home, ".local", "share", "klinggen")
            : throw CliException.Usage($"There is no folder for the job journal: neither {Variable} nor XDG_DATA_HOME nor HOME is set. Name one with --data.");
    }

    private static string? Text(CliHost host, string variable) => host.Environment(variable) is { Length: > 0 } text ? text : null;
}
