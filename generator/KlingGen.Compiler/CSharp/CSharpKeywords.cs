namespace KlingGen.Compiler.CSharp;

/// <summary>The words of C# that an identifier cannot be without <c>@</c>, with those that are taken only in some places.</summary>
internal static class CSharpKeywords
{
    private static readonly HashSet<string> s_words = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte",
        "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof",
        "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
        "await", "async", "dynamic", "field", "file", "init", "nameof", "partial", "record", "required", "scoped", "value", "var", "when",
        "where", "with", "yield", "extension", "nint", "nuint", "notnull", "unmanaged", "managed", "allows", "args", "get", "set", "add",
        "remove", "global", "from", "select", "let", "join", "on", "equals", "by", "into", "orderby", "group", "ascending", "descending",
        "and", "or", "not", "alias",
    };

    public static bool Contains(string text) => s_words.Contains(text);
}
