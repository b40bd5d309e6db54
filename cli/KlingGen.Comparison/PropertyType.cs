using KlingGen.Compiler;
using KlingGen.Compiler.Emit;

namespace KlingGen.Comparison;

/// <summary>A property's type as C# code sees it.</summary>
/// <param name="Type">The type.</param>
/// <param name="IsNullable">Whether a question mark stands behind it.</param>
internal sealed record PropertyType(TypeSpec Type, bool IsNullable)
{
    public static PropertyType Of(MemberSpec member) =>
        new(member.Value.Type, MemberCode.IsNullable(member));

    public static PropertyType Of(ValueSpec value) => new(value.Type, value.IsNullable);

    public bool IsNullableStruct => IsNullable && CSharpTypes.IsStruct(Type);
}
