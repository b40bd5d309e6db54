using System.Runtime.CompilerServices;

namespace KlingGen.TestKit;

/// <summary>Places of this repository, found from where the sources were compiled.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>A file of the repository by its path from the root.</summary>
    public static string File(string path) => Path.Combine(Root, path);

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
