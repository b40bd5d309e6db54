using KlingGen.Compiler.CSharp;
using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <summary>One member's lines of reading and writing.</summary>
internal static class MemberJson
{
    public static string Write(SourceBuilder file, MemberSpec member, DefinitionSpec owner)
    {
        CSharpTypes types = file.Types;
        string target = $"({CSharpText.Utf8Literal(member.WireName)}, {Identifier.Escape(member.Name)});";
        TypeSpec type = member.Value.Type;
        bool always = member.Presence is MemberPresence.Required or MemberPresence.Fixed || (member.Presence == MemberPresence.RequiredNullable && owner.InInput);

        if (type is ListType or MapType)
        {
            ValueSpec item = type is ListType list ? list.Item : ((MapType)type).Value;
            string kind = type is ListType ? "List" : "Map";
            string arguments = CSharpTypes.IsOwnJson(item.Type) && !item.IsNullable ? "" : $"<{types.Name(item)}, {types.Codec(item)}>";
            return $"writer.Write{(always ? "" : "Optional")}{kind}{arguments}{target}";
        }
        bool isNullableStruct = CSharpTypes.IsStruct(type) && MemberCode.IsNullable(member);
        if (always && isNullableStruct)
        {
            ValueSpec nullable = member.Value with { IsNullable = true };
            return $"writer.Write<{types.Name(nullable)}, {types.Codec(nullable)}>{target}";
        }
        if (type is NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum })
            return $"writer.Write{(always ? "" : "OptionalValue")}<{types.Name(type)}, {types.Codec(type)}>{target}";
        return $"writer.Write{(always ? "" : "Optional")}{target}";
    }

    /// <summary>The line that writes an explicit null, where null and absence differ; otherwise null.</summary>
    public static string? WriteNull(MemberSpec member) =>
        member.NullName is { } name ? $"if ({MemberCode.Field(name)}) writer.WriteNull({CSharpText.Utf8Literal(member.WireName)});" : null;

    public static string Declare(SourceBuilder file, MemberSpec member, string local)
    {
        string type = CSharpTypes.IsCollection(member.Value.Type) ? file.Types.Store(member.Value.Type) : file.Types.Name(member.Value.Type);
        return $"{type}? {local} = null;";
    }

    public static string Read(SourceBuilder file, MemberSpec member)
    {
        CSharpTypes types = file.Types;
        TypeSpec type = member.Value.Type;
        bool isNullable = MemberCode.IsNullable(member);
        string orNull = isNullable ? "OrNull" : "";

        // What does not fit into a result goes where unknown members go.
        string unfit = isNullable ? "(ref additional)" : "()";
        switch (type)
        {
            case ScalarType scalar:
                return $"reader.Read{scalar.Kind}{orNull}{unfit}";
            case ListType or MapType:
                ValueSpec item = type is ListType list ? list.Item : ((MapType)type).Value;
                string kind = type is ListType ? "List" : "Map";
                string arguments = CSharpTypes.IsOwnJson(item.Type) && !item.IsNullable ? types.Name(item) : $"{types.Name(item)}, {types.Codec(item)}";
                return $"reader.Read{kind}{orNull}<{arguments}>{unfit}";
            case NamedType when CSharpTypes.IsOwnJson(type):
                return $"reader.Read{orNull}<{types.Name(type)}>{unfit}";
            default:
                return $"reader.Read{(orNull.Length > 0 ? "ValueOrNull" : "")}<{types.Name(type)}, {types.Codec(type)}>{unfit}";
        }
    }

    /// <summary>The value for the initializer: what was read, or the exception that says what is missing.</summary>
    public static string Take(MemberSpec member, string local) =>
        member.Presence is MemberPresence.Required or MemberPresence.Fixed && !member.Value.IsNullable
            ? $"{local} ?? throw reader.Missing({CSharpText.Literal(member.WireName)})"
            : local;
}
