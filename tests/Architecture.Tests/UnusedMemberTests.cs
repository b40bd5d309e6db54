using System.Collections.Concurrent;
using System.Collections.Immutable;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ArchitectureTests;

/// <summary>What nobody uses goes. Tests do not count as users.</summary>
public sealed class UnusedMemberTests
{
    // Asked by tests alone, because nothing else shows what they assert: how many wait, how much is left, what a table holds.
    private static readonly HashSet<string> s_askedByTests = new(StringComparer.Ordinal)
    {
        "FileBatch.IsEmpty", "FalJournal.Waiting", "FalWebhooks.Waiting", "Numbers.Int64(string)", "MediaNames.Media", "MediaNames.Elsewhere", "TrackingNames.All", "RetryQuota.Left", "PartBuffers.Outstanding",
        "FalPattern.TimeLimit", "FalPattern.IsUnderstood", "MediaTypeTable.TypeByExtension", "MediaTypeTable.ExtensionByType",
    };

    [Fact]
    public void Every_hidden_member_has_a_user()
    {
        var used = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var hidden = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        foreach (string folder in ProjectSources.Shipped)
        {
            var project = new ProjectSources(folder);
            Parallel.ForEach(project.Files, tree =>
            {
                SemanticModel model = project.Compilation.GetSemanticModel(tree);
                foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
                {
                    if (node is SimpleNameSyntax name)
                        foreach (ISymbol symbol in Found(model.GetSymbolInfo(name)))
                        {
                            used.TryAdd(Id(symbol), true);

                            // Extension methods are used without the name of their class.
                            if (symbol is IMethodSymbol { ReducedFrom: { } extension })
                                used.TryAdd(Id(extension.ContainingType), true);
                        }
                    else if (node is MemberDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } && model.GetDeclaredSymbol(node) is { } declared && IsHidden(declared) && IsFree(declared) && !IsPolyfill(tree))
                        hidden.TryAdd(Id(declared), $"{Path.GetRelativePath(Repository.Root, tree.FilePath)}:{tree.GetLineSpan(node.Span).StartLinePosition.Line + 1} {declared.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}");
                }
            });
        }
        string[] unused = [.. hidden.Where(pair => !used.ContainsKey(pair.Key)).Select(static pair => pair.Value).Where(static text => !s_askedByTests.Contains(text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..])).Order(StringComparer.Ordinal)];
        Assert.True(unused.Length == 0, "Delete what no code of ours uses:\n" + string.Join('\n', unused));
    }

    /// <summary>What the compiler looks for by itself.</summary>
    private static bool IsPolyfill(SyntaxTree tree) => Path.GetFileName(Path.GetDirectoryName(tree.FilePath)) == "Polyfills";

    private static ImmutableArray<ISymbol> Found(SymbolInfo info) => info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;

    private static string Id(ISymbol symbol) => DocumentationCommentId.CreateDeclarationId(((symbol as IMethodSymbol)?.ReducedFrom ?? symbol).OriginalDefinition) ?? "";

    private static bool IsHidden(ISymbol symbol)
    {
        for (ISymbol? at = symbol; at is not null and not INamespaceSymbol; at = at.ContainingSymbol)
            if (at.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal)
                return true;
        return false;
    }

    /// <summary>Whether nothing but a name leads to it: no override, no interface, no operator, no constructor and nothing that the language calls.</summary>
    private static bool IsFree(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => type.TypeKind != TypeKind.Enum || !type.IsImplicitlyDeclared,
        IMethodSymbol { MethodKind: MethodKind.Ordinary, ExplicitInterfaceImplementations.Length: 0 } method => method.OverriddenMethod is null && !Implements(method) && method.Name is not ("Main" or "GetEnumerator" or "Dispose" or "DisposeAsync" or "Deconstruct" or "GetAwaiter" or "AppendLiteral" or "AppendFormatted" or "PrintMembers"),
        IPropertySymbol { ExplicitInterfaceImplementations.Length: 0 } property => property.OverriddenProperty is null && !property.IsIndexer && !Implements(property),
        IFieldSymbol field => field.ContainingType.TypeKind != TypeKind.Enum && !field.ContainingType.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "InlineArrayAttribute"),
        _ => false,
    };

    private static bool Implements(ISymbol symbol) =>
        symbol.ContainingType is { TypeKind: not TypeKind.Interface } type
        && type.AllInterfaces.SelectMany(member => member.GetMembers(symbol.Name)).Any(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), symbol));
}
