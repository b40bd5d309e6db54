using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ComparisonTests.Consumer;

/// <summary>
/// Writes a program that uses everything a library has: it makes what requests contain with all members and with the required ones alone, reads
/// every member of what results contain, assigns to each member all that its type can be made of, names every enum value, and takes every union apart. It is written from the symbols of the compiled
/// library, so that it knows nothing of the model.
/// </summary>
internal sealed class ConsumerCode
{
    private static readonly SymbolDisplayFormat s_format = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly StringBuilder _text = new("#nullable enable\nstatic class Consumer\n{\n");
    private int _number;

    public static SyntaxTree Write(Library library)
    {
        var code = new ConsumerCode();
        var surface = LibrarySurface.Of(library);
        code.Client(surface);
        foreach (INamedTypeSymbol type in surface.Types)
            code.Type(type, surface.Requests.Contains(type), surface.Results.Contains(type));
        return CSharpSyntaxTree.ParseText(code._text.Append("}\n").ToString(), Library.Parse);
    }

    private void Client(LibrarySurface surface)
    {
        string client = Name(surface.Client);
        string endpoint = Name(surface.Client.BaseType!);
        Guarded(IsObsolete(surface.Client.BaseType!), $"static {endpoint} Client(KlingGen.FalClient fal) {{ {client} client = {Name(surface.Extensions)}.{surface.Client.Name[..^"Client".Length]}(fal); return client; }}");
    }

    private void Type(INamedTypeSymbol type, bool isMade, bool isRead)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            string cases = string.Concat(type.GetMembers().OfType<IFieldSymbol>().Select((field, i) => $"{Name(type)}.{Escape(field.Name)} => {i.ToString(CultureInfo.InvariantCulture)}, "));
            Guarded(IsObsolete(type), $"static int Use{Next()}({Name(type)} value) => value switch {{ {cases}_ => -1 }};");
            return;
        }
        if (IsUnion(type))
        {
            new UnionUse(this, type).Write(isMade);
            return;
        }

        IPropertySymbol[] properties = [.. type.GetMembers().OfType<IPropertySymbol>().Where(static property => property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false })];
        if (isMade)
        {
            Make(type, properties);
            Make(type, [.. properties.Where(static property => property.IsRequired)]);
            Change(type, properties);
        }
        if (isRead)
            Read(type, properties);
        if (type.GetMembers("Validate").OfType<IMethodSymbol>().Any(static method => method.DeclaredAccessibility == Accessibility.Public))
            Guarded(IsObsolete(type), $"static object Validate{Next()}({Name(type)} value) => value.Validate();");
    }

    private void Make(INamedTypeSymbol type, IPropertySymbol[] properties)
    {
        string parameters = string.Join(", ", properties.Select(static (property, i) => $"{Name(property.Type)} p{i.ToString(CultureInfo.InvariantCulture)}"));
        var body = new StringBuilder($"static {Name(type)} Make{Next()}({parameters}) => new {Name(type)}\n{{\n");
        for (int i = 0; i < properties.Length; i++)
            body.Append(Line(properties[i], $"{Escape(properties[i].Name)} = p{i.ToString(CultureInfo.InvariantCulture)},"));
        Guarded(IsObsolete(type) || properties.Any(static property => IsObsolete(property.Type)), body.Append("};").ToString());
    }

    /// <summary>Each member again, by everything that can stand on the right of an assignment.</summary>
    private void Change(INamedTypeSymbol type, IPropertySymbol[] properties)
    {
        var body = new StringBuilder($"static void Change{Next()}({Name(type)} value)\n{{\n");
        foreach (IPropertySymbol property in properties)
            foreach (string form in Forms.Of(property.Type))
                body.Append(Line(property, $"_ = value with {{ {Escape(property.Name)} = {form} }};"));
        Guarded(HasObsolete(type), body.Append('}').ToString());
    }

    private void Read(INamedTypeSymbol type, IPropertySymbol[] properties)
    {
        var body = new StringBuilder($"static void Read{Next()}({Name(type)} value)\n{{\n");
        foreach (IPropertySymbol property in properties)
        {
            string local = "v" + Next();
            body.Append(Line(property, $"{Name(property.Type)} {local} = value.{Escape(property.Name)}; _ = {local};"));
            if (property.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
                body.Append(Line(property, $"_ = value.{Escape(property.Name)}.GetValueOrDefault();"));
        }
        if (type.AllInterfaces.Any(static face => face.Name == "IFalFile"))
            body.Append("KlingGen.IFalFile file = value; _ = file;\n");
        Guarded(IsObsolete(type) || properties.Any(static property => IsObsolete(property.Type)), body.Append('}').ToString());
    }

    public string Next() => (_number++).ToString(CultureInfo.InvariantCulture);

    /// <summary>What was deprecated already is no news to this program.</summary>
    public void Guarded(bool known, string code) => _text.Append(known ? $"#pragma warning disable CS0612, CS0618\n{code}\n#pragma warning restore CS0612, CS0618\n" : code + "\n");

    public static string Name(ITypeSymbol type) => type.ToDisplayString(s_format);

    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    public static bool IsObsolete(ISymbol symbol) => symbol.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "ObsoleteAttribute")
        || (symbol is INamedTypeSymbol { TypeArguments.Length: > 0 } generic && generic.TypeArguments.Any(IsObsolete));

    public static bool IsUnion(INamedTypeSymbol type) => type.GetMembers("Match").Length > 0;

    /// <summary>Whether anything that can be reached from the type is deprecated: a form may name it.</summary>
    private static bool HasObsolete(INamedTypeSymbol type) =>
        type.ContainingNamespace.GetTypeMembers().Any(static other => IsObsolete(other) || other.GetMembers().OfType<IPropertySymbol>().Any(static property => property.IsRequired && IsObsolete(property)));

    private static string Line(IPropertySymbol property, string code) => IsObsolete(property) ? $"#pragma warning disable CS0612, CS0618\n{code}\n#pragma warning restore CS0612, CS0618\n" : code + "\n";
}
