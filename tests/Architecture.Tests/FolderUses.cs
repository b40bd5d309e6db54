using System.Collections.Concurrent;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ArchitectureTests;

/// <summary>A file of one folder that names what a file of another folder declares.</summary>
internal sealed record FolderUse(string From, string To, string File, int Line, string Name)
{
    public override string ToString() => $"{From} → {To}: {File}:{Line} names {Name}";
}

/// <summary>Which folders of a project use which others, by what the compiler finds behind every name: constants and extension methods too.</summary>
/// <param name="Uses">The uses, in the order of files and lines.</param>
/// <param name="Unresolved">Names that the compiler finds nothing behind.</param>
internal sealed record FolderUses(IReadOnlyList<FolderUse> Uses, IReadOnlyList<string> Unresolved)
{
    public static FolderUses Of(ProjectSources project)
    {
        var uses = new ConcurrentBag<FolderUse>();
        var unresolved = new ConcurrentBag<string>();
        Parallel.ForEach(project.Files, tree =>
        {
            SemanticModel model = project.Compilation.GetSemanticModel(tree);
            string from = project.FolderOf(tree.FilePath), file = Path.GetRelativePath(Repository.Root, tree.FilePath).Replace('\\', '/');
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                SymbolInfo found = model.GetSymbolInfo(name);
                int line = tree.GetLineSpan(name.Span).StartLinePosition.Line + 1;
                if (found.Symbol is null && found.CandidateReason != CandidateReason.MemberGroup && name.Identifier.Text != "nameof" && !name.Ancestors().OfType<UsingDirectiveSyntax>().Any())
                    unresolved.Add($"{file}:{line} {name}");
                if (Declaration(found.Symbol ?? found.CandidateSymbols.FirstOrDefault(), project.Compilation.Assembly) is { } place && project.FolderOf(place) is var to && to != from)
                    uses.Add(new FolderUse(from, to, file, line, name.Identifier.Text));
            }
        });
        return new FolderUses([.. uses.OrderBy(static use => use.File, StringComparer.Ordinal).ThenBy(static use => use.Line)], [.. unresolved.Order(StringComparer.Ordinal)]);
    }

    /// <summary>The uses within a group of folders each of which can be reached from every other; first those of which there are few, which are probably the wrong ones.</summary>
    public static IReadOnlyList<FolderUse> Circles(IReadOnlyList<FolderUse> uses)
    {
        ILookup<string, string> next = uses.Select(static use => (use.From, use.To)).Distinct().ToLookup(static use => use.From, static use => use.To);
        var reach = uses.SelectMany(static use => new[] { use.From, use.To }).Distinct().ToDictionary(static folder => folder, folder => Reach(next, folder));
        return [.. uses.Where(use => reach[use.To].Contains(use.From)).GroupBy(static use => (use.From, use.To)).OrderBy(static uses => uses.Count()).SelectMany(static uses => uses)];
    }

    private static HashSet<string> Reach(ILookup<string, string> next, string start)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([start]);
        while (open.TryDequeue(out string? folder))
            foreach (string other in next[folder])
                if (seen.Add(other))
                    open.Enqueue(other);
        return seen;
    }

    /// <summary>The file that declares a type or a member, or null for what is none of the project.</summary>
    private static string? Declaration(ISymbol? symbol, IAssemblySymbol assembly)
    {
        if (symbol is null or INamespaceSymbol or ILocalSymbol or IParameterSymbol or ITypeParameterSymbol or IRangeVariableSymbol or ILabelSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction })
            return null;
        ISymbol declared = ((symbol as IMethodSymbol)?.ReducedFrom ?? symbol).OriginalDefinition;
        if (!SymbolEqualityComparer.Default.Equals(declared.ContainingAssembly, assembly))
            return null;
        SyntaxReference? place = declared.DeclaringSyntaxReferences.FirstOrDefault() ?? declared.ContainingType?.DeclaringSyntaxReferences.FirstOrDefault();
        return place?.SyntaxTree.FilePath is { Length: > 0 } path ? path : null;
    }
}
