using KlingGen.Compiler.Emit;

namespace KlingGen.Compiler.Comparison;

/// <summary>A property's type as C# code sees it.</summary>
/// <param name="Type">The type.</param>
/// <param name="IsNullable">Whether a question mark stands behind it.</param>
/// <param name="IsOptional">Whether it stands within <c>FalOptional</c>, with a question mark of its own.</param>
internal readonly record struct PropertyType(TypeSpec Type, bool IsNullable, bool IsOptional)
{
    public static PropertyType Of(MemberSpec member) =>
        new(member.Value.Type, MemberCode.IsNullable(member), member.Presence == MemberPresence.OptionalNullable);

    public static PropertyType Of(ValueSpec value) => new(value.Type, value.IsNullable, IsOptional: false);

    public bool IsNullableStruct => IsNullable && !IsOptional && CSharpTypes.IsStruct(Type);
}
