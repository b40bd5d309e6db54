using KlingGen.Compiler;
using KlingGen.Compiler.Emit;
using KlingGen.Compiler.Naming;
using static KlingGen.Comparison.ChangeSeverity;

namespace KlingGen.Comparison;

/// <summary>
/// What the C# compiler says where a value of one emitted type meets another: nothing, a warning about null, or an error.
/// </summary>
/// <remarks>
/// The tool carries Roslyn, and still this is a table of ours. <c>ClassifyConversion</c> knows nothing of nullable annotations, which are half of the
/// answers, so a program would have to be compiled for each question; the first one costs 1.7 s of start-up where the whole of <c>klinggen diff</c>
/// takes 1.1 s (both on one slow core), and the emitted types would have to be declared a second time for it. ConversionTests holds each answer for
/// every pair of types that can be emitted, 4,761 of them, against the compiler itself.
/// </remarks>
/// <param name="same">Whether two emitted types are one, by their names.</param>
/// <param name="unions">The unions that values are assigned to.</param>
internal sealed class Conversions(Func<string, string, bool> same, Func<string, DefinitionSpec?> unions)
{
    /// <summary>Assigning a variable of one type to one of another.</summary>
    public ChangeSeverity Assign(PropertyType from, PropertyType to) => CSharpTypes.IsStruct(from.Type) ? AssignStruct(from, to) : AssignReference(from, to);

    /// <summary>Assigning whatever one type can be made of to one of another: variables, literals, and <c>new()</c>, which makes the type that it meets.</summary>
    public ChangeSeverity Make(PropertyType from, PropertyType to) =>
        from.Type is NamedType { Kind: NamedKind.Record or NamedKind.Tuple } && !IsSame(from.Type, to.Type) ? Error : Assign(from, to);

    /// <summary>Reading a property: into a variable of the type it had, and by <c>GetValueOrDefault</c> where it was a nullable value.</summary>
    public ChangeSeverity Read(PropertyType property, PropertyType variable) =>
        variable.IsNullableStruct && !property.IsNullableStruct ? Error : Assign(property, variable);

    /// <summary>Where the types must be the same but for null: parameters of a lambda, <c>out</c>, type arguments.</summary>
    public ChangeSeverity Identity(ValueSpec from, ValueSpec to)
    {
        ChangeSeverity inside = (from.Type, to.Type) switch
        {
            (ListType a, ListType b) => Identity(a.Item, b.Item),
            (MapType a, MapType b) => Identity(a.Value, b.Value),
            _ => IsSame(from.Type, to.Type) ? None : Error,
        };
        if (from.IsNullable == to.IsNullable || inside == Error)
            return inside;
        return CSharpTypes.IsStruct(from.Type) ? Error : Warning;
    }

    /// <summary>Identity, or a number that another kind of number holds: what C# allows before and behind a conversion of ours.</summary>
    public bool IsStandard(TypeSpec from, TypeSpec to) => IsSame(from, to) || IsWidening(from, to) || IsDerived(from, to);

    private ChangeSeverity AssignStruct(PropertyType from, PropertyType to)
    {
        // An operator that takes a value and gives an object takes a nullable value too, and gives null.
        if (to.Type is ScalarType { Kind: ScalarKind.Json } ? from.Type is ScalarType : IsCase(from.Type, to.Type))
            return from.IsNullable && !to.IsNullable ? Warning : None;
        if (from.IsNullable && !to.IsNullable)
            return Error;
        bool opens = from.Type is NamedType { Kind: NamedKind.Enum } closed && to.Type is NamedType { Kind: NamedKind.OpenEnum } open && same(closed.Name, open.Name);
        return opens || IsStandard(from.Type, to.Type) ? None : Error;
    }

    private ChangeSeverity AssignReference(PropertyType from, PropertyType to)
    {
        ChangeSeverity lost = from.IsNullable && !to.IsNullable ? Warning : None;
        if (IsCase(from.Type, to.Type))
            return from.IsNullable ? Warning : None;
        if (from.Type is ScalarType { Kind: ScalarKind.String })
        {
            switch (to.Type)
            {
                case ScalarType { Kind: ScalarKind.Json }:
                    return None;
                case ScalarType { Kind: ScalarKind.Media }:
                    return lost;
                case NamedType { Kind: NamedKind.OpenEnum }:
                    return from.IsNullable ? Warning : None;
            }
        }
        return Worst(lost, Reference(from.Type, to.Type));
    }

    /// <summary>A reference conversion: lists convert with their items, dictionaries do not.</summary>
    private ChangeSeverity Reference(TypeSpec from, TypeSpec to)
    {
        switch (from, to)
        {
            case (ListType a, ListType b) when CSharpTypes.IsStruct(a.Item.Type):
                return Identity(a.Item, b.Item);
            case (ListType a, ListType b):
                return Worst(a.Item.IsNullable && !b.Item.IsNullable ? Warning : None, Reference(a.Item.Type, b.Item.Type));
            case (MapType a, MapType b):
                return Identity(a.Value, b.Value);
            default:
                return IsSame(from, to) || IsDerived(from, to) ? None : Error;
        }
    }

    /// <summary>Whether a union converts from the type by itself. Lists and dictionaries are interfaces, which C# does not convert.</summary>
    private bool IsCase(TypeSpec from, TypeSpec to) =>
        to is NamedType { Kind: NamedKind.Union } named && !CSharpTypes.IsCollection(from) && !IsSame(from, to)
        && unions(named.Name) is UnionSpec union && Becomes(from, union);

    /// <summary>Whether a value of the type becomes the union by itself.</summary>
    public bool Becomes(TypeSpec from, UnionSpec union) =>
        UnionConversions.Of(union, unions).Any(pair => !CSharpTypes.IsCollection(pair.From) && IsStandard(from, pair.From));

    private bool IsSame(TypeSpec from, TypeSpec to) => (from, to) switch
    {
        (NamedType a, NamedType b) => a.Kind == b.Kind && same(a.Name, b.Name),
        (ScalarType a, ScalarType b) => a.Kind == b.Kind,
        (ListType a, ListType b) => Identity(a.Item, b.Item) != Error,
        (MapType a, MapType b) => Identity(a.Value, b.Value) != Error,
        _ => false,
    };

    private static bool IsDerived(TypeSpec from, TypeSpec to) => (from, to) is (NamedType a, NamedType b) && SharedFiles.IsDerived(a.Name, b.Name);

    private static bool IsWidening(TypeSpec from, TypeSpec to) => (from, to) is
        (ScalarType { Kind: ScalarKind.Int32 }, ScalarType { Kind: ScalarKind.Int64 or ScalarKind.Double })
        or (ScalarType { Kind: ScalarKind.Int64 }, ScalarType { Kind: ScalarKind.Double });

    public static ChangeSeverity Worst(ChangeSeverity left, ChangeSeverity right) => left > right ? left : right;
}
