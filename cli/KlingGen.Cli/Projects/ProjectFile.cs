using System.Xml;

namespace KlingGen.Cli.Projects;

/// <summary>What a project says about schema files, and how to make it say more.</summary>
internal sealed class ProjectFile
{
    private const string ItemName = "KlingGenSchema";

    private readonly ProjectText _text;
    private readonly List<SchemaItem> _items = [];
    private readonly List<PackageUse> _packages = [];
    private (int Start, int End)? _lastItem;
    private int _projectEnd = -1;
    private bool _isProjectEmpty;

    private ProjectFile(ProjectText text) => _text = text;

    public string FullPath => _text.FullPath;

    public string Folder => Path.GetDirectoryName(_text.FullPath)!;

    /// <summary>The schema items, in order.</summary>
    public IReadOnlyList<SchemaItem> Items => _items;

    /// <summary>The packages, with the versions that stand in the file.</summary>
    public IReadOnlyList<PackageUse> Packages => _packages;

    /// <summary>Whether it refers to the generator's project instead of its package.</summary>
    public bool NamesGeneratorProject { get; private set; }

    /// <summary>The root namespace where the file sets one.</summary>
    public string? RootNamespace { get; private set; }

    /// <exception cref="CliException">The file cannot be read or is not an MSBuild project.</exception>
    public static ProjectFile Load(string path) => Of(ProjectText.Load(path));

    private static ProjectFile Of(ProjectText text)
    {
        string path = text.FullPath;
        var project = new ProjectFile(text);
        try
        {
            project.Scan();
        }
        catch (XmlException error)
        {
            throw CliException.Unusable($"The project '{path}' is not XML: {Sentences.Of(error)} Correct it, or name another one with --project.", error);
        }
        return project._projectEnd >= 0
            ? project
            : throw CliException.Unusable($"The file '{path}' is not an MSBuild project: it has no <Project> element. Name the .csproj file with --project.");
    }

    /// <summary>The bytes of the file with items for schema files; all else stays as it is.</summary>
    /// <param name="includes">The paths from the project's folder, with forward slashes.</param>
    public byte[] WithItems(IEnumerable<string> includes)
    {
        ProjectFile file = this;
        byte[] bytes = [];
        foreach (string include in includes)
        {
            bytes = file.WithItem(include);
            file = Of(ProjectText.Of(FullPath, bytes));
        }
        return bytes;
    }

    private byte[] WithItem(string include)
    {
        string item = $"<{ItemName} Include=\"{Escaped(include)}\" />";
        string line = _text.NewLine;
        if (_lastItem is { } last)
            return _text.With(last.End, line + (_text.IndentBefore(last.Start) ?? "") + item);

        string indent = Indent();
        string group = $"{indent}<ItemGroup>{line}{indent}{indent}{item}{line}{indent}</ItemGroup>{line}";
        if (_isProjectEmpty)
            return _text.With(_projectEnd - 2, $">{line}{line}{group}{line}</Project>", 2);

        int at = _projectEnd - (_text.IndentBefore(_projectEnd)?.Length ?? 0);
        string before = _text.Text[..at];
        bool isSpaced = before.EndsWith(line + line, StringComparison.Ordinal);
        bool isOnOwnLine = before.EndsWith('\n');
        return _text.With(at, (isOnOwnLine ? "" : line) + (isSpaced || !isOnOwnLine ? "" : line) + group + (isSpaced ? line : ""));
    }

    private void Scan()
    {
        using XmlReader reader = _text.Read();
        while (reader.Read())
        {
            if (reader is { Depth: 0, LocalName: "Project" })
                NoteProject(reader);
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == ItemName && reader.Depth == 2)
                NoteItem(reader);
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "PackageReference" or "PackageVersion" && reader.GetAttribute("Include") is { } package)
                _packages.Add(new PackageUse(package, reader.GetAttribute("Version"), reader.LocalName == "PackageVersion"));
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "ProjectReference" && reader.GetAttribute("Include")?.Contains("KlingGen.Generator", StringComparison.OrdinalIgnoreCase) == true)
                NamesGeneratorProject = true;
            else if (reader.NodeType == XmlNodeType.Element && reader is { LocalName: "RootNamespace", Depth: 2, IsEmptyElement: false })
                RootNamespace ??= Content(reader);
        }
    }

    private void NoteProject(XmlReader reader)
    {
        if (reader.NodeType == XmlNodeType.EndElement)
        {
            _projectEnd = _text.OffsetOf(reader) - 2;
        }
        else if (reader is { NodeType: XmlNodeType.Element, IsEmptyElement: true })
        {
            _isProjectEmpty = true;
            _projectEnd = _text.EndOfTag(_text.OffsetOf(reader));
        }
    }

    private void NoteItem(XmlReader reader)
    {
        int start = _text.OffsetOf(reader) - 1;
        var metadata = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (bool more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
            metadata[reader.LocalName] = reader.Value;
        reader.MoveToElement();

        int end = _text.EndOfTag(start);
        if (!reader.IsEmptyElement)
        {
            int depth = reader.Depth;
            while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
                if (reader is { NodeType: XmlNodeType.Element, IsEmptyElement: false } && reader.Depth == depth + 1)
                    metadata[reader.LocalName] = Content(reader);
            end = _text.EndOfTag(_text.OffsetOf(reader));
        }
        var item = new SchemaItem(metadata.GetValueOrDefault("Include"), metadata.GetValueOrDefault("Exclude"), metadata.GetValueOrDefault("Remove")) { Metadata = metadata };
        _items.Add(item);
        if (item.Include is not null && !metadata.ContainsKey("Condition"))
            _lastItem = (start, end);
    }

    /// <summary>The text of the element the reader stands on; the reader stays within the element.</summary>
    private static string Content(XmlReader reader) => reader.Read() && reader.NodeType == XmlNodeType.Text ? reader.Value.Trim() : "";

    // The first child's own indent is the file's.
    private string Indent()
    {
        foreach (string line in _text.Text.Split('\n'))
        {
            string trimmed = line.TrimStart(' ', '\t');
            if (trimmed.Length < line.Length && (trimmed.StartsWith("<PropertyGroup", StringComparison.Ordinal) || trimmed.StartsWith("<ItemGroup", StringComparison.Ordinal)))
                return line[..^trimmed.Length];
        }
        return "  ";
    }

    private static string Escaped(string include) => include
        .Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal).Replace("$", "%24", StringComparison.Ordinal)
        .Replace("@", "%40", StringComparison.Ordinal).Replace("*", "%2A", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}

/// <summary>A package that a project names.</summary>
/// <param name="Id">The package.</param>
/// <param name="Version">The version beside it, or null where another file has it.</param>
/// <param name="IsCentral">Whether it is an entry of central versions.</param>
internal sealed record PackageUse(string Id, string? Version, bool IsCentral);
