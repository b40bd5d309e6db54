using KlingGen.Compiler.CSharp;
using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

internal static partial class JsonEmitter
{
    public static void Emit(SourceBuilder file, UnionSpec spec)
    {
        file.NextType();
        IndentedWriter body = file.Body;
        using (Open(file, spec))
        {
            using (OpenWrite(body, spec))
                WriteUnion(file, spec);
            body.Blank();
            using (OpenRead(file, spec))
                ReadUnion(file, spec);
            ShapeCode.Write(file, spec);
            SchemaCode.Write(file, spec);
        }
    }

    private static void WriteUnion(SourceBuilder file, UnionSpec spec)
    {
        for (int i = 0; i < spec.Cases.Count; i++)
        {
            UnionCaseSpec item = spec.Cases[i];
            bool last = i == spec.Cases.Count - 1 && !spec.InOutput;
            string test = last ? "" : $"if ({UnionCode.Field(item)} is not null) ";
            file.Body.Line($"{(i == 0 ? "" : "else ")}{test}writer.WriteValue<{file.Types.Name(item.Value)}, {file.Types.Codec(item.Value)}>({UnionCode.Value(item)});");
        }
        if (spec.InOutput)
            file.Body.Line("else writer.WriteValue(_other);");
    }

    private static void ReadUnion(SourceBuilder file, UnionSpec spec)
    {
        IndentedWriter body = file.Body;
        foreach (UnionCaseSpec item in spec.Cases.Where(item => spec.InInput && IsAmbiguous(spec, item)))
        {
            body.Line($"if ({Token(item.Shapes)}reader.TryReadValid<{Identifier.Escape(spec.Name)}, {file.Types.Name(item.Value)}, {file.Types.Codec(item.Value)}>(From{item.Name}, out {Identifier.Escape(spec.Name)}? {Identifier.Escape("valid" + item.Name)})) return {Identifier.Escape("valid" + item.Name)};");
            if (Token(item.Shapes).Length > 0)
                file.Use("System.Text.Json");
        }
        foreach (UnionCaseSpec item in spec.Cases)
        {
            string type = file.Types.Name(item.Value);
            string codec = file.Types.Codec(item.Value);
            string local = Identifier.Escape(Identifier.Camel(item.Name) + "Value");
            if (item.TagMember is { } tag && item.TagValues.Count > 0)
            {
                // The tag decides: what is wrong behind it is an error of that case, not a reason to try another. A result keeps it as something unknown.
                string tests = string.Join(" || ", item.TagValues.Select(value => $"reader.MemberIs({CSharpText.Utf8Literal(tag)}, {CSharpText.Utf8Literal(value)})"));
                body.Line(spec.InOutput
                    ? $"if (({tests}) && reader.TryReadTagged<{type}, {codec}>(out {type}{(CSharpTypes.IsStruct(item.Value.Type) ? "" : "?")} {local})) return From{item.Name}({local});"
                    : $"if ({tests}) return From{item.Name}(reader.Read<{type}, {codec}>());");
                continue;
            }
            if (Token(item.Shapes).Length > 0)
                file.Use("System.Text.Json");
            body.Line($"if ({Token(item.Shapes)}reader.TryRead<{type}, {codec}>(out {type}{(CSharpTypes.IsStruct(item.Value.Type) ? "" : "?")} {local})) return From{item.Name}({local});");
        }
        body.Line(spec.InOutput
            ? "return new() { _other = reader.ReadJson() };"
            : $"throw reader.Unexpected({CSharpText.Literal("one of " + string.Join(", ", spec.Cases.Select(static item => item.Name)))});");
    }

    /// <summary>Whether the JSON of a case may be that of another: then rules choose between them, before the order of the cases does.</summary>
    private static bool IsAmbiguous(UnionSpec spec, UnionCaseSpec item) =>
        item.TagMember is null && spec.Cases.Any(other => !ReferenceEquals(other, item) && other.TagMember is null && (other.Shapes & item.Shapes) != JsonShapes.None);

    /// <summary>A cheap test before the trial: most shapes are known by their first token.</summary>
    private static string Token(JsonShapes shapes) => shapes switch
    {
        JsonShapes.String => "reader.TokenType == JsonTokenType.String && ",
        JsonShapes.Number => "reader.TokenType == JsonTokenType.Number && ",
        JsonShapes.Boolean => "reader.TokenType is JsonTokenType.True or JsonTokenType.False && ",
        JsonShapes.Array => "reader.TokenType == JsonTokenType.StartArray && ",
        JsonShapes.Object => "reader.TokenType == JsonTokenType.StartObject && ",
        _ => "",
    };
}
