using System.Reflection;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Schemas;
using KlingGen.Compiler;

namespace KlingGen.Cli.Serving;

/// <summary>The schema files that are served: those that were named, the locked ones, or the tool's own.</summary>
internal sealed class ServedSchemas : IDisposable
{
    /// <summary>The remedy at the start of the command.</summary>
    public const string Check = "Check that it is there and that you may read it.";

    private const string StarterPrefix = "starter/";
    private readonly string? _temporary;

    // As they are at the start: one that is gone later is missed.
    private readonly IReadOnlyList<string> _files;

    private ServedSchemas(IReadOnlyList<string> paths, string from, string? temporary = null)
    {
        _files = FilesOf(paths);
        Paths = paths;
        From = from;
        _temporary = temporary;
    }

    /// <summary>Files and folders.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Where they come from, in words.</summary>
    public string From { get; }

    /// <exception cref="CliException">A named path names nothing.</exception>
    public static ServedSchemas Find(CliHost host, IReadOnlyList<string> named)
    {
        if (named.Count > 0)
        {
            string[] paths = [.. named.Select(host.PathOf)];
            return Array.FindIndex(paths, static path => !File.Exists(path) && !Directory.Exists(path)) is >= 0 and var at
                ? throw CliException.Unusable($"'{EndpointIds.Shown(named[at])}' names neither a schema file nor a folder of them. Add one with 'klinggen add <endpoint>', or omit it.")
                : new ServedSchemas(paths, string.Join(", ", paths.Select(host.Shown)));
        }

        return SchemaFolder.Locate(host, null) is { } folder ? new ServedSchemas([folder], host.Shown(folder)) : Starter();
    }

    public void Dispose()
    {
        if (_temporary is not null)
            Directory.Delete(_temporary, recursive: true);
    }

    /// <summary>The models behind the files, for the page.</summary>
    /// <exception cref="CliException">A file is gone, or may not be read.</exception>
    public IReadOnlyList<EndpointSpec> Read()
    {
        var models = new List<EndpointSpec>();
        foreach (string file in _files)
        {
            string text;
            try
            {
                text = File.ReadAllText(file);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw Unreadable(error, "Put it back, or let it be read, and load the page again; the emulator goes on with what it read at its start.");
            }

            if (SchemaReader.Read(new SchemaInput(file, text, RootNamespace: "MyApp")).Endpoint is { } model && models.TrueForAll(other => other.EndpointId != model.EndpointId))
                models.Add(model);
        }
        return models;
    }

    /// <summary>What is said of a schema file that cannot be read.</summary>
    public static CliException Unreadable(Exception error, string remedy) => CliException.Unusable($"A schema file cannot be read: {Sentences.Of(error)} {remedy}", error);

    private static string[] FilesOf(IReadOnlyList<string> paths)
    {
        try
        {
            return [.. paths.SelectMany(static path => Directory.Exists(path) ? (IEnumerable<string>)Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal) : [path]).Where(static file => Path.GetFileName(file) != LockFile.FileName)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(error, Check);
        }
    }

    private static ServedSchemas Starter()
    {
        string folder = Directory.CreateTempSubdirectory("klinggen-serve-").FullName;
        Assembly tool = typeof(ServedSchemas).Assembly;
        foreach (string name in tool.GetManifestResourceNames().Where(static name => name.StartsWith(StarterPrefix, StringComparison.Ordinal)))
        {
            using Stream schema = tool.GetManifestResourceStream(name)!;
            using FileStream file = File.Create(Path.Combine(folder, name[StarterPrefix.Length..]));
            schema.CopyTo(file);
        }
        return new ServedSchemas([folder], "the tool's own set", folder);
    }
}
