using KlingGen.Compiler.CSharp;
using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <summary>How a type writes and reads itself: a line a member.</summary>
internal static partial class JsonEmitter
{
    // A chain of else-ifs nests in the compiler; far longer ones are written flat.
    private const int LongestChain = 200;

    public static void Emit(SourceBuilder file, RecordSpec spec)
    {
        file.NextType();
        IndentedWriter body = file.Body;
        using (Open(file, spec))
        {
            using (OpenWrite(body, spec))
            {
                body.Line("writer.WriteStartObject();");
                foreach (MemberSpec member in spec.Members)
                {
                    body.Line(MemberJson.Write(file, member, spec));
                    if (MemberJson.WriteNull(member) is { } line)
                        body.Line(line);
                }
                if (spec.KeepsOthers)
                    body.Line("writer.WriteAdditional(_additionalProperties);");
                body.Line("writer.WriteEndObject();");
            }
            body.Blank();
            using (OpenRead(file, spec))
                WriteRead(file, spec);
            ShapeCode.Write(file, spec);
            SchemaCode.Write(file, spec);
        }
    }

    private static void WriteRead(SourceBuilder file, RecordSpec spec)
    {
        IndentedWriter body = file.Body;

        // A request that allows no other members still has the place for them that reading asks for; nothing ever comes there.
        bool collects = spec.KeepsOthers || spec.Members.Any(MemberCode.IsNullable);
        if (collects)
        {
            file.Use("System.Collections.Generic");
            file.Use("KlingGen");
        }
        Dictionary<string, string> locals = MemberCode.Locals(spec.Members);
        foreach (MemberSpec member in spec.Members)
        {
            body.Line(MemberJson.Declare(file, member, Identifier.Escape(locals[member.Name])));
            if (member.NullName is { } nullName)
                body.Line($"bool {Identifier.Escape(locals[nullName])} = false;");
        }
        if (collects)
            body.Line("Dictionary<string, FalJson>? additional = null;");
        body.Blank();
        body.Line("reader.BeginObject();");
        body.Line("while (reader.NextMember())");
        using (body.Block())
        {
            bool flat = spec.Members.Count > LongestChain;
            for (int i = 0; i < spec.Members.Count; i++)
            {
                MemberSpec member = spec.Members[i];
                string assign = $"{Identifier.Escape(locals[member.Name])} = {MemberJson.Read(file, member)}";
                assign = member.NullName is { } nullName ? $"{Identifier.Escape(locals[nullName])} = reader.IsNull & ({assign}) is null;" : assign + ";";
                string test = $"if (reader.Is({CSharpText.Utf8Literal(member.WireName)}))";
                if (flat)
                {
                    body.Line(test);
                    using (body.Block())
                    {
                        body.Line(assign);
                        body.Line("continue;");
                    }
                }
                else
                {
                    body.Line($"{(i == 0 ? "" : "else ")}{test} {assign}");
                }
            }
            string otherwise = spec.KeepsOthers ? "reader.Keep(ref additional);" : "throw reader.UnexpectedMember();";
            body.Line(flat || spec.Members.Count == 0 ? otherwise : "else " + otherwise);
        }
        body.Blank();
        body.Line($"return new {Identifier.Escape(spec.Name)}");
        using (body.Block("};"))
        {
            foreach (MemberSpec member in spec.Members)
            {
                body.Line($"{Identifier.Escape(member.Name)} = {MemberJson.Take(member, Identifier.Escape(locals[member.Name]))},");
                if (member.NullName is { } nullName)
                    body.Line($"{nullName} = {Identifier.Escape(locals[nullName])},");
            }
            if (spec.KeepsOthers)
                body.Line("AdditionalProperties = additional,");
        }
    }

    private static IndentedWriter.Scope Open(SourceBuilder file, DefinitionSpec spec)
    {
        file.Use("KlingGen.CompilerServices");
        string name = Identifier.Escape(spec.Name);
        file.Body.Line($"partial record {name} : IFalJson<{name}>");
        return file.Body.Block();
    }

    private static IndentedWriter.Scope OpenWrite(IndentedWriter body, DefinitionSpec spec)
    {
        body.Line($"void IFalJson<{Identifier.Escape(spec.Name)}>.WriteTo(FalJsonWriter writer)");
        return body.Block();
    }

    private static IndentedWriter.Scope OpenRead(SourceBuilder file, DefinitionSpec spec)
    {
        string name = Identifier.Escape(spec.Name);
        file.Body.Line($"{file.Static}{name} IFalJson<{name}>.ReadFrom(ref FalJsonReader reader)");
        return file.Body.Block();
    }
}
