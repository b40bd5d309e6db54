using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <summary>The C# spelling of types and codecs; notes the usings they need.</summary>
internal readonly struct CSharpTypes(SourceBuilder file)
{
    public string Name(ValueSpec value) => Name(value.Type) + (value.IsNullable ? "?" : "");

    public string Name(TypeSpec type)
    {
        switch (type)
        {
            case ScalarType scalar:
                return Scalar(scalar.Kind);
            case NamedType { Kind: NamedKind.OpenEnum } named:
                file.Use("KlingGen");
                return $"FalOpenEnum<{Identifier.Escape(named.Name)}>";
            case NamedType named:
                if (SharedFiles.Contains(named.Name))
                    file.Use("KlingGen");
                return Identifier.Escape(named.Name);
            case ListType list:
                file.Use("System.Collections.Generic");
                return $"IReadOnlyList<{Name(list.Item)}>";
            case MapType map:
                file.Use("System.Collections.Generic");
                return $"IReadOnlyDictionary<string, {Name(map.Value)}>";
            default:
                throw new ArgumentException(type.ToString(), nameof(type));
        }
    }

    /// <summary>The immutable type behind a list or dictionary property.</summary>
    public string Store(TypeSpec type)
    {
        file.Use("KlingGen");
        return type is ListType list ? $"FalList<{Name(list.Item)}>" : $"FalMap<{Name(((MapType)type).Value)}>";
    }

    public string Codec(ValueSpec value)
    {
        string codec = Codec(value.Type);
        if (!value.IsNullable)
            return codec;
        return IsStruct(value.Type) ? $"NullableValueCodec<{Name(value.Type)}, {codec}>" : $"NullableCodec<{Name(value.Type)}, {codec}>";
    }

    public string Codec(TypeSpec type)
    {
        file.Use("KlingGen.CompilerServices");
        return type switch
        {
            ScalarType scalar => scalar.Kind + "Codec",
            NamedType { Kind: NamedKind.Enum } named => file.EnumCodec(named.Name),
            NamedType { Kind: NamedKind.OpenEnum } named => $"OpenEnumCodec<{Identifier.Escape(named.Name)}, {file.EnumCodec(named.Name)}>",
            NamedType named => $"RecordCodec<{Identifier.Escape(named.Name)}>",
            ListType list => $"ListCodec<{Name(list.Item)}, {Codec(list.Item)}>",
            MapType map => $"MapCodec<{Name(map.Value)}, {Codec(map.Value)}>",
            _ => throw new ArgumentException(type.ToString(), nameof(type)),
        };
    }

    public static bool IsStruct(TypeSpec type) => type is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 or ScalarKind.Double or ScalarKind.Boolean } or NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum };

    public static bool IsCollection(TypeSpec type) => type is ListType or MapType;

    /// <summary>Records, tuples and unions: they read and write themselves.</summary>
    public static bool IsOwnJson(TypeSpec type) => type is NamedType { Kind: NamedKind.Record or NamedKind.Tuple or NamedKind.Union };

    private string Scalar(ScalarKind kind)
    {
        if (kind is ScalarKind.Json or ScalarKind.Media)
            file.Use("KlingGen");
        return kind switch
        {
            ScalarKind.String => "string",
            ScalarKind.Int32 => "int",
            ScalarKind.Int64 => "long",
            ScalarKind.Double => "double",
            ScalarKind.Boolean => "bool",
            ScalarKind.Json => "FalJson",
            _ => "FalMedia",
        };
    }
}
