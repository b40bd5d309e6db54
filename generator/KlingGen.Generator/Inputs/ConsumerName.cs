using KlingGen.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace KlingGen.Generator.Inputs;

/// <summary>A name in the consumer's own code that is also one of ours: where it stands decides whether emitted code means the wrong one by it.</summary>
/// <param name="Space">The namespace around it; of a namespace, its own full name.</param>
/// <param name="Name">The name; of a namespace, empty.</param>
/// <param name="Arity">How many type parameters it has.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Path">Its file.</param>
/// <param name="Span">Its place.</param>
/// <param name="Lines">The same in lines and columns.</param>
internal sealed record ConsumerName(string Space, string Name, int Arity, ConsumerNameKind Kind, string Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>Asked of every node of every file that was edited: a look at the kind, then at a set of names.</summary>
    public static bool IsCandidate(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => ForeignNames.Contains(type.Identifier.ValueText),
        DelegateDeclarationSyntax type => ForeignNames.Contains(type.Identifier.ValueText),
        PropertyDeclarationSyntax { Parent: TypeDeclarationSyntax } property => ForeignNames.IsRuntime(property.Identifier.ValueText),
        MethodDeclarationSyntax { Parent: TypeDeclarationSyntax } method => ForeignNames.IsRuntime(method.Identifier.ValueText),
        BaseNamespaceDeclarationSyntax space => Segments(space.Name).Any(ForeignNames.Contains),
        _ => false,
    };

    public static ConsumerName Of(SyntaxNode node)
    {
        (string name, int arity, ConsumerNameKind kind, SyntaxNodeOrToken place) = node switch
        {
            TypeDeclarationSyntax type => (type.Identifier.ValueText, type.Arity, Outer(type), type.Identifier),
            BaseTypeDeclarationSyntax type => (type.Identifier.ValueText, 0, Outer(type), type.Identifier),
            DelegateDeclarationSyntax type => (type.Identifier.ValueText, type.Arity, Outer(type), type.Identifier),
            PropertyDeclarationSyntax property => (property.Identifier.ValueText, 0, ConsumerNameKind.Member, property.Identifier),
            MethodDeclarationSyntax method => (method.Identifier.ValueText, 0, ConsumerNameKind.Member, method.Identifier),
            BaseNamespaceDeclarationSyntax space => ("", 0, ConsumerNameKind.Namespace, (SyntaxNodeOrToken)space.Name),
            _ => throw new ArgumentException(node.ToString(), nameof(node)),
        };
        Location location = place.GetLocation()!;
        return new ConsumerName(EnclosingScope(node), name, arity, kind, node.SyntaxTree.FilePath, location.SourceSpan, location.GetLineSpan().Span);
    }

    private static ConsumerNameKind Outer(SyntaxNode node) => node.Parent is TypeDeclarationSyntax ? ConsumerNameKind.Member : ConsumerNameKind.Type;

    private static string EnclosingScope(SyntaxNode node) =>
        string.Join(".", node.AncestorsAndSelf().OfType<BaseNamespaceDeclarationSyntax>().Reverse().SelectMany(static space => Segments(space.Name)));

    private static IEnumerable<string> Segments(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => Segments(qualified.Left).Append(qualified.Right.Identifier.ValueText),
        SimpleNameSyntax simple => [simple.Identifier.ValueText],
        _ => [],
    };
}

/// <summary>What a consumer's name belongs to.</summary>
internal enum ConsumerNameKind
{
    /// <summary>A type that stands directly in a namespace.</summary>
    Type,

    /// <summary>A member of a type: a property, a method, or a type.</summary>
    Member,

    /// <summary>A namespace.</summary>
    Namespace,
}
