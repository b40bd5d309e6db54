using KlingGen.Compiler.CSharp;
using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <summary>What several emitters need to know of a member.</summary>
internal static class MemberCode
{
    /// <summary>Whether the property itself can be null.</summary>
    public static bool IsNullable(MemberSpec member) => member.Presence switch
    {
        MemberPresence.Required or MemberPresence.Fixed => member.Value.IsNullable,
        _ => true,
    };

    public static bool IsRequired(MemberSpec member, DefinitionSpec owner) =>
        member.Presence == MemberPresence.Required || (member.Presence == MemberPresence.RequiredNullable && owner.InInput);

    public static string PropertyType(CSharpTypes types, MemberSpec member)
    {
        string type = types.Name(member.Value.Type);
        return IsNullable(member) ? type + "?" : type;
    }

    public static string Field(MemberSpec member) => Field(member.Name);

    public static string Field(string name) => "_" + Identifier.Camel(name);

    /// <summary>The C# literal of a constant.</summary>
    public static string Constant(ValueSpec value)
    {
        LiteralSpec literal = value.Rules.Const!;
        return literal.Kind switch
        {
            LiteralKind.String => CSharpText.Literal(literal.Text),
            LiteralKind.Integer => literal.Text == "-9223372036854775808" ? "long.MinValue" : literal.Text,
            LiteralKind.Number => Numbers.Double(literal.Text),
            _ => literal.Text,
        };
    }

    /// <summary>Names for locals, none of them a keyword, none of them twice, none of them one that the method uses itself.</summary>
    public static Dictionary<string, string> Locals(IEnumerable<MemberSpec> members) =>
        NameScope.Assign(members.SelectMany(static member => member.NullName is { } nullName ? [member.Name, nullName] : new[] { member.Name }), static name => Identifier.Camel(name), static name => name is "reader" or "writer" or "additional" or "check" or "value", "Value", StringComparer.Ordinal);
}
