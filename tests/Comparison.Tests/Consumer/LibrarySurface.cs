using Microsoft.CodeAnalysis;

namespace ComparisonTests.Consumer;

/// <summary>The types of a library, and which of them requests and results contain: found by walking from the client's type arguments.</summary>
internal sealed class LibrarySurface
{
    private readonly INamespaceSymbol _namespace;

    private LibrarySurface(INamedTypeSymbol client)
    {
        _namespace = client.ContainingNamespace;
        Client = client;
        Walk(client.BaseType!.TypeArguments[0], Requests);
        Walk(client.BaseType!.TypeArguments[1], Results);
    }

    public INamedTypeSymbol Client { get; }

    public INamedTypeSymbol Extensions => _namespace.GetTypeMembers(Client.Name[..^"Client".Length] + "Extensions").Single();

    public HashSet<INamedTypeSymbol> Requests { get; } = new(SymbolEqualityComparer.Default);

    public HashSet<INamedTypeSymbol> Results { get; } = new(SymbolEqualityComparer.Default);

    public IEnumerable<INamedTypeSymbol> Types => Requests.Concat(Results).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).OrderBy(static type => type.Name, StringComparer.Ordinal);

    public static LibrarySurface Of(Library library)
    {
        INamespaceSymbol space = library.Compilation.Assembly.GlobalNamespace;
        foreach (string segment in library.Endpoint.Namespace.Split('.'))
            space = space.GetNamespaceMembers().Single(inner => inner.Name == segment);
        return new LibrarySurface(space.GetTypeMembers(library.Endpoint.ClientName + "Client").Single());
    }

    private void Walk(ITypeSymbol symbol, HashSet<INamedTypeSymbol> found)
    {
        if (symbol is not INamedTypeSymbol type)
            return;
        foreach (ITypeSymbol argument in type.TypeArguments)
            Walk(argument, found);
        if (!SymbolEqualityComparer.Default.Equals(type.ContainingNamespace, _namespace) || !found.Add((INamedTypeSymbol)type.WithNullableAnnotation(NullableAnnotation.None)))
            return;
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>().Where(static property => !property.IsStatic))
            Walk(property.Type, found);
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>().Where(static method => method.Name.StartsWith("TryGet", StringComparison.Ordinal)))
            foreach (IParameterSymbol parameter in method.Parameters)
                Walk(parameter.Type, found);
    }
}
