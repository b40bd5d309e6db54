using System.CommandLine;

namespace KlingGen.Cli.Commands;

/// <summary>Options that mean the same in several commands.</summary>
internal static class SharedOptions
{
    public static Option<string?> Project() => new("--project", "-p")
    {
        Description = "The project, by its .csproj file or folder; default: the nearest one upwards.",
        HelpName = "path",
    };

    public static Option<string?> Schemas() => new("--schemas")
    {
        Description = "The folder of the schema files; default: the nearest one with a klinggen.lock.json, else 'schemas' beside the project.",
        HelpName = "folder",
    };
}
