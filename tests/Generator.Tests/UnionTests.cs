using System.Text.RegularExpressions;
using KlingGen.Compiler;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;

namespace Generator.Tests;

/// <summary>A union reads like the language's: <c>switch</c> by type, and in its documentation the line that makes each case.</summary>
public sealed partial class UnionTests
{
    private static readonly string s_document = SmallSchema.Endpoint("studio/x",
        """
        {"type":"object","properties":{"size":{"anyOf":[{"enum":["square","wide"]},{"type":"object","properties":{"width":{"type":"integer"}},"required":["width"]}]},
        "strength":{"anyOf":[{"type":"number"},{"type":"string"},{"type":"array","items":{"type":"number"}}]}}}
        """,
        """{"type":"object","properties":{"score":{"anyOf":[{"type":"number"},{"type":"array","items":{"type":"string"}}]}}}""");

    [Fact]
    public void Value_is_taken_apart_by_type()
    {
        Assert.Equal("0.5 text 2 Wide 3 list other:true", Compile.Run(Emit(), """
            using System.Collections.Generic;
            using KlingGen;
            using Studio.Fal.Studio.X;
            namespace Calls
            {
                internal static class Call
                {
                    private static string Of(object? value) => value switch
                    {
                        double number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        string text => text,
                        IReadOnlyList<double> numbers => numbers.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        IReadOnlyList<string> => "list",
                        SizePreset preset => preset.ToString(),
                        SizeObject size => size.Width.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        FalJson other => "other:" + other.ToString(),
                        _ => "?",
                    };

                    public static string Run()
                    {
                        Strength number = 0.5, text = "text", numbers = new[] { 0.5, 1 };
                        Size preset = SizePreset.Wide, size = new SizeObject { Width = 3 };
                        Score score = FalJson.Parse("[\"a\"]").To<Score>(), other = FalJson.Parse("true").To<Score>();
                        return string.Join(" ", Of(number.Value), Of(text.Value), Of(numbers.Value), Of(preset.Value), Of(size.Value), Of(score.Value), Of(other.Value));
                    }
                }
            }
            """, "Calls.Call", "Run"));
    }

    [Fact]
    public void Its_documentation_shows_the_line_of_each_case()
    {
        string code = string.Concat(Emit().Select(static file => file.Text));
        Assert.Contains("/// Strength value = 0.5;\n/// Strength value = \"…\";\n/// Strength value = new double[] { 0.5 };\n", code, StringComparison.Ordinal);
        Assert.Contains("/// Size value = new SizeObject { … };\n/// Size value = SizePreset.Square;\n", code, StringComparison.Ordinal);
    }

    /// <summary>The lines compile, for every union of the real documents.</summary>
    [Fact]
    public void Every_line_of_the_corpus_compiles()
    {
        int lines = 0;
        Parallel.ForEach(Corpus.Documents, document =>
        {
            EndpointSpec? endpoint = SchemaReader.Read(new SchemaInput("x.json", document.Text, RootNamespace: "Studio")).Endpoint;
            if (endpoint is null || !endpoint.Definitions.Any(static definition => definition is UnionSpec))
                return;
            EquatableArray<SourceFile> files = CodeEmitter.Emit(endpoint);
            string[] found = [.. files.SelectMany(static file => Line().Matches(file.Text).Select(static match => System.Net.WebUtility.HtmlDecode(match.Groups[1].Value)))];
            Interlocked.Add(ref lines, found.Length);
            string program = $"using System.Collections.Generic; using KlingGen; using {endpoint.Namespace}; internal static class Program {{ private static void Run() {{\n"
                + string.Concat(found.Select(static line => "{ " + New().Replace(line, "default($1)!") + " _ = value; }\n")) + "} }";
            string[] errors = [.. Compile.Create(files, Compile.Floor, program).GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id is not ("CS8019" or "IDE0051")).Select(static diagnostic => diagnostic.ToString())];
            Assert.True(errors.Length == 0, $"{document}: {string.Join("\n", errors.Take(3))}\n{program}");
        });
        Assert.True(lines > 60, $"{lines}");
    }

    private static EquatableArray<SourceFile> Emit() => CodeEmitter.Emit(SchemaReader.Read(new SchemaInput("x.json", s_document, RootNamespace: "Studio")).Endpoint!);

    [GeneratedRegex("^/// (\\S+ value = .*;)$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("new (\\w+) \\{ … \\}")]
    private static partial Regex New();
}
