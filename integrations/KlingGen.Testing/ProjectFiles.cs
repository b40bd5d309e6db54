namespace KlingGen.Testing;

/// <summary>Finds files of the test project at run time, when the working directory is <c>bin</c> or anything else.</summary>
internal static class ProjectFiles
{
    /// <summary>The first place above the test's source, then above the test's assembly, where a path exists.</summary>
    /// <exception cref="FileNotFoundException">It exists nowhere; the message lists where it was looked for.</exception>
    public static string Find(string path, string callerFile)
    {
        if (Path.IsPathRooted(path))
            return Exists(path) ? path : throw Missing(path, [Path.GetDirectoryName(path)!]);
        var looked = new List<string>();
        foreach (string folder in Folders(callerFile))
        {
            string candidate = Path.GetFullPath(Path.Combine(folder, path));
            if (Exists(candidate))
                return candidate;
            looked.Add(folder);
        }
        throw Missing(path, looked);
    }

    /// <summary>The folder of schema files of a project: that of its lock file, else the one called schemas.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static string Schemas(string callerFile)
    {
        foreach (string folder in Folders(callerFile))
        {
            foreach (string candidate in (string[])[folder, Path.Combine(folder, "schemas"), Path.Combine(folder, "Schemas")])
            {
                if (File.Exists(Path.Combine(candidate, "klinggen.lock.json")))
                    return candidate;
            }
            if (Directory.Exists(Path.Combine(folder, "schemas")))
                return Path.Combine(folder, "schemas");
        }
        throw Missing("schemas", Folders(callerFile));
    }

    /// <summary>Where a folder beside the test's source is, whether or not it exists.</summary>
    public static string Beside(string folder, string callerFile)
    {
        if (Path.IsPathRooted(folder))
            return folder;
        // The build may have replaced the path of the source by one that is the same on every machine.
        string? source = Path.GetDirectoryName(callerFile);
        return Directory.Exists(source) ? Path.Combine(source, folder) : Path.Combine(ProjectFolder() ?? AppContext.BaseDirectory, folder);
    }

    private static string? ProjectFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.*proj").Any())
                return folder.FullName;
        }
        return null;
    }

    private static IEnumerable<string> Folders(string callerFile) =>
        Ancestors(Path.GetDirectoryName(callerFile)).Concat(Ancestors(AppContext.BaseDirectory)).Distinct(StringComparer.Ordinal);

    // Up to the root of the repository: what lies beyond is somebody else's.
    private static IEnumerable<string> Ancestors(string? start)
    {
        for (DirectoryInfo? folder = Directory.Exists(start) ? new(start) : null; folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
            if (Path.Exists(Path.Combine(folder.FullName, ".git")))
                yield break;
        }
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static FileNotFoundException Missing(string path, IEnumerable<string> looked) =>
        new($"'{path}' was not found in any of these folders: {string.Join(", ", looked)}. Give a path from the test's own file upward, or an absolute one.", path);
}
