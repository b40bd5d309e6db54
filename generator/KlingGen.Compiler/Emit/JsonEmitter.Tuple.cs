using KlingGen.Compiler.CSharp;
using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <content>A tuple: an array whose last positions may be left out, where the schema lets it be shorter.</content>
internal static partial class JsonEmitter
{
    public static void Emit(SourceBuilder file, TupleSpec spec)
    {
        file.NextType();
        IndentedWriter body = file.Body;
        using (Open(file, spec))
        {
            using (OpenWrite(body, spec))
                WriteTuple(file, spec);
            body.Blank();
            using (OpenRead(file, spec))
                ReadTuple(file, spec);
            ShapeCode.Write(file, spec);
            SchemaCode.Write(file, spec);
        }
    }

    private static void WriteTuple(SourceBuilder file, TupleSpec spec)
    {
        IndentedWriter body = file.Body;
        body.Line("writer.WriteStartArray();");
        for (int i = 0; i < spec.Items.Count; i++)
        {
            // What follows a position keeps it in its place.
            string test = i < TupleCode.Required(spec) ? "" : $"if ({TupleCode.Given(spec, i)}) ";
            body.Line($"{test}writer.WriteValue<{TypeAndCodec(file, spec.Items[i])}>({spec.Items[i].Name});");
        }
        body.Line("writer.WriteEndArray();");
    }

    private static void ReadTuple(SourceBuilder file, TupleSpec spec)
    {
        IndentedWriter body = file.Body;
        bool isFixed = TupleCode.Required(spec) == spec.Items.Count;
        string wanted = CSharpText.Literal($"an array of {TupleCode.Length(spec)}");
        body.Line("reader.BeginArray();");
        if (!isFixed)
            body.Line("bool more = true;");

        // Evaluated in the order written, which is the order of the array.
        body.Line($"var tuple = new {Identifier.Escape(spec.Name)}");
        using (body.Block("};"))
        {
            for (int i = 0; i < spec.Items.Count; i++)
            {
                string value = $"reader.Read<{TypeAndCodec(file, spec.Items[i])}>()";
                body.Line(i < TupleCode.Required(spec)
                    ? $"{spec.Items[i].Name} = reader.NextItem() ? {value} : throw reader.Unexpected({wanted}),"
                    : $"{spec.Items[i].Name} = (more = more && reader.NextItem()) ? {value} : null,");
            }
        }
        body.Line(isFixed ? "while (reader.NextItem())" : "while (more && reader.NextItem())");
        using (body.Indent())
            body.Line("reader.Skip();");
        body.Line("return tuple;");
    }

    private static string TypeAndCodec(SourceBuilder file, MemberSpec item)
    {
        ValueSpec value = item.Value with { IsNullable = MemberCode.IsNullable(item) };
        return $"{file.Types.Name(value)}, {file.Types.Codec(value)}";
    }
}
