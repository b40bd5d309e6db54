using System.Text.RegularExpressions;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Projects;

namespace KlingGen.Cli.Comparing.Users;

/// <summary>The C# files of a folder, a project or a solution, and what its projects say about namespaces.</summary>
/// <param name="Files">The files, absolute, in ordinal order.</param>
/// <param name="Projects">The project files.</param>
internal sealed partial record CodeFiles(IReadOnlyList<string> Files, IReadOnlyList<ProjectFile> Projects)
{
    private static readonly EnumerationOptions s_walk = new() { RecurseSubdirectories = false, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.System };

    /// <exception cref="CliException">There is nothing at the path, or a project cannot be read.</exception>
    public static CodeFiles Find(CliHost host, string named)
    {
        string path = host.PathOf(named);
        if (Directory.Exists(path))
        {
            List<string> found = [.. Walk(path, "*.cs")];
            return new CodeFiles(found, [.. Walk(path, "*.csproj").Select(ProjectFile.Load)]);
        }
        if (!File.Exists(path))
            throw CliException.Unusable($"'{Schemas.EndpointIds.Shown(named)}' (--used-by) does not exist. Give a .csproj, .sln or .slnx file, or a folder of C# files.");

        string[] projects = Path.GetExtension(path) switch
        {
            ".csproj" => [path],
            ".sln" or ".slnx" => ProjectsOf(path),
            _ => throw CliException.Usage($"'{Schemas.EndpointIds.Shown(named)}' (--used-by) is not a .csproj, .sln or .slnx file, and not a folder."),
        };
        return new CodeFiles(
            [.. projects.SelectMany(static project => Walk(Path.GetDirectoryName(project)!, "*.cs")).Distinct().Order(StringComparer.Ordinal)],
            [.. projects.Select(ProjectFile.Load)]);
    }

    private static string[] ProjectsOf(string solution)
    {
        string folder = Path.GetDirectoryName(solution)!;
        try
        {
            return [.. ProjectPath().Matches(File.ReadAllText(solution)).Select(match => Path.GetFullPath(match.Groups[1].Value.Replace('\\', Path.DirectorySeparatorChar), folder)).Where(File.Exists).Distinct()];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CliException.Unusable($"The solution '{solution}' cannot be read: {Sentences.Of(error)}", error);
        }
    }

    // What builds leave behind, and what begins with a dot, is nobody's source. Links are not followed: they may lead in circles.
    private static IEnumerable<string> Walk(string folder, string pattern)
    {
        foreach (string file in Directory.EnumerateFiles(folder, pattern, s_walk).Order(StringComparer.Ordinal))
            yield return file;
        foreach (string inner in Directory.EnumerateDirectories(folder, "*", s_walk).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(inner);
            if (name is "bin" or "obj" or "node_modules" || name.StartsWith('.') || new DirectoryInfo(inner).LinkTarget is not null)
                continue;
            foreach (string file in Walk(inner, pattern))
                yield return file;
        }
    }

    [GeneratedRegex("\"([^\"\\r\\n]+\\.csproj)\"", RegexOptions.IgnoreCase, 2000)]
    private static partial Regex ProjectPath();
}
