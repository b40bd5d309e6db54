using KlingGen.Cli.Hosting;
using KlingGen.Cli.Projects;
using KlingGen.Comparison;
using KlingGen.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KlingGen.Cli.Comparing.Users;

/// <summary>
/// The code whose use decides what is listed. Its files are parsed and bound against the code that the old model gives, the runtime and the
/// framework; packages are not looked for, so that nothing has to be restored or built.
/// </summary>
internal sealed class UsedBy
{
    private static readonly CSharpParseOptions s_parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);

    // What projects of the SDK import without saying so.
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private const string WebUsings = "global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Http; global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;";
    private const string WebSdk = "Microsoft.NET.Sdk.Web";

    private readonly string _name;
    private readonly IReadOnlyList<ProjectFile> _projects;
    private readonly SyntaxTree[] _trees;
    private readonly bool _isWeb;

    private UsedBy(string name, IReadOnlyList<ProjectFile> projects, SyntaxTree[] trees)
    {
        (_name, _projects, _trees) = (name, projects, trees);
        _isWeb = projects.Any(static project => File.ReadAllText(project.FullPath).Contains(WebSdk, StringComparison.Ordinal));
    }

    /// <exception cref="CliException">There is nothing to read.</exception>
    public static async Task<UsedBy> ReadAsync(CliHost host, string named, CancellationToken cancellationToken)
    {
        CodeFiles code = CodeFiles.Find(host, named);
        var trees = new List<SyntaxTree>();
        foreach (string file in code.Files)
        {
            string text;
            try
            {
                text = await File.ReadAllTextAsync(file, cancellationToken);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw CliException.Unusable($"'{file}' (--used-by) cannot be read: {Sentences.Of(error)}", error);
            }
            trees.Add(CSharpSyntaxTree.ParseText(text, s_parse, file, cancellationToken: cancellationToken));
        }
        return trees.Count > 0
            ? new UsedBy(named, code.Projects, [.. trees])
            : throw CliException.Unusable($"There are no C# files at '{Schemas.EndpointIds.Shown(named)}' (--used-by). Give the project, solution or folder of the code that calls the endpoint.");
    }

    /// <summary>Whether a change concerns the code.</summary>
    public Func<ModelChange, bool> For(EndpointSpec endpoint, List<string> notes, CancellationToken cancellationToken)
    {
        var usage = new Usage();
        foreach (EndpointSpec candidate in Candidates(endpoint))
            Collect(candidate, usage, cancellationToken);
        if (usage.IsEmpty)
            notes.Add($"{_name} does not use '{endpoint.EndpointId}'.");
        return change => usage.Concerns(endpoint, change);
    }

    /// <summary>The model under every namespace and name in which the code may know it.</summary>
    private IEnumerable<EndpointSpec> Candidates(EndpointSpec endpoint)
    {
        IEnumerable<string> roots = _projects.Select(static project => project.RootNamespace ?? Path.GetFileNameWithoutExtension(project.FullPath).Replace(' ', '_')).Select(root => root + "." + endpoint.Namespace);
        IEnumerable<string> set = _projects.SelectMany(static project => project.Items).Select(static item => item.Metadata.GetValueOrDefault("Namespace")).OfType<string>();
        IEnumerable<string> imported = _trees.SelectMany(static tree => tree.GetRoot().DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>())
            .Select(static directive => directive.Name?.ToString()).OfType<string>()
            .Where(name => name == endpoint.Namespace || name.EndsWith("." + endpoint.Namespace, StringComparison.Ordinal));
        string[] clients = [endpoint.ClientName, .. _projects.SelectMany(static project => project.Items).Select(static item => item.Metadata.GetValueOrDefault("ClientName")).OfType<string>()];
        return from space in roots.Concat(set).Concat(imported).Append(endpoint.Namespace).Where(IsNamespace).Distinct(StringComparer.Ordinal)
               from client in clients.Where(SyntaxFacts.IsValidIdentifier).Distinct(StringComparer.Ordinal)
               select endpoint with { Namespace = space, ClientName = client };
    }

    private static bool IsNamespace(string name) => name.Split('.').All(SyntaxFacts.IsValidIdentifier);

    private void Collect(EndpointSpec endpoint, Usage usage, CancellationToken cancellationToken)
    {
        // Code that was written out and committed is the same code once more.
        bool isWritten = _trees.Any(tree => tree.GetRoot(cancellationToken).DescendantNodes().OfType<ClassDeclarationSyntax>().Any(declared => declared.Identifier.ValueText == endpoint.ClientName + "Client"));
        IEnumerable<SyntaxTree> emitted = isWritten ? [] : CodeEmitter.Emit(endpoint, cancellationToken).Select(file => CSharpSyntaxTree.ParseText(file.Text, s_parse, cancellationToken: cancellationToken));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Code",
            [.. _trees, .. emitted, CSharpSyntaxTree.ParseText(ImplicitUsings + (_isWeb ? WebUsings : ""), s_parse, cancellationToken: cancellationToken)],
            FrameworkReferences.All,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        foreach (SyntaxTree tree in _trees.Where(static tree => !IsGenerated(tree)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            new UsageWalker(compilation.GetSemanticModel(tree), endpoint, usage).Visit(tree.GetRoot(cancellationToken));
        }
    }

    private static bool IsGenerated(SyntaxTree tree) => tree.GetRoot().GetLeadingTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && trivia.ToString().Contains("<auto-generated", StringComparison.Ordinal));
}
