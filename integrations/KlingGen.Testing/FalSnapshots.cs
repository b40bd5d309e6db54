using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using KlingGen.Compiler;

namespace KlingGen.Testing;

/// <summary>The code that is generated from a schema file, by file name, as it is compiled into the project that uses it.</summary>
/// <example><code>
/// [Fact]
/// public void Generated_code_is_what_was_reviewed() => FalSnapshots.Of("schemas/kling-image-v3-text-to-image.json").MatchesFolder("_snapshots");
/// </code></example>
public sealed class FalSnapshots
{
    private readonly string _callerFile;

    private FalSnapshots(IReadOnlyDictionary<string, string> files, string callerFile)
    {
        Files = files;
        _callerFile = callerFile;
    }

    /// <summary>The emitted files by name, in ordinal order, ready for any comparison. The version of the generator reads <c>{version}</c>, so that an update alone changes nothing.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>Generates the code of one schema file.</summary>
    /// <param name="schemaPath">The file. A relative path is looked for in the folder of the test's source and all above it, up to the repository's root.</param>
    /// <param name="rootNamespace">The root namespace of the project that uses the schema; it is in the names of the generated namespaces.</param>
    /// <param name="callerFile">Filled in by the compiler.</param>
    /// <param name="namespaceName">What the schema's item says as <c>Namespace</c>; null where it says nothing.</param>
    /// <param name="clientName">What it says as <c>ClientName</c>.</param>
    /// <param name="visibility">What it says as <c>Visibility</c>: <c>public</c> or <c>internal</c>.</param>
    /// <returns>The code, with the price of the lock file beside the schema.</returns>
    /// <exception cref="FileNotFoundException">The file is nowhere; the message lists where it was looked for.</exception>
    /// <exception cref="InvalidDataException">The file is not the document of an endpoint; the message says why, with line and column.</exception>
    public static FalSnapshots Of(
        string schemaPath, string rootNamespace = "Example", [CallerFilePath] string callerFile = "", string? namespaceName = null, string? clientName = null, string? visibility = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(schemaPath);
        ArgumentNullException.ThrowIfNull(rootNamespace);
        ArgumentNullException.ThrowIfNull(callerFile);
        string path = ProjectFiles.Find(schemaPath, callerFile);
        ReadResult read = SchemaReader.Read(new SchemaInput(path, File.ReadAllText(path), namespaceName, rootNamespace, clientName, visibility));
        if (read.Endpoint is not { } endpoint)
        {
            Problem? problem = read.Problems.FirstOrDefault(static problem => problem.Severity == ProblemSeverity.Error);
            throw new InvalidDataException($"Nothing is generated from '{path}': {(problem is null ? "it is not the document of an endpoint." : $"({problem.Line},{problem.Column}) {problem.Id}: {problem.Message}")}");
        }

        string lockPath = Path.Combine(Path.GetDirectoryName(path)!, LockFile.FileName);
        if (File.Exists(lockPath))
            endpoint = endpoint with { Price = LockFile.Read(lockPath, File.ReadAllText(lockPath)).File.Find(endpoint.EndpointId)?.Price };
        string version = $"\"KlingGen\", \"{CodeEmitter.Version}\"";
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (SourceFile file in CodeEmitter.Emit(endpoint))
            files.Add(file.HintName, file.Text.Replace(version, "\"KlingGen\", \"{version}\"", StringComparison.Ordinal));
        return new FalSnapshots(new ReadOnlyDictionary<string, string>(files), callerFile);
    }

    /// <summary>Compares the code with the files of a folder: <c>Name.verified.cs</c>, in the convention of Verify.</summary>
    /// <remarks>
    /// On a difference <c>Name.received.cs</c> lies beside it, which a <c>.gitignore</c> in the folder keeps out of version control. With the environment variable <c>KLINGGEN_ACCEPT=1</c> what was generated is
    /// written down as reviewed instead; review it in version control. The package keeps the files out of the compilation.
    /// </remarks>
    /// <param name="folder">The folder, relative to the test's source. One folder for each schema file.</param>
    /// <exception cref="FalSnapshotException">A file differs, is new, or is no longer generated; the message shows the lines.</exception>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be read or written.</exception>
    public void MatchesFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        new SnapshotFolder(ProjectFiles.Beside(folder, _callerFile), SnapshotFolder.Accepts).Compare(Files);
    }
}
