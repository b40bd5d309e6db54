using Microsoft.CodeAnalysis;

namespace ComparisonTests.Consumer;

/// <summary>
/// What people write on the right of an assignment: literals, cases, conversions, <c>new()</c>, collection expressions. Any member of a type
/// takes all of them, whether it is required, optional, or optional with a null of its own.
/// </summary>
internal static class Forms
{
    /// <summary>Expressions for a property of the type; the target type may be needed to understand them.</summary>
    public static IEnumerable<string> Of(ITypeSymbol type)
    {
        if (IsNullable(type))
            yield return "null";
        foreach (string form in Values(Plain(type), isTarget: true))
            yield return form;
    }

    private static IEnumerable<string> Values(ITypeSymbol type, bool isTarget)
    {
        switch (type.SpecialType)
        {
            case SpecialType.System_String:
                return ["\"text\""];
            case SpecialType.System_Boolean:
                return ["true"];
            case SpecialType.System_Int32:
                return ["1"];
            case SpecialType.System_Int64:
                return isTarget ? ["1", "1L"] : ["1L"];
            case SpecialType.System_Double:
                return isTarget ? ["1", "1L", "1.5"] : ["1.5"];
        }
        if (type is IArrayTypeSymbol array)
            return [$"new {ConsumerCode.Name(array.ElementType)}[] {{ {Item(array.ElementType)} }}"];
        var named = (INamedTypeSymbol)type;
        if (named.TypeKind == TypeKind.Enum)
            return [Member(named)];
        string name = ConsumerCode.Name(named);
        return named.Name switch
        {
            "Uri" => ["new System.Uri(\"https://studio.example/a.png\")"],
            "FalMedia" => isTarget
                ? ["\"https://studio.example/a.png\"", "new System.Uri(\"https://studio.example/a.png\")", "KlingGen.FalMedia.FromFile(\"a.png\")"]
                : ["KlingGen.FalMedia.FromFile(\"a.png\")"],
            "FalJson" => isTarget ? ["\"text\"", "true", "1", "2.5", "KlingGen.FalJson.Null"] : ["KlingGen.FalJson.Null"],
            "FalOpenEnum" => isTarget ? [Member((INamedTypeSymbol)named.TypeArguments[0]), "\"text\""] : [$"({name})\"text\""],
            "IReadOnlyList" => isTarget ? [.. Of(named.TypeArguments[0]).Select(static item => $"[{item}]"), "[]", $"new {ConsumerCode.Name(named.TypeArguments[0])}[] {{ {Item(named.TypeArguments[0])} }}"] : [],
            "List" => [$"new {name} {{ {Item(named.TypeArguments[0])} }}"],
            "IReadOnlyDictionary" => [.. Of(named.TypeArguments[1]).Select(item => $"new System.Collections.Generic.Dictionary<string, {ConsumerCode.Name(named.TypeArguments[1])}> {{ [\"a\"] = {item} }}")],
            "Dictionary" => [$"new {name} {{ [\"a\"] = {Item(named.TypeArguments[1])} }}"],
            _ when ConsumerCode.IsUnion(named) => Sources(named).SelectMany(static source => Values(source, isTarget: false)),
            _ => [$"new {(isTarget ? "" : name)}() {{ {string.Concat(Required(named).Select(static property => $"{ConsumerCode.Escape(property)} = default!, "))} }}"],
        };
    }

    private static IEnumerable<ITypeSymbol> Sources(INamedTypeSymbol union) =>
        union.GetMembers("op_Implicit").OfType<IMethodSymbol>().Where(method => SymbolEqualityComparer.Default.Equals(method.ReturnType, union)).Select(static method => method.Parameters[0].Type);

    private static IEnumerable<string> Required(INamedTypeSymbol record) =>
        record.GetMembers().OfType<IPropertySymbol>().Where(static property => property.IsRequired).Select(static property => property.Name);

    private static string Item(ITypeSymbol type) => Of(type).Last();

    private static string Member(INamedTypeSymbol type) => $"{ConsumerCode.Name(type)}.{ConsumerCode.Escape(type.GetMembers().OfType<IFieldSymbol>().First().Name)}";

    private static bool IsNullable(ITypeSymbol type) => type.NullableAnnotation == NullableAnnotation.Annotated;

    private static ITypeSymbol Plain(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
}
