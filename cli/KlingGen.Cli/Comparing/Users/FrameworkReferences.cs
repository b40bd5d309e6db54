using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace KlingGen.Cli.Comparing.Users;

/// <summary>What code is bound against: the framework this tool runs on, ASP.NET Core where it is installed, and the runtime of the clients.</summary>
internal static class FrameworkReferences
{
    private static readonly Lazy<MetadataReference[]> s_all = new(static () => [.. Paths().Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path))]);

    public static IReadOnlyList<MetadataReference> All => s_all.Value;

    // The tool's own packages are nobody's but its own: `Text` of a user is not that of Spectre.Console.
    private static IEnumerable<string> Paths()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> files = Directory.EnumerateFiles(framework, "*.dll");
        if (AspNetCore(framework) is { } web)
            files = files.Concat(Directory.EnumerateFiles(web, "*.dll"));
        return files.Where(IsManaged).Append(typeof(FalJson).Assembly.Location);
    }

    // shared/Microsoft.NETCore.App/10.0.1 has its sister in shared/Microsoft.AspNetCore.App.
    private static string? AspNetCore(string framework)
    {
        string family = Path.GetFullPath(Path.Combine(framework, "..", "..", "Microsoft.AspNetCore.App"));
        string major = Path.GetFileName(framework).Split('.')[0] + ".";
        return !Directory.Exists(family) ? null : Directory.EnumerateDirectories(family).Where(folder => Path.GetFileName(folder).StartsWith(major, StringComparison.Ordinal)).Order(StringComparer.Ordinal).LastOrDefault();
    }

    private static bool IsManaged(string path)
    {
        try
        {
            using var reader = new PEReader(File.OpenRead(path));
            return reader.HasMetadata;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
