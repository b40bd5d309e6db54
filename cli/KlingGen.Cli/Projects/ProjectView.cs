namespace KlingGen.Cli.Projects;

/// <summary>A project together with the files that it imports by convention.</summary>
internal sealed class ProjectView
{
    private static readonly string[] s_imports = ["Directory.Build.props", "Directory.Build.targets"];

    private readonly IReadOnlyList<ProjectFile> _files;

    private ProjectView(ProjectFile project, IReadOnlyList<ProjectFile> files)
    {
        Project = project;
        _files = files;
    }

    public ProjectFile Project { get; }

    /// <summary>The root namespace: the first that is set, else the project's name.</summary>
    public string RootNamespace
    {
        get
        {
            string name = Path.GetFileNameWithoutExtension(Project.FullPath).Replace(' ', '_');
            string? set = Project.RootNamespace ?? _files.Select(static file => file.RootNamespace).FirstOrDefault(static value => value is not null);
            set = set?.Replace("$(MSBuildProjectName)", name, StringComparison.OrdinalIgnoreCase);
            return string.IsNullOrEmpty(set) || set.Contains("$(", StringComparison.Ordinal) ? name : set;
        }
    }

    /// <summary>All packages that the files name.</summary>
    public IEnumerable<PackageUse> Packages => _files.SelectMany(static file => file.Packages);

    /// <summary>Whether a file names the generator, as package or as project.</summary>
    public bool HasGenerator => Packages.Any(static package => package is { Id: "KlingGen", IsCentral: false }) || _files.Any(static file => file.NamesGeneratorProject);

    public static ProjectView Open(string path)
    {
        ProjectFile project = ProjectFile.Load(path);
        var files = new List<ProjectFile>();
        foreach (string name in s_imports.Append("Directory.Packages.props"))
            if (Nearest(project.Folder, name) is { } import)
                files.Add(ProjectFile.Load(import));
        files.Insert(Math.Min(1, files.Count), project);
        return new ProjectView(project, files);
    }

    /// <summary>The item that takes a schema file in, or null.</summary>
    public SchemaItem? ItemFor(string path)
    {
        SchemaItem? found = null;
        foreach (ProjectFile file in _files)
        {
            foreach (SchemaItem item in file.Items)
            {
                if (item.Includes(path, Project.Folder, file.Folder))
                    found = item;
                else if (item.Removes(path, Project.Folder, file.Folder))
                    found = null;
            }
        }
        return found;
    }

    private static string? Nearest(string folder, string name)
    {
        for (string? at = folder; at is not null; at = Path.GetDirectoryName(at))
            if (File.Exists(Path.Combine(at, name)))
                return Path.Combine(at, name);
        return null;
    }
}
