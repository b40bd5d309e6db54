using static KlingGen.Compiler.ChangeSeverity;

namespace KlingGen.Compiler.Comparison;

/// <summary>Whether the JSON that one type writes is JSON that another one reads.</summary>
internal sealed class WireTypes(Func<string, DefinitionSpec> writers, Func<string, DefinitionSpec> readers)
{
    public ChangeSeverity Reads(TypeSpec writer, TypeSpec reader) => (writer, reader) switch
    {
        (_, ScalarType { Kind: ScalarKind.Json }) => None,

        // Compared part by part elsewhere.
        (NamedType a, NamedType b) when TypeClass.Of(a) == TypeClass.Of(b) => None,
        (NamedType { Kind: NamedKind.Union } union, _) => ((UnionSpec)writers(union.Name)).Cases.Select(item => Reads(item.Value.Type, reader)).DefaultIfEmpty(Error).Max(),
        (_, NamedType { Kind: NamedKind.Union } union) => Branches(writer, (UnionSpec)readers(union.Name)),
        (ScalarType a, ScalarType b) => Scalars(a.Kind, b.Kind),
        (NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } values, ScalarType scalar) => ((EnumSpec)writers(values.Name)).Values.Select(value => Scalars(KindOf(value.Wire), scalar.Kind)).DefaultIfEmpty(Error).Max(),
        (ScalarType { Kind: ScalarKind.String }, NamedType { Kind: NamedKind.OpenEnum }) => Warning,
        (ListType a, ListType b) => Reads(a.Item.Type, b.Item.Type),
        (MapType a, MapType b) => Reads(a.Value.Type, b.Value.Type),
        (NamedType { Kind: NamedKind.Record }, MapType { Value.Type: ScalarType { Kind: ScalarKind.Json } }) => None,
        _ => Error,
    };

    /// <summary>A case that takes it, or the open case of a result.</summary>
    private ChangeSeverity Branches(TypeSpec writer, UnionSpec union)
    {
        ChangeSeverity best = union.Cases.Select(item => Reads(writer, item.Value.Type)).DefaultIfEmpty(Error).Min();
        return best == Error && union.InOutput && !union.InInput ? Warning : best;
    }

    private static ChangeSeverity Scalars(ScalarKind writer, ScalarKind reader) => (writer, reader) switch
    {
        _ when writer == reader => None,
        (ScalarKind.Int32, ScalarKind.Int64 or ScalarKind.Double) or (ScalarKind.Int64, ScalarKind.Double) => None,
        (ScalarKind.Media, ScalarKind.String) => None,
        (ScalarKind.String, ScalarKind.Media) => Warning,
        _ => Error,
    };

    private static ScalarKind KindOf(LiteralSpec literal) => literal.Kind switch
    {
        LiteralKind.String => ScalarKind.String,
        LiteralKind.Integer => ScalarKind.Int32,
        _ => ScalarKind.Double,
    };
}
