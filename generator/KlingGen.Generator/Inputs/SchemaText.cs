using KlingGen.Compiler;
using Microsoft.CodeAnalysis.Text;

namespace KlingGen.Generator.Inputs;

/// <summary>A schema's text with everything else that reading needs.</summary>
internal sealed record SchemaText(string Path, SourceText? Text, string? Namespace, string? RootNamespace, string? ClientName, string? Visibility, string? AI, string? OpenApi)
{
    public static SchemaText Read(MarkedFile file, CancellationToken cancellationToken) =>
        new(file.File.Path, file.File.GetText(cancellationToken), file.Namespace, file.RootNamespace, file.ClientName, file.Visibility, file.AI, file.OpenApi);

    public SchemaInput ToInput() => new(Path, Text?.ToString() ?? "", Namespace, RootNamespace, ClientName, Visibility, AI, OpenApi);
}

/// <summary>Equal text is equal, whoever hands it over: editors give a new object for the same file again and again.</summary>
internal sealed class SchemaTextComparer : IEqualityComparer<SchemaText>
{
    public static SchemaTextComparer Instance { get; } = new();

    public bool Equals(SchemaText? x, SchemaText? y)
    {
        if (ReferenceEquals(x, y))
            return true;
        return x is not null && y is not null && (x with { Text = null }) == (y with { Text = null }) && SameText(x.Text, y.Text);
    }

    public int GetHashCode(SchemaText obj) => (obj with { Text = null }).GetHashCode();

    private static bool SameText(SourceText? x, SourceText? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.ContentEquals(y));
}
