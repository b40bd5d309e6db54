using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <summary>An enum and its codec: one switch each way.</summary>
internal static class EnumEmitter
{
    // Beyond this the compiler's string switch beats a chain of comparisons.
    private const int LongestChain = 16;

    public static SourceFile Emit(EndpointSpec endpoint, EnumSpec spec)
    {
        var file = new SourceBuilder(endpoint);
        file.Use("System");
        file.Use("System.Text.Json.Serialization");
        file.Use("KlingGen.Serialization");

        string codec = EnumCode.Codec(endpoint, spec.Name);
        WriteEnum(file, spec, codec);
        file.Body.Blank();
        WriteCodec(file, spec, codec);
        return file.Build(spec.Name);
    }

    private static void WriteEnum(SourceBuilder file, EnumSpec spec, string codec)
    {
        IndentedWriter body = file.Body;
        string name = Identifier.Escape(spec.Name);
        DocEmitter.Write(body, spec.Doc, spec.Values.Count == 1 ? "The one value that the service knows." : $"One of {Count(spec)} that the service knows.");
        file.GeneratedCode();
        file.Obsolete(spec.Obsolete);
        body.Line($"[JsonConverter(typeof(FalEnumJsonConverter<{name}, {codec}>))]");
        body.Line($"[FalEnumAttribute<{name}, {codec}>]");
        body.Line($"{file.Visibility} enum {name}");
        using (body.Block())
        {
            foreach (EnumValueSpec value in spec.Values)
            {
                body.Blank();
                DocEmitter.Write(body, RuleText.EnumValue(value.Wire));
                body.Line(Identifier.Escape(value.Name) + ",");
            }
        }
    }

    private static void WriteCodec(SourceBuilder file, EnumSpec spec, string codec)
    {
        IndentedWriter body = file.Body;
        string name = Identifier.Escape(spec.Name);
        bool texts = spec.Values.All(static value => value.Wire.Kind == LiteralKind.String);
        DocEmitter.Write(body, $"The JSON form of <see cref=\"{spec.Name}\"/>.");
        file.GeneratedCode();
        file.Obsolete(spec.Obsolete);
        body.Line($"{file.Visibility} readonly struct {codec} : IFalEnumCodec<{name}>");
        using (body.Block())
        {
            body.Line("/// <inheritdoc/>");
            body.Line($"public static string Allowed => {CSharpText.Literal(Allowed(spec))};");
            body.Blank();
            body.Line("/// <inheritdoc/>");
            body.Line($"public static {name} Read(ref FalJsonReader reader) => TryParse(ref reader, out {name} value) ? value : throw reader.Unexpected(Allowed);");
            body.Blank();
            body.Line("/// <inheritdoc/>");
            body.Line($"public static bool TryParse(ref FalJsonReader reader, out {name} value)");
            using (body.Block())
                WriteParse(body, spec, name, texts);
            body.Blank();
            body.Line("/// <inheritdoc/>");
            WriteWrite(body, spec, name);
            body.Blank();
            body.Line("/// <inheritdoc/>");
            body.Line(spec.Values.Count == 1
                ? $"public static bool IsDefined({name} value) => value == {Member(spec, 0)};"
                : $"public static bool IsDefined({name} value) => value is >= {Member(spec, 0)} and <= {Member(spec, spec.Values.Count - 1)};");
        }
    }

    private static void WriteParse(IndentedWriter body, EnumSpec spec, string name, bool texts)
    {
        if (texts && spec.Values.Count <= LongestChain)
        {
            for (int i = 0; i < spec.Values.Count; i++)
                body.Line($"{(i == 0 ? "" : "else ")}if (reader.TextIs({CSharpText.Utf8Literal(spec.Values[i].Wire.Text)})) value = {Member(spec, i)};");
            body.Line("else");
            using (body.Block())
            {
                body.Line("value = default;");
                body.Line("return false;");
            }
            body.Line("return true;");
            return;
        }

        body.Line("switch (reader.ScalarOrNull())");
        using (body.Block())
        {
            for (int i = 0; i < spec.Values.Count; i++)
            {
                body.Line($"case {Scalar(spec.Values[i].Wire)}:");
                using (body.Indent())
                {
                    body.Line($"value = {Member(spec, i)};");
                    body.Line("return true;");
                }
            }
            body.Line("default:");
            using (body.Indent())
            {
                body.Line("value = default;");
                body.Line("return false;");
            }
        }
    }

    private static void WriteWrite(IndentedWriter body, EnumSpec spec, string name)
    {
        string unknown = $"throw new ArgumentOutOfRangeException(nameof(value), value, {CSharpText.Literal($"Not a value of {spec.Name}.")})";
        if (spec.Values.Select(static value => value.Wire.Kind).Distinct().Count() == 1)
        {
            body.Line($"public static void Write(FalJsonWriter writer, {name} value) => writer.WriteValue(value switch");
            using (body.Block("});"))
            {
                for (int i = 0; i < spec.Values.Count; i++)
                    body.Line($"{Member(spec, i)} => {Wire(spec.Values[i].Wire)},");
                body.Line($"_ => {unknown},");
            }
            return;
        }

        // Strings and numbers have no common type to switch to.
        body.Line($"public static void Write(FalJsonWriter writer, {name} value)");
        using (body.Block())
        {
            body.Line("switch (value)");
            using (body.Block())
            {
                for (int i = 0; i < spec.Values.Count; i++)
                {
                    body.Line($"case {Member(spec, i)}:");
                    using (body.Indent())
                    {
                        body.Line($"writer.WriteValue({Wire(spec.Values[i].Wire)});");
                        body.Line("break;");
                    }
                }
                body.Line("default:");
                using (body.Indent())
                    body.Line(unknown + ";");
            }
        }
    }

    private static string Member(EnumSpec spec, int index) => Identifier.Escape(spec.Name) + "." + Identifier.Escape(spec.Values[index].Name);

    private static string Wire(LiteralSpec literal) => literal.Kind switch
    {
        LiteralKind.String => CSharpText.Utf8Literal(literal.Text),
        LiteralKind.Integer => Numbers.Int64(literal.Text),
        _ => Numbers.Double(literal.Text),
    };

    /// <summary>A pattern for what the reader's scalar is: a string, a long, or a double.</summary>
    private static string Scalar(LiteralSpec literal) => literal.Kind switch
    {
        LiteralKind.String => CSharpText.Literal(CSharpText.WithoutLoneSurrogates(literal.Text)),
        LiteralKind.Integer => Numbers.Int64(literal.Text),
        _ => Numbers.Double(literal.Text),
    };

    private static string Count(EnumSpec spec) => $"{spec.Values.Count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} values";

    private static string Allowed(EnumSpec spec)
    {
        IEnumerable<string> shown = spec.Values.Take(12).Select(static value => value.Wire.Kind == LiteralKind.String ? "\"" + value.Wire.Text + "\"" : value.Wire.Text);
        string text = string.Join(", ", shown);
        if (text.Length > 400)
            text = CSharpText.WithoutLoneSurrogates(text.Substring(0, 400)) + "…";
        return spec.Values.Count > 12 ? $"{text}, … ({spec.Values.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)} values)" : text;
    }
}
