using KlingGen.Compiler.CSharp;
using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <summary>An enum, and the table of its values on the wire.</summary>
internal static class EnumEmitter
{
    private const int Widest = 130;

    /// <summary>The enum itself.</summary>
    public static void Emit(SourceBuilder file, EnumSpec spec)
    {
        file.NextType();
        file.Use("System.Text.Json.Serialization");
        file.Use("KlingGen.CompilerServices");
        IndentedWriter body = file.Body;
        string name = Identifier.Escape(spec.Name);
        string codec = file.EnumCodec(spec.Name);
        DocEmitter.Write(body, spec.Doc, spec.Values.Count == 1 ? "The one value that the service knows." : $"One of {Count(spec)} that the service knows.");
        file.GeneratedCode();
        file.Obsolete(spec.Obsolete);
        body.Line($"[JsonConverter(typeof(FalEnumJsonConverter<{name}, {codec}>))]");
        body.Line(file.Endpoint.UsesInstances ? $"[FalEnumAttribute(typeof({codec}))]" : $"[FalEnumAttribute<{name}, {codec}>]");
        body.Line($"{file.Visibility} enum {name}");
        using (body.Block())
        {
            foreach (EnumValueSpec value in spec.Values)
            {
                body.Blank();
                DocEmitter.Write(body, DocXml.Of([RuleText.EnumValue(value.Wire)]));
                body.Line(Identifier.Escape(value.Name) + ",");
            }
        }
    }

    /// <summary>The tables of all enums: nested, so that nobody finds them who looks for something else.</summary>
    public static void EmitTables(SourceBuilder file)
    {
        EnumSpec[] enums = [.. file.Endpoint.Definitions.OfType<EnumSpec>()];
        if (enums.Length == 0)
            return;
        file.NextType();
        file.Use("System.ComponentModel");
        file.Use("KlingGen.CompilerServices");
        IndentedWriter body = file.Body;
        DocEmitter.Write(body, "The values of this endpoint's enums on the wire, each in the order of the enum's members.");
        file.GeneratedCode();
        body.Line("[EditorBrowsableAttribute(EditorBrowsableState.Never)]");
        body.Line($"internal static class {Identifier.Escape(EnumCode.Tables(file.Endpoint))}");
        using (body.Block())
        {
            foreach (EnumSpec spec in enums)
            {
                body.Blank();
                Table(file, spec);
            }
        }
    }

    private static void Table(SourceBuilder file, EnumSpec spec)
    {
        IndentedWriter body = file.Body;
        string codec = EnumCode.Codec(file.Endpoint, spec.Name);
        string name = Identifier.Escape(spec.Name);
        bool instance = file.Endpoint.UsesInstances;
        body.Line(instance ? $"internal sealed class {codec} : FalEnumValues<{codec}, {name}>" : $"internal readonly struct {codec} : IFalEnumValues<{codec}, {name}>");
        (string begin, string end) = instance ? ($"public {codec}() : base(new(", ")) { }") : ("public static FalEnumTable Table { get; } = new(", ");");
        using (body.Block())
        {
            if (file.Endpoint.DescribesTypes)
            {
                body.Line($"static FalSchema? IFalEnumCodec<{Identifier.Escape(spec.Name)}>.Schema => {SchemaCode.Of(file.Endpoint, spec)};");
                body.Blank();
            }
            string[] values = [.. spec.Values.Select(static value => Json(value.Wire))];
            string[] lines = [.. CSharpText.Fill(values.Select((value, i) => (i == 0 ? "[" : "") + value + (i == values.Length - 1 ? "]" : ", ")), Widest).Select(static line => line.TrimEnd())];
            if (lines.Length == 1)
            {
                body.Line($"{begin}\"\"\"{lines[0]}\"\"\"u8{end}");
                return;
            }
            body.Line(begin + "\"\"\"");
            using (body.Indent())
            {
                foreach (string line in lines)
                    body.Line(line);
                body.Line("\"\"\"u8" + end);
            }
        }
    }

    /// <summary>A value as JSON. No text can end the literal around it: three quotation marks never follow one another.</summary>
    private static string Json(LiteralSpec literal) => literal.Kind == LiteralKind.String ? CSharpText.JsonString(PlainText.WithoutLoneSurrogates(literal.Text)) : literal.Text;

    private static string Count(EnumSpec spec) => $"{spec.Values.Count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} values";
}
