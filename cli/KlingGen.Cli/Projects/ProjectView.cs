namespace KlingGen.Cli.Projects;

/// <summary>A project together with the files that it imports by convention.</summary>
internal sealed class ProjectView : Consumer
{
    private readonly IReadOnlyList<ProjectFile> _files;

    private ProjectView(ProjectFile project, IReadOnlyList<ProjectFile> files)
    {
        Project = project;
        _files = files;
    }

    public ProjectFile Project { get; }

    /// <inheritdoc/>
    public override string FullPath => Project.FullPath;

    /// <inheritdoc/>
    public override string RootNamespace
    {
        get
        {
            string? set = Project.RootNamespace ?? _files.Select(static file => file.RootNamespace).FirstOrDefault(static value => value is not null);
            set = set?.Replace("$(MSBuildProjectName)", NameAsNamespace, StringComparison.OrdinalIgnoreCase);
            return string.IsNullOrEmpty(set) || set.Contains("$(", StringComparison.Ordinal) ? NameAsNamespace : set;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<PackageUse> Packages => _files.SelectMany(static file => file.Packages);

    /// <inheritdoc/>
    public override bool HasGenerator => Packages.Any(static package => package is { Id: "KlingGen", IsCentral: false }) || _files.Any(static file => file.NamesGeneratorProject);

    /// <inheritdoc/>
    public override IReadOnlyList<SchemaItem> Items => Project.Items;

    /// <inheritdoc/>
    public override string Kind => "project";

    /// <inheritdoc/>
    public override string PackageRemedy => $"dotnet add \"{FullPath}\" package KlingGen";

    public static ProjectView Open(string path)
    {
        ProjectFile project = ProjectFile.Load(path);
        List<ProjectFile> files = [.. ConventionalImports.Of(project.Folder)];
        files.Insert(Math.Min(1, files.Count), project);
        return new ProjectView(project, files);
    }

    /// <inheritdoc/>
    public override SchemaItem? ItemFor(string path)
    {
        SchemaItem? found = null;
        foreach (ProjectFile file in _files)
        {
            foreach (SchemaItem item in file.Items)
            {
                if (item.Includes(path, Folder, file.Folder))
                    found = item;
                else if (item.Removes(path, Folder, file.Folder))
                    found = null;
            }
        }
        return found;
    }

    /// <inheritdoc/>
    public override string ItemRemedy(string path) => $"Put <KlingGenSchema Include=\"{Shown(path)}\" /> into {FileName}, or delete the file.";
}
