using System.Collections.Immutable;
using System.Xml.Linq;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ArchitectureTests;

/// <summary>The sources of one of our projects, as the compiler understands them.</summary>
internal sealed class ProjectSources
{
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly CSharpParseOptions s_parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithPreprocessorSymbols("NET", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER");

    private readonly string _folder;

    /// <summary>Reads the sources below the folder of a project.</summary>
    public ProjectSources(string folder)
        : this(folder, FilesOf(Repository.File(folder)).Select(static file => (file, File.ReadAllText(file))))
    {
    }

    /// <summary>Takes the sources from texts, for a test of the test.</summary>
    public ProjectSources(string folder, IEnumerable<(string Path, string Text)> files)
    {
        _folder = Repository.File(folder);
        Name = Path.GetFileName(folder);
        var trees = files.Select(static file => CSharpSyntaxTree.ParseText(file.Text, s_parse, file.Path)).Append(CSharpSyntaxTree.ParseText(ImplicitUsings + GlobalUsings(_folder), s_parse, "")).ToArray();
        Compilation = CSharpCompilation.Create(Name, trees, References(Name), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>The projects that ship, by their folders. The resource for Aspire is two files in one folder, and its libraries would come with it.</summary>
    public static IReadOnlyList<string> Shipped { get; } =
    [
        .. new[] { "generator", "runtime", "integrations", "emulator", "cli" }
            .SelectMany(static room => Directory.EnumerateFiles(Repository.File(room), "*.csproj", SearchOption.AllDirectories))
            .Where(static file => Path.GetFileName(file) != "KlingGen.Aspire.Hosting.csproj")
            .Select(static file => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(file)!).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    public string Name { get; }

    public CSharpCompilation Compilation { get; }

    public IEnumerable<SyntaxTree> Files => Compilation.SyntaxTrees.Where(static tree => tree.FilePath.Length > 0);

    /// <summary>The folder of a file, directly below the project; a dot for files beside the project file, and for what it takes from elsewhere the folder there.</summary>
    public string FolderOf(string file)
    {
        string[] parts = Path.GetRelativePath(_folder, Path.GetDirectoryName(file)!).Split(Path.DirectorySeparatorChar);
        return parts[0] == ".." ? parts[^1] : parts[0];
    }

    /// <summary>What lies below the folder, and the shared sources that the project file imports.</summary>
    private static IEnumerable<string> FilesOf(string folder)
    {
        XDocument project = XDocument.Load(Directory.EnumerateFiles(folder, "*.csproj").Single());
        IEnumerable<string> shared = project.Descendants("Import").Select(import => Path.GetFullPath(Path.Combine(folder, (string)import.Attribute("Project")!)))
            .SelectMany(static import => Directory.EnumerateFiles(Path.GetDirectoryName(import)!, "*.cs"));
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(static file => !IsBuilt(file) && !IsForOlderFrameworks(file)).Concat(shared);
    }

    private static string GlobalUsings(string folder) => Directory.Exists(folder)
        ? string.Concat(XDocument.Load(Directory.EnumerateFiles(folder, "*.csproj").Single()).Descendants("Using").Select(static item => $" global using {(string?)item.Attribute("Include")};"))
        : "";

    /// <summary>They stand in the place of other files, and have the same names.</summary>
    private static bool IsForOlderFrameworks(string file) => file.Contains($"{Path.DirectorySeparatorChar}KlingGen.Runtime{Path.DirectorySeparatorChar}Polyfills{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static bool IsBuilt(string file) => file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) || file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    /// <summary>Everything this process is built on, but the project's own assembly.</summary>
    private static ImmutableArray<MetadataReference> References(string name) =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "KlingGen.*.dll"))
            .DistinctBy(Path.GetFileName)
            .Where(path => Path.GetFileNameWithoutExtension(path) != name)
            .Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ];
}
