namespace KlingGen.Cli.Projects;

/// <summary>The files that MSBuild imports by their names, from the nearest folder upwards that has them.</summary>
internal static class ConventionalImports
{
    private static readonly string[] s_names = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    /// <summary>The files in the order in which they take effect; what imports them comes after the first name.</summary>
    /// <param name="folder">Where the search starts.</param>
    public static IEnumerable<ProjectFile> Of(string folder)
    {
        foreach (string name in s_names)
            if (Nearest(folder, name) is { } path)
                yield return ProjectFile.Load(path);
    }

    private static string? Nearest(string folder, string name)
    {
        for (string? at = folder; at is not null; at = Path.GetDirectoryName(at))
            if (File.Exists(Path.Combine(at, name)))
                return Path.Combine(at, name);
        return null;
    }
}
