using KlingGen.Compiler;
using static KlingGen.Comparison.ChangeSeverity;

namespace KlingGen.Comparison;

/// <summary>Whether the JSON that one type writes is JSON that another one reads.</summary>
/// <param name="writers">The types of the side that writes.</param>
/// <param name="readers">The types of the side that reads.</param>
/// <param name="checksRules">Whether the reader refuses what breaks its rules: the service does, a reader of results does not.</param>
internal sealed class WireTypes(Func<string, DefinitionSpec> writers, Func<string, DefinitionSpec> readers, bool checksRules)
{
    /// <summary>A value with its rules: of a constant only that value is ever written, of a closed enum only its values.</summary>
    public ChangeSeverity Reads(ValueSpec writer, ValueSpec reader)
    {
        if (writer.Rules.Const is { } only && writer.Type is ScalarType)
            return ReadsOnly(only, writer.Type, reader);
        if (writer.Type is NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } values && (values.Kind == NamedKind.Enum || writer.Rules.IsClosed) && TypeClass.Of(reader.Type) != TypeClass.Of(values))
            return ((EnumSpec)writers(values.Name)).Values.Select(value => ReadsOnly(value.Wire, Scalar(value.Wire), reader)).DefaultIfEmpty(Error).Max();
        return (writer.Type, reader.Type) switch
        {
            (ListType a, ListType b) => Reads(a.Item, b.Item),
            (MapType a, MapType b) => Reads(a.Value, b.Value),
            (NamedType { Kind: NamedKind.Union } a, NamedType { Kind: NamedKind.Union }) => Reads(a, reader.Type),
            (NamedType { Kind: NamedKind.Union } union, _) => Worst(((UnionSpec)writers(union.Name)).Cases, item => Reads(item.Value, reader)),
            (_, NamedType { Kind: NamedKind.Union } union) => Branches((UnionSpec)readers(union.Name), item => Reads(writer, item.Value)),
            _ => Reads(writer.Type, reader.Type),
        };
    }

    public ChangeSeverity Reads(TypeSpec writer, TypeSpec reader) => (writer, reader) switch
    {
        (_, ScalarType { Kind: ScalarKind.Json }) => None,

        (NamedType { Kind: NamedKind.Record } a, NamedType { Kind: NamedKind.Record } b) when writers(a.Name) is RecordSpec from && readers(b.Name) is RecordSpec to && from.IsShared != to.IsShared => Files(from, to),

        // Compared part by part elsewhere.
        (NamedType a, NamedType b) when TypeClass.Of(a) == TypeClass.Of(b) => None,
        (NamedType { Kind: NamedKind.Union } union, _) => Worst(((UnionSpec)writers(union.Name)).Cases, item => Reads(item.Value, new ValueSpec(reader, false, RuleSpec.None))),
        (_, NamedType { Kind: NamedKind.Union } union) => Branches((UnionSpec)readers(union.Name), item => Reads(writer, item.Value.Type)),
        (ScalarType a, ScalarType b) => Scalars(a.Kind, b.Kind),
        (NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } values, ScalarType scalar) => ((EnumSpec)writers(values.Name)).Values.Select(value => Scalars(KindOf(value.Wire), scalar.Kind)).DefaultIfEmpty(Error).Max(),
        (ScalarType { Kind: ScalarKind.String }, NamedType { Kind: NamedKind.OpenEnum }) => Warning,
        (ListType a, ListType b) => Reads(a.Item, b.Item),
        (MapType a, MapType b) => Reads(a.Value, b.Value),
        (NamedType { Kind: NamedKind.Record }, MapType { Value.Type: ScalarType { Kind: ScalarKind.Json } }) => None,
        _ => Error,
    };

    /// <summary>A file of the runtime in the place of a record, or the reverse: nobody else compares their members.</summary>
    private ChangeSeverity Files(RecordSpec writer, RecordSpec reader)
    {
        ChangeSeverity worst = None;
        foreach (MemberSpec member in reader.Members)
        {
            bool isDemanded = member.Presence is MemberPresence.Required or MemberPresence.RequiredNullable or MemberPresence.Fixed;
            MemberSpec? written = writer.Members.FirstOrDefault(candidate => candidate.WireName == member.WireName);
            if (isDemanded && written?.Presence is not (MemberPresence.Required or MemberPresence.Fixed))
                return Error;
            if (written is not null)
                worst = Conversions.Worst(worst, Reads(written.Value, member.Value));
        }
        return worst;
    }

    /// <summary>Whether the only value that is written can be read: by an enum that has it, by the same constant, by any type of its kind.</summary>
    private ChangeSeverity ReadsOnly(LiteralSpec value, TypeSpec type, ValueSpec reader) => reader.Type switch
    {
        NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } named when ((EnumSpec)readers(named.Name)).Values.Any(known => known.Wire.Equals(value)) => None,
        NamedType { Kind: NamedKind.Union } union => Branches((UnionSpec)readers(union.Name), item => ReadsOnly(value, type, item.Value)),
        ScalarType when checksRules && !LiteralRules.Hold(value, reader.Rules) => Error,
        ScalarType { Kind: ScalarKind.Double } when value.Kind is LiteralKind.Integer or LiteralKind.Number => None,
        ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 } when value.Kind == LiteralKind.Integer => None,
        _ => Reads(type, reader.Type),
    };

    /// <summary>A case that takes it, or the open case of a result.</summary>
    private static ChangeSeverity Branches(UnionSpec union, Func<UnionCaseSpec, ChangeSeverity> reads)
    {
        ChangeSeverity best = union.Cases.Select(reads).DefaultIfEmpty(Error).Min();
        return best == Error && union.InOutput && !union.InInput ? Warning : best;
    }

    private static ChangeSeverity Worst(EquatableArray<UnionCaseSpec> cases, Func<UnionCaseSpec, ChangeSeverity> reads) => cases.Select(reads).DefaultIfEmpty(Error).Max();

    private ChangeSeverity Scalars(ScalarKind writer, ScalarKind reader) => (writer, reader) switch
    {
        _ when writer == reader => None,

        // A result is read by what it plainly says.
        (ScalarKind.Int32 or ScalarKind.Int64 or ScalarKind.Double or ScalarKind.Boolean, ScalarKind.String) when !checksRules => Warning,
        (ScalarKind.Int32, ScalarKind.Int64 or ScalarKind.Double) or (ScalarKind.Int64, ScalarKind.Double) => None,
        (ScalarKind.Media, ScalarKind.String) => None,
        (ScalarKind.String, ScalarKind.Media) => Warning,
        _ => Error,
    };

    private static ScalarType Scalar(LiteralSpec literal) => new(literal.Kind == LiteralKind.Boolean ? ScalarKind.Boolean : KindOf(literal));

    private static ScalarKind KindOf(LiteralSpec literal) => literal.Kind switch
    {
        LiteralKind.String => ScalarKind.String,
        LiteralKind.Integer => ScalarKind.Int32,
        _ => ScalarKind.Double,
    };
}
