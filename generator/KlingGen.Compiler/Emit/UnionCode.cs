using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <summary>What the emitters of unions share: one field a case, of which exactly one is not null.</summary>
internal static class UnionCode
{
    public static string Field(UnionCaseSpec item) => "_" + Identifier.Camel(item.Name);

    public static string Store(SourceBuilder file, UnionCaseSpec item) =>
        CSharpTypes.IsCollection(item.Value.Type) ? file.Types.Store(item.Value.Type) : file.Types.Name(item.Value.Type);

    /// <summary>The field's value, known not to be null.</summary>
    public static string Value(UnionCaseSpec item) => Field(item) + (CSharpTypes.IsStruct(item.Value.Type) ? ".GetValueOrDefault()" : "!");
}
