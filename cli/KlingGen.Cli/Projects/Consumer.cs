using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Projects;

/// <summary>What takes schema files in, a project or a program of one file, together with the files that it imports by convention.</summary>
internal abstract class Consumer
{
    /// <summary>Its file.</summary>
    public abstract string FullPath { get; }

    public string Folder => Path.GetDirectoryName(FullPath)!;

    /// <summary>What the generated namespaces begin with: the first that is set, else the file's name.</summary>
    public abstract string RootNamespace { get; }

    /// <summary>All packages that the files name.</summary>
    public abstract IEnumerable<PackageUse> Packages { get; }

    /// <summary>Whether a file names the generator, as package or as project.</summary>
    public abstract bool HasGenerator { get; }

    /// <summary>The items that stand in its own file.</summary>
    public abstract IReadOnlyList<SchemaItem> Items { get; }

    /// <summary>What to call it in a sentence.</summary>
    public abstract string Kind { get; }

    /// <summary>The major version of the oldest SDK that builds it; 0 where any that loads the generator does.</summary>
    public virtual int OldestSdk => 0;

    /// <summary>How to give it the package KlingGen.</summary>
    public abstract string PackageRemedy { get; }

    /// <summary>The item that takes a schema file in, or null.</summary>
    public abstract SchemaItem? ItemFor(string path);

    /// <summary>How to have it take a schema file in.</summary>
    /// <param name="path">The file, absolute.</param>
    public abstract string ItemRemedy(string path);

    /// <summary>What the user named, else the only project of the nearest folder that has any, else the program of the working directory; null where there is none.</summary>
    /// <exception cref="CliException">The named one does not exist, there are several, or it cannot be read.</exception>
    public static Consumer? Find(CliHost host, string? named) => ProjectFinder.Find(host, named) is { } path
        ? path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? FileProgram.Open(path) : ProjectView.Open(path)
        : FileProgram.Find(host);

    private protected string FileName => Path.GetFileName(FullPath);

    private protected string Shown(string path) => Path.GetRelativePath(Folder, path).Replace('\\', '/');

    private protected string NameAsNamespace => Path.GetFileNameWithoutExtension(FullPath).Replace(' ', '_');
}
