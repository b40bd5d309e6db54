namespace KlingGen.Compiler.Naming;

/// <summary>Names that emitted code means something else by, in the same place.</summary>
internal static class ReservedNames
{
    // Simple names of types that emitted files use, plus the roots of their namespaces.
    private static readonly HashSet<string> s_types = new(StringComparer.OrdinalIgnoreCase)
    {
        "System", "KlingGen", "Dictionary", "EditorBrowsable", "EditorBrowsableAttribute", "EditorBrowsableState", "Func", "GeneratedCode",
        "GeneratedCodeAttribute", "IReadOnlyDictionary", "IReadOnlyList", "JsonConverter", "JsonConverterAttribute", "JsonException",
        "JsonTokenType", "List", "NotNullWhen", "NotNullWhenAttribute", "Obsolete", "ObsoleteAttribute", "ArgumentNullException",
        "ArgumentOutOfRangeException", "InvalidOperationException", "CallerArgumentExpression", "Range", "Index", "Attribute", "Action",
        "BooleanCodec", "DateOnly", "DoubleCodec", "FalClient", "FalEndpoint", "FalEnumJsonConverter", "FalFile", "FalJson", "FalJsonConverter",
        "FalJsonReader", "FalJsonWriter", "FalList", "FalMap", "FalMedia", "FalMediaLimits", "FalPattern", "FalPrice", "FalShape", "FalValidationError",
        "FalValidator", "IFalCodec", "IFalEnumCodec", "IFalFile", "IFalInput", "IFalJson", "IFalValidatable", "Int32Codec", "Int64Codec",
        "JsonCodec", "ListCodec", "MapCodec", "MediaCodec", "NullableCodec", "NullableValueCodec", "FalOpenEnum", "OpenEnumCodec",
        "CompilerServices", "FalEnumAttribute", "FalEnumTable", "FalShape", "IFalEnumValues", "IFalEndpoint", "RecordCodec", "TResult", "StringCodec", "Uri",
    };

    // Members that every emitted record has or inherits.
    private static readonly HashSet<string> s_members = new(StringComparer.Ordinal)
    {
        "AdditionalProperties", "Clone", "Deconstruct", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType",
        "MemberwiseClone", "PrintMembers", "ReadFrom", "ReferenceEquals", "ToString", "Validate", "WriteTo",
    };

    // A type cannot be called like one of its members either; nor, for the sake of those who import it, like what every C# file already knows.
    public static bool IsType(string name) => s_types.Contains(name) || s_members.Contains(name) || name == "Match" || ImplicitUsings.Contains(name);

    /// <summary>Whether it is a type that emitted files take from elsewhere, or a root of their namespaces.</summary>
    public static bool IsForeignType(string name) => s_types.Contains(name);

    public static bool IsMember(string name) => s_members.Contains(name);

    /// <summary>Within a record, a property that is called like a type of the runtime would stand for it wherever a value can (<c>FalList.From(…)</c>).</summary>
    public static bool IsProperty(string name) => IsMember(name) || (name.StartsWith("Fal", StringComparison.Ordinal) && s_types.Contains(name));
}
