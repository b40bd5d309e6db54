using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Projects;

/// <summary>A program of one file without a project, and what its <c>#:</c> lines say about schema files.</summary>
internal sealed class FileProgram : Consumer
{
    private const string Property = "KlingGenSchemas";

    private readonly Dictionary<string, string> _properties = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<PackageUse> _packages = [];
    private readonly List<string> _projects = [];
    private readonly IReadOnlyList<ProjectFile> _imports;

    private FileProgram(string path)
    {
        FullPath = path;
        _imports = [.. ConventionalImports.Of(Folder)];
    }

    /// <inheritdoc/>
    public override string FullPath { get; }

    /// <inheritdoc/>
    public override bool HasGenerator =>
        Packages.Any(static package => package is { IsCentral: false } && package.Id.Equals("KlingGen", StringComparison.OrdinalIgnoreCase))
        || _projects.Any(static project => project.EndsWith("KlingGen.Generator.csproj", StringComparison.OrdinalIgnoreCase))
        || _imports.Any(static file => file.NamesGeneratorProject);

    /// <inheritdoc/>
    public override IEnumerable<PackageUse> Packages => _packages.Concat(_imports.SelectMany(static file => file.Packages));

    /// <inheritdoc/>
    public override string RootNamespace => _properties.GetValueOrDefault("RootNamespace") is { Length: > 0 } set && !set.Contains("$(", StringComparison.Ordinal)
        ? set
        : NameAsNamespace;

    /// <inheritdoc/>
    public override IReadOnlyList<SchemaItem> Items => Schemas is null ? [] : [new SchemaItem(Schemas, null, null)];

    /// <inheritdoc/>
    public override string Kind => "program";

    /// <inheritdoc/>
    public override int OldestSdk => 10;

    /// <inheritdoc/>
    public override string PackageRemedy => $"Put this line at the top of {FileName}: {PackageLine}";

    /// <summary>The line that names the package.</summary>
    public static string PackageLine => $"#:package KlingGen@{ToolVersion.Text}";

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

    /// <summary>The program that a user named.</summary>
    /// <exception cref="CliException">It cannot be read.</exception>
    public static FileProgram Open(string path)
    {
        try
        {
            return Read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CliException.Unusable($"The program '{path}' cannot be read: {Sentences.Of(error)} Correct it, or name another one with --project.", error);
        }
    }

    /// <inheritdoc/>
    public override SchemaItem? ItemFor(string path)
    {
        foreach (ProjectFile file in _imports)
            foreach (SchemaItem item in file.Items)
                if (item.Includes(path, Folder, file.Folder))
                    return item;
        return Items.FirstOrDefault(item => item.Includes(path, Folder, Folder));
    }

    /// <inheritdoc/>
    public override string ItemRemedy(string path) => Schemas is null
        ? $"Put this line at the top of {FileName}, or delete the file: {LineWith([path])}"
        : $"Replace the line with {Property} in {FileName} by this one, or delete the file: {LineWith([path])}";

    /// <summary>The line that takes in schema files besides what the program has already.</summary>
    /// <param name="paths">The files, absolute.</param>
    public string LineWith(IEnumerable<string> paths) =>
        $"#:property {Property}={string.Join(';', (Schemas is { Length: > 0 } had ? [had] : Array.Empty<string>()).Concat(paths.Select(Shown)))}";

    // Directives stand above all code.
    private static FileProgram Read(string path)
    {
        var program = new FileProgram(path);
        foreach (string line in File.ReadLines(path).Select(static line => line.Trim()))
        {
            if (Value(line, "#:package") is { } package && package.Split('@', 2) is [var id, ..] parts)
                program._packages.Add(new PackageUse(id.Trim(), parts.Length == 2 ? parts[1].Trim() : null, IsCentral: false));
            else if (Value(line, "#:project") is { } project)
                program._projects.Add(project.Trim());
            else if (Value(line, "#:property") is { } property && property.Split('=', 2) is [var name, var value])
                program._properties[name.Trim()] = value.Trim();
            else if (line.Length > 0 && !line.StartsWith('#') && !line.StartsWith("//", StringComparison.Ordinal))
                break;
        }
        return program;
    }

    private static string? Value(string line, string directive) =>
        line.StartsWith(directive, StringComparison.Ordinal) && line.Length > directive.Length && char.IsWhiteSpace(line[directive.Length]) ? line[directive.Length..] : null;
}
