using System.Globalization;
using KlingGen.Compiler.CSharp;
using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <summary>The table that leads from wire names in an error to C# members: one a type, several members to a line.</summary>
internal static class ShapeCode
{
    private const int Widest = 132;

    /// <summary>Writes the table of a type; nothing for a union of plain values, below which there is nothing to name.</summary>
    public static void Write(SourceBuilder file, DefinitionSpec spec)
    {
        string[] calls = spec switch
        {
            RecordSpec record => ["FalShape.Record()", .. record.Members.Select(static member => Add(PlainText.WithoutLoneSurrogates(member.WireName), member))],
            // The members of a tuple go by their positions.
            TupleSpec tuple => ["FalShape.Record()", .. tuple.Items.Select(static (item, i) => Add(i.ToString(CultureInfo.InvariantCulture), item))],
            UnionSpec union => Union(union),
            _ => [],
        };
        IndentedWriter body = file.Body;
        string name = Identifier.Escape(spec.Name);
        if (calls.Length == 0)
        {
            // Elsewhere the interface says so itself.
            if (file.Endpoint.UsesInstances)
            {
                body.Blank();
                body.Line($"FalShape? IFalJson<{name}>.Shape => null;");
            }
            return;
        }
        string[] lines = [.. CSharpText.Fill(calls.Skip(1), Widest)];
        body.Blank();
        body.Line($"{file.Static}FalShape IFalJson<{name}>.Shape => {calls[0]}{(lines.Length == 0 ? ";" : "")}");
        using (body.Indent())
            for (int i = 0; i < lines.Length; i++)
                body.Line(lines[i] + (i == lines.Length - 1 ? ";" : ""));
    }

    private static string[] Union(UnionSpec union)
    {
        string[] cases = [.. union.Cases.Select(static item => Shape(item.Value.Type)).OfType<string>().Distinct(StringComparer.Ordinal)];
        return cases.Length == 0 ? [] : [$"FalShape.Union({string.Join(", ", cases)})"];
    }

    private static string Add(string wire, MemberSpec member)
    {
        string shape = Shape(member.Value.Type) is { } inner ? ", " + inner : "";
        return $".Add({CSharpText.Literal(wire)}, {CSharpText.Literal(member.Name)}{shape})";
    }

    /// <summary>The shape of a type; null for plain values.</summary>
    private static string? Shape(TypeSpec type) => type switch
    {
        ScalarType { Kind: ScalarKind.Json } => "FalShape.Json",
        NamedType { Kind: NamedKind.Record or NamedKind.Tuple or NamedKind.Union } named => $"FalShape.Of<{Identifier.Escape(named.Name)}>()",
        ListType list => $"FalShape.List({Shape(list.Item.Type)})",
        MapType map => $"FalShape.Map({Shape(map.Value.Type)})",
        _ => null,
    };
}
