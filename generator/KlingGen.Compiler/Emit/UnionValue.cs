using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <summary>
/// What lets the language take a union apart: <c>Value</c> for a <c>switch</c> over types in any C#, and, where the consumer's framework knows unions
/// (.NET 11, C# 15), the attribute and the constructors by which the compiler sees one. C# 12 compiles the same file.
/// </summary>
/// <remarks>The pattern is that of the language's specification: https://learn.microsoft.com/dotnet/csharp/language-reference/proposals/unions</remarks>
internal static class UnionValue
{
    private const string Guard = "#if NET11_0_OR_GREATER";

    /// <summary>A type cannot have a member of its own name.</summary>
    private static bool HasValue(UnionSpec spec) => spec.Name != "Value";

    public static void WriteAttribute(SourceBuilder file, UnionSpec spec)
    {
        if (!HasValue(spec))
            return;
        file.Body.Directive(Guard);
        file.Body.Line("[global::System.Runtime.CompilerServices.UnionAttribute]");
        file.Body.Directive("#endif");
    }

    public static void Write(SourceBuilder file, UnionSpec spec)
    {
        if (!HasValue(spec))
            return;
        IndentedWriter body = file.Body;
        string held = string.Join(" ?? ", spec.Cases.Select(static item => UnionCode.Field(item)).Concat(spec.InOutput ? ["_other"] : []).Select(static field => "(object?)" + field));
        body.Blank();
        DocEmitter.Write(body, "The value of the case it is, for a <c>switch</c> over types.");
        body.Line($"public object? Value => {held};");
        body.Blank();
        body.Directive(Guard);
        foreach (UnionCaseSpec item in spec.Cases)
            WriteConstructor(body, spec, file.Types.Name(item.Value), $"{UnionCode.Field(item)} = From{item.Name}(value).{UnionCode.Field(item)};", item.Name);
        if (spec.InOutput && !spec.Cases.Any(static item => item.Value.Type is ScalarType { Kind: ScalarKind.Json }))
            WriteConstructor(body, spec, "FalJson", "_other = value;", "Other");
        body.Directive("#endif");
    }

    private static void WriteConstructor(IndentedWriter body, UnionSpec spec, string type, string set, string name)
    {
        DocEmitter.Write(body, $"Makes the case <c>{name}</c>.");
        body.Line($"public {Identifier.Escape(spec.Name)}({type} value) => {set}");
    }
}
