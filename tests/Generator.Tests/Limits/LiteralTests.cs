using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using KlingGen.Compiler;
using KlingGen.Compiler.CSharp;
using KlingGen.Compiler.Json;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Limits;

/// <summary>Every literal that is printed compiles, and is the schema's number or text, however JSON spells it.</summary>
public sealed class LiteralTests
{
    private const int Count = 10_000;

    private static readonly string[] s_edges =
    [
        "0", "-0", "0.0", "-0.0", "0e0", "1", "-1", "1.0", "1e0", "1E+2", "1e-2", "0.1", "-0.1", "0.30000000000000004", "5e-324", "4.9e-324", "2e-324", "0.1e-400", "1e400", "-1e400", "1e308", "1.7976931348623157e308",
        "1.7976931348623158079e308", "1.797693134862315808e308", "2147483647", "2147483648", "-2147483648", "-2147483649", "4294967296", "9007199254740992", "9007199254740993", "9007199254740993.5", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "-9223372036854776000", "18446744073709551615", "18446744073709551616", "1e20", "-1e20", "100000000000000000000", "123456789012345678901234567890",
        "79228162514264337593543950335", "79228162514264337593543950336", "0.0000000000000000000000000001", "0.00000000000000000000000000001", "1e-28", "1e-29", "1e999999999999999999999", "1e-999999999999999999999", "0.12345678901234567890123456789012",
    ];

    [Fact]
    public void Ten_thousand_numbers_are_what_the_schema_says()
    {
        string[] numbers = [.. s_edges, .. Numbers(1, Count - s_edges.Length)];
        var code = new StringBuilder("public static class Literals\n{\n");
        string[] model = [.. numbers.Select(JsonNumber.Write)];
        Table(code, "double", "Doubles", model.Select(KlingGen.Compiler.CSharp.Numbers.Double));
        Table(code, "double", "Arguments", model.Select(KlingGen.Compiler.CSharp.Numbers.DoubleArgument));
        Table(code, "decimal?", "Decimals", model.Select(static number => KlingGen.Compiler.CSharp.Numbers.Decimal(number) ?? "null"));
        Table(code, "long?", "Longs", model.Select(static number => long.TryParse(number, CultureInfo.InvariantCulture, out _) ? KlingGen.Compiler.CSharp.Numbers.Int64(number) : "null"));
        Assembly assembly = Load(code.Append('}').ToString());

        double[] doubles = Read<double>(assembly, "Doubles"), arguments = Read<double>(assembly, "Arguments");
        decimal?[] decimals = Read<decimal?>(assembly, "Decimals");
        long?[] longs = Read<long?>(assembly, "Longs");
        for (int i = 0; i < numbers.Length; i++)
        {
            double expected = Math.Clamp(double.Parse(numbers[i], CultureInfo.InvariantCulture), double.MinValue, double.MaxValue);
            Assert.True(expected.Equals(doubles[i]) || (expected == 0 && doubles[i] == 0), numbers[i]);
            Assert.Equal(doubles[i], arguments[i]);
            var exact = ExactNumber.Parse(numbers[i]);
            if (decimals[i] is { } number)
                Assert.Equal(exact, ExactNumber.Parse(number.ToString(CultureInfo.InvariantCulture)));
            Assert.Equal(exact.IsWhole ? exact.Floor() : null, longs[i]);
        }
        Assert.InRange(decimals.Count(static number => number is not null), 1_000, numbers.Length);
    }

    [Fact]
    public void Texts_are_what_the_schema_says()
    {
        var random = new Random(Seeds.Of(3));
        string[] texts = [.. HostileText.Texts.Where(static text => text.Length < 1_000), .. Enumerable.Range(0, 2_000).Select(_ => new string([.. Enumerable.Range(0, random.Next(20)).Select(_ => (char)(random.Next(3) == 0 ? random.Next(0x10000) : random.Next(0x80)))]))];
        var code = new StringBuilder("public static class Literals\n{\n");
        Table(code, "string", "Strings", texts.Select(CSharpText.Literal));
        Table(code, "byte[]", "Bytes", texts.Select(static text => CSharpText.Utf8Literal(text) + ".ToArray()"));
        Assembly assembly = Load(code.Append('}').ToString());
        Assert.Equal(texts, Read<string>(assembly, "Strings"));
        Assert.Equal(texts.Select(Encoding.UTF8.GetBytes), Read<byte[]>(assembly, "Bytes"));
    }

