using System.Globalization;
using KlingGen.Compiler;
using KlingGen.Compiler.Emit;

namespace KlingGen.Comparison;

/// <summary>Models in a few words.</summary>
internal static class ChangeText
{
    private const int Longest = 120;

    public static string Type(MemberSpec member) =>
        Type(member.Value.Type) + (MemberCode.IsNullable(member) ? "?" : "");

    public static string Type(ValueSpec value) => Type(value.Type) + (value.IsNullable ? "?" : "");

    public static string Type(TypeSpec type) => type switch
    {
        NamedType { Kind: NamedKind.OpenEnum } named => $"FalOpenEnum<{named.Name}>",
        NamedType named => named.Name,
        ListType list => $"IReadOnlyList<{Type(list.Item)}>",
        MapType map => $"IReadOnlyDictionary<string, {Type(map.Value)}>",
        ScalarType { Kind: ScalarKind.Int32 } => "int",
        ScalarType { Kind: ScalarKind.Int64 } => "long",
        ScalarType { Kind: ScalarKind.Double } => "double",
        ScalarType { Kind: ScalarKind.Boolean } => "bool",
        ScalarType { Kind: ScalarKind.Media } => "FalMedia",
        ScalarType { Kind: ScalarKind.Json } => "FalJson",
        _ => "string",
    };

    public static string? Literal(LiteralSpec? literal) => literal is null ? null : Shorten(literal.Kind == LiteralKind.String ? "\"" + literal.Text + "\"" : literal.Text);

    /// <summary>On one line, not too long, without characters that steer a terminal: it is foreign text.</summary>
    public static string Shorten(string text)
    {
        string line = PlainText.WithoutLoneSurrogates(new([.. text.Select(static c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? ' ' : c)]));
        return line.Length <= Longest ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest), "…");
    }
}
