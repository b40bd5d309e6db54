namespace KlingGen.Compiler.Json;

/// <summary>The seven things a JSON value can be.</summary>
internal enum JsonKind : byte
{
    Null,
    False,
    True,
    Number,
    String,
    Array,
    Object,
}
