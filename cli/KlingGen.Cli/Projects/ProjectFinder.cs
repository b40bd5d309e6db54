using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Projects;

/// <summary>Finds the project that a command is about.</summary>
internal static class ProjectFinder
{
    /// <summary>The project that the user named, or the only one in the nearest folder upwards that has any; null where there is none.</summary>
    /// <exception cref="CliException">The named one does not exist, or there are several.</exception>
    public static string? Find(CliHost host, string? named)
    {
        if (named is not null)
        {
            string path = host.PathOf(named);
            if (File.Exists(path))
                return path;
            if (!Directory.Exists(path))
                throw CliException.Unusable($"The project '{named}' does not exist. Name a .csproj file, its folder, or a program of one file (.cs) with --project.");
            return Only(path) ?? throw CliException.Unusable($"The folder '{named}' holds no .csproj file. Name the project with --project.");
        }
        for (string? at = host.WorkingDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (Only(at) is { } project)
                return project;
            if (Directory.Exists(Path.Combine(at, ".git")))
                return null;
        }
        return null;
    }

    private static string? Only(string folder)
    {
        string[] projects;
        try
        {
            projects = Directory.GetFiles(folder, "*.csproj");
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
        if (projects.Length > 1)
        {
            string names = string.Join(", ", projects.Select(Path.GetFileName).Order(StringComparer.Ordinal));
            throw CliException.Usage($"The folder '{folder}' holds several projects ({names}). Name the one you mean with --project.");
        }
        return projects.FirstOrDefault();
    }
}