    [Fact]
    public void Rules_constants_and_enums_of_any_number_compile()
    {
        string[] keywords = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "const", "default", "max_aspect_ratio", "max_file_size", "min_width"];
        var random = new Random(Seeds.Of(5));
        string[] numbers = [.. s_edges, .. Numbers(2, 1_500)];
        var files = new List<SourceFile>();
        int at = 0;
        for (int document = 0; at < numbers.Length; document++)
        {
            var members = new StringBuilder();
            for (int member = 0; member < 200 && at < numbers.Length; member++)
            {
                string first = numbers[at++], second = numbers[random.Next(numbers.Length)];
                members.Append(member == 0 ? "" : ",").Append(System.Globalization.CultureInfo.InvariantCulture, $"\"m{member}\":").Append(random.Next(6) switch
                {
                    0 => $"{{\"enum\":[{first},{second},\"auto\"]}}",
                    1 => $"{{\"enum\":[{first},{second}]}}",
                    2 => $"{{\"const\":{first}}}",
                    3 => $"{{\"type\":\"string\",\"format\":\"binary\",\"{keywords[random.Next(7, 10)]}\":{first},\"max_pixels\":{second}}}",
                    _ => $"{{\"type\":\"{(random.Next(2) == 0 ? "number" : "integer")}\",\"{keywords[random.Next(5)]}\":{first},\"{keywords[random.Next(7)]}\":{second}}}",
                });
            }
            string text = SmallSchema.Endpoint("o/x", $"{{\"type\":\"object\",\"required\":[\"m0\",\"m1\",\"m2\",\"m3\"],\"properties\":{{{members}}}}}");
            files.AddRange(CodeEmitter.Emit(SchemaReader.Read(new SchemaInput("n.json", text, Namespace: $"Numbers.In{document}")).Endpoint!));
        }
        CSharpCompilation compilation = Compile.Create(files, Compile.Floor);
        Assert.Empty(compilation.WithOptions(compilation.Options.WithConcurrentBuild(true)).GetDiagnostics().Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).Select(static diagnostic => diagnostic.ToString()).Take(10));
    }

    [Theory]
    [InlineData("number", "\"maximum\":1e20", "1e21", "1e19")]
    [InlineData("number", "\"minimum\":-9223372036854776000", "-1e20", "-9e18")]
    [InlineData("number", "\"minimum\":0,\"maximum\":18446744073709551616", "-1", "5")]
    [InlineData("integer", "\"maximum\":1e20", null, "9223372036854775807")]
    [InlineData("integer", "\"minimum\":-1e20", null, "-9223372036854775808")]
    [InlineData("integer", "\"exclusiveMaximum\":9223372036854775808", null, "9223372036854775807")]
    [InlineData("integer", "\"minimum\":9007199254740993.5", "9007199254740993", "9007199254740994")]
    [InlineData("integer", "\"exclusiveMinimum\":9007199254740993.5", "9007199254740993", "9007199254740994")]
    [InlineData("integer", "\"maximum\":9007199254740993.5", "9007199254740994", "9007199254740993")]
    [InlineData("integer", "\"maximum\":-9007199254740993.5", "-9007199254740993", "-9007199254740994")]
    [InlineData("integer", "\"maximum\":1.5", "2", "1")]
    [InlineData("integer", "\"multipleOf\":2.5,\"maximum\":9007199254740999", "9007199254740994", "9007199254740995")]
    [InlineData("integer", "\"multipleOf\":0.5,\"maximum\":9007199254740999", null, "9007199254740993")]
    [InlineData("number", "\"multipleOf\":1e-30", null, "0.3")]
    [InlineData("number", "\"maximum\":1e400", null, "1e308")]
    public void Bounds_are_kept_at_their_edges(string type, string rules, string? refused, string allowed)
    {
        string text = SmallSchema.Endpoint("o/x", $"{{\"type\":\"object\",\"properties\":{{\"big_seed\":{{\"type\":\"{type}\",{rules}}}}}}}");
        ReadResult result = SchemaReader.Read(new SchemaInput("n.json", text, Namespace: "N"));
        Assert.Empty(result.Problems);
        string suffix = type == "integer" ? "L" : "";
        string Count(string? value) => value is null ? "1" : $"new N.XInput {{ BigSeed = {(value == "-9223372036854775808" ? "long.MinValue" : value + suffix)} }}.Validate().Count";
        string code = $"public static class Probe {{ public static string Run() => $\"{{{Count(refused)}}} {{{Count(allowed)}}}\"; }}";
        Assert.Equal("1 0", Compile.Run(CodeEmitter.Emit(result.Endpoint!), "#pragma warning disable CS1591\n" + code, "Probe", "Run"));
    }

    [Theory]
    [InlineData("integer", "«\"minimum\"»:1e20")]
    [InlineData("integer", "«\"maximum\"»:-9223372036854775809")]
    [InlineData("integer", "«\"exclusiveMinimum\"»:9223372036854775807")]
    [InlineData("integer", "«\"minimum\"»:1.2,\"maximum\":1.8")]
    [InlineData("number", "«\"minimum\"»:1e400")]
    [InlineData("number", "«\"minimum\"»:2,\"maximum\":1")]
    [InlineData("number", "«\"minimum\"»:1,\"exclusiveMaximum\":1")]
    public void Bounds_that_leave_nothing_are_said(string type, string rules)
    {
        string schema = $"{{\"type\":\"object\",\"properties\":{{\"a\":{{\"type\":\"{type}\",{rules}}}}}}}";
        string text = SmallSchema.Endpoint("o/x", schema.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal));
        ReadResult result = SchemaReader.Read(new SchemaInput("n.json", text, Namespace: "N"));
        Problem problem = Assert.Single(result.Problems);
        Assert.Equal(ProblemIds.MalformedSchema, problem.Id);
        Assert.Equal(rules[(rules.IndexOf('«', StringComparison.Ordinal) + 1)..rules.IndexOf('»', StringComparison.Ordinal)], text.Substring(problem.Start, problem.Length));
        Compile.AssertClean(CodeEmitter.Emit(result.Endpoint!));
    }

    private static IEnumerable<string> Numbers(int seed, int count)
    {
        var random = new Random(Seeds.Of(seed));
        string Digits(int max) => string.Concat(Enumerable.Range(0, 1 + random.Next(max)).Select(_ => (char)('0' + random.Next(10))));
        for (int i = 0; i < count; i++)
        {
            string whole = Digits(random.Next(4) == 0 ? 32 : 6).TrimStart('0');
            string exponent = random.Next(3) == 0 ? $"{(random.Next(2) == 0 ? "e" : "E")}{(random.Next(3) switch { 0 => "", 1 => "-", _ => "+" })}{random.Next(random.Next(2) == 0 ? 25 : 420)}" : "";
            yield return (random.Next(3) == 0 ? "-" : "") + (whole.Length == 0 ? "0" : whole) + (random.Next(2) == 0 ? "." + Digits(20) : "") + exponent;
        }
    }

    private static void Table(StringBuilder code, string type, string name, IEnumerable<string> literals) =>
        code.Append(System.Globalization.CultureInfo.InvariantCulture, $"public static readonly {type}[] {name} = new {type}[] {{\n{string.Join(",\n", literals)}\n}};\n");

    private static T[] Read<T>(Assembly assembly, string name) => (T[])assembly.GetType("Literals")!.GetField(name)!.GetValue(null)!;

    private static Assembly Load(string code)
    {
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = Compile.Create([], Compile.Floor, "#pragma warning disable CS1591\n#nullable disable\n" + code).Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Take(20)));
        return new AssemblyLoadContext(null).LoadFromStream(new MemoryStream(image.ToArray()));
    }
}
