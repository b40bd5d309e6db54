using KlingGen.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KlingGen.Cli.Comparing.Users;

/// <summary>Notes what of an endpoint's code a file refers to.</summary>
internal sealed class UsageWalker(SemanticModel model, EndpointSpec endpoint, Usage usage) : CSharpSyntaxWalker
{
    public override void DefaultVisit(SyntaxNode node)
    {
        if (node is ExpressionSyntax or PatternSyntax or SubpatternSyntax)
            Look(node);
        base.DefaultVisit(node);
    }

    private void Look(SyntaxNode node)
    {
        Note(model.GetSymbolInfo(node).Symbol, IsInNameOf(node));
        TypeInfo type = model.GetTypeInfo(node);
        Type(type.Type);
        Type(type.ConvertedType);

        // What a union is made from becomes one without a word.
        if (node is ExpressionSyntax expression && model.GetConversion(expression).MethodSymbol is { } made)
            Note(made, isOnlyNamed: false);
    }

    private void Note(ISymbol? symbol, bool isOnlyNamed)
    {
        if (symbol is IMethodSymbol { ReducedFrom: { } extension })
            symbol = extension;
        if (symbol is null || !IsOurs(symbol) || isOnlyNamed)
            return;

        INamedTypeSymbol? owner = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        if (owner is null)
            return;
        usage.Types.Add(owner.Name);
        switch (symbol)
        {
            case IMethodSymbol { MethodKind: MethodKind.Constructor }:
                usage.Made.Add(owner.Name);
                break;
            case IMethodSymbol { Name: "Match" }:
                usage.Members.UnionWith(owner.GetMembers().Where(static member => member.Name.StartsWith("TryGet", StringComparison.Ordinal)).Select(member => $"{owner.Name}.{member.Name["TryGet".Length..]}"));
                break;
            case IMethodSymbol { MethodKind: MethodKind.Conversion } conversion:
                Case(owner, conversion.Parameters[0].Type);
                break;
            case IMethodSymbol method when method.Name.StartsWith("TryGet", StringComparison.Ordinal):
                usage.Members.Add($"{owner.Name}.{method.Name["TryGet".Length..]}");
                break;
            case IMethodSymbol method when method.Name.StartsWith("From", StringComparison.Ordinal):
                usage.Members.Add($"{owner.Name}.{method.Name["From".Length..]}");
                break;
            case IPropertySymbol or IFieldSymbol:
                usage.Members.Add($"{owner.Name}.{Member(owner.Name, symbol.Name)}");
                break;
        }
    }

    /// <summary>The member that a property stands for: the switch that sends null is its member's.</summary>
    private string Member(string owner, string property) =>
        endpoint.Definitions.OfType<RecordSpec>().FirstOrDefault(record => record.Name == owner)?.Members.FirstOrDefault(member => member.NullName == property)?.Name ?? property;

    /// <summary>The case that a value becomes: the one whose maker takes its type.</summary>
    private void Case(INamedTypeSymbol union, ITypeSymbol type)
    {
        foreach (IMethodSymbol from in union.GetMembers().OfType<IMethodSymbol>().Where(static method => method is { IsStatic: true, Parameters.Length: 1 } && method.Name.StartsWith("From", StringComparison.Ordinal)))
            if (model.Compilation.ClassifyConversion(type, from.Parameters[0].Type).IsImplicit)
                usage.Members.Add($"{union.Name}.{from.Name["From".Length..]}");
    }

    private void Type(ITypeSymbol? type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                Type(array.ElementType);
                break;
            case INamedTypeSymbol named:
                if (IsOurs(named))
                    usage.Types.Add(named.Name);
                foreach (ITypeSymbol argument in named.TypeArguments)
                    if (!SymbolEqualityComparer.Default.Equals(argument, named))
                        Type(argument);
                break;
        }
    }

    private bool IsOurs(ISymbol symbol) => (symbol is INamespaceSymbol ? null : symbol.ContainingNamespace?.ToDisplayString()) == endpoint.Namespace;

    // `using Studio.Fal.X;` names a namespace; nothing of it is used yet.
    private static bool IsInNameOf(SyntaxNode node) => node.FirstAncestorOrSelf<UsingDirectiveSyntax>() is not null;
}
