using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Projects;

/// <summary>A program of one file without a project, and what its <c>#:</c> lines say about schema files.</summary>
internal sealed class FileProgram
{
    private const string Property = "KlingGenSchemas";

    private readonly Dictionary<string, string> _properties = new(StringComparer.OrdinalIgnoreCase);

    private FileProgram(string path) => FullPath = path;

    public string FullPath { get; }

    public string Folder => Path.GetDirectoryName(FullPath)!;

    /// <summary>Whether it names the package KlingGen.</summary>
    public bool HasGenerator { get; private set; }

    /// <summary>The root namespace: what it sets, else the file's name.</summary>
    public string RootNamespace => _properties.GetValueOrDefault("RootNamespace") is { Length: > 0 } set && !set.Contains("$(", StringComparison.Ordinal)
        ? set
        : Path.GetFileNameWithoutExtension(FullPath).Replace(' ', '_');

    /// <summary>What it says of schema files, or null.</summary>
    public string? Schemas => _properties.GetValueOrDefault(Property);

    /// <summary>The program of the working directory: the only file of C# there, or the only one with <c>#:</c> or <c>#!</c> lines. Null where there is none, or more than one.</summary>
    public static FileProgram? Find(CliHost host)
    {
        string[] files;
        try
        {
            files = [.. Directory.GetFiles(host.WorkingDirectory, "*.cs").Order(StringComparer.Ordinal)];
            if (files.Length > 1)
                files = [.. files.Where(static file => File.ReadLines(file).FirstOrDefault() is { } line && (line.StartsWith("#:", StringComparison.Ordinal) || line.StartsWith("#!", StringComparison.Ordinal)))];
            return files.Length == 1 ? Read(files[0]) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a schema file is taken in.</summary>
    public bool Includes(string path) => Schemas is not null && new SchemaItem(Schemas, null, null).Includes(path, Folder, Folder);

    /// <summary>The line that takes in schema files besides what the program has already.</summary>
    /// <param name="paths">The files, absolute.</param>
    public string LineWith(IEnumerable<string> paths) =>
        $"#:property {Property}={string.Join(';', (Schemas is { Length: > 0 } had ? [had] : Array.Empty<string>()).Concat(paths.Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))))}";

    // Directives stand above all code.
    private static FileProgram Read(string path)
    {
        var program = new FileProgram(path);
        foreach (string line in File.ReadLines(path).Select(static line => line.Trim()))
        {
            if (line.StartsWith("#:package", StringComparison.Ordinal))
                program.HasGenerator |= line["#:package".Length..].Split('@')[0].Trim().Equals("KlingGen", StringComparison.OrdinalIgnoreCase);
            else if (line.StartsWith("#:property", StringComparison.Ordinal) && line["#:property".Length..].Split('=', 2) is [var name, var value])
                program._properties[name.Trim()] = value.Trim();
            else if (line.Length > 0 && !line.StartsWith('#') && !line.StartsWith("//", StringComparison.Ordinal))
                break;
        }
        return program;
    }
}
