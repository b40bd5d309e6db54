using KlingGen;
using KlingGen.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Generator.Tests.Names;

/// <summary>A name that emitted code takes from elsewhere: a type of the runtime or of .NET, or a segment of their namespaces.</summary>
internal sealed record ForeignName(string Name, int Arity, bool IsAttribute)
{
    private static readonly Lazy<IReadOnlyList<ForeignName>> s_all = new(static () => [.. Used(EveryShape.Emit("Probe")).Concat(Runtime()).Concat(Segments()).Distinct().OrderBy(static name => name.Name, StringComparer.Ordinal).ThenBy(static name => name.Arity)]);

    /// <summary>Every name that is used, and every name that the runtime has.</summary>
    public static IReadOnlyList<ForeignName> All => s_all.Value;

    /// <summary>The foreign types that compiled code refers to.</summary>
    public static IEnumerable<ForeignName> Used(IEnumerable<SourceFile> files)
    {
        CSharpCompilation compilation = Compile.Create(files, Compile.Floor);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax node in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                ISymbol? symbol = model.GetSymbolInfo(node).Symbol;
                INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? (node.Parent is AttributeSyntax ? symbol?.ContainingType : null);
                if (type is not null && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
                    yield return new ForeignName(type.Name, type.Arity, type.Name.EndsWith("Attribute", StringComparison.Ordinal) && type.Name != "Attribute");
            }
        }
    }

    /// <summary>How a consumer declares a type of this name: of the same arity, and without arity, where a namespace could stand too.</summary>
    public IEnumerable<string> Declarations(string body)
    {
        string parameters = Arity == 0 ? "" : "<" + string.Join(", ", Enumerable.Range(1, Arity).Select(static number => "T" + number)) + ">";
        yield return $"public class {Name}{parameters} {body}";
        if (IsAttribute)
            yield return $"public class {Name[..^"Attribute".Length]} {body}";
    }

    private static IEnumerable<ForeignName> Runtime() => typeof(FalJson).Assembly.GetExportedTypes().Where(static type => !type.IsNested)
        .Select(static type => new ForeignName(type.Name.Split('`')[0], type.GetGenericArguments().Length, false));

    private static readonly string[] s_segments = ["System", "KlingGen", "CompilerServices", "ComponentModel", "Collections", "Generic", "Text", "Json", "CodeDom", "Compiler", "Diagnostics", "CodeAnalysis", "Fal"];

    private static IEnumerable<ForeignName> Segments() => s_segments.Select(static name => new ForeignName(name, 0, false));
}
