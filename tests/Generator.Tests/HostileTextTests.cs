using System.Collections.Concurrent;
using CsCheck;
using KlingGen.Compiler;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Generator.Tests;

/// <summary>
/// Schema text is foreign: whatever stands in it, the emitted syntax trees hold the declarations that benign text gives, no more and
/// no fewer, without a syntax error or a directive but our own; and the whole compiles.
/// </summary>
public sealed class HostileTextTests
{
    // What only the newest framework compiles is looked at too: nothing can hide in it.
    private static readonly CSharpParseOptions s_parse = Compile.Parse(Compile.Floor).WithPreprocessorSymbols("NET11_0_OR_GREATER");

    private static readonly Dictionary<string, string> s_benign = HostileText.Places.ToDictionary(static place => place, static place => Declarations(Emit(HostileText.Document(place, "benign"), "Benign")), StringComparer.Ordinal);

    // What cannot be a pattern is reported and left out: the declarations are those without one.
    private static readonly string s_withoutPattern = Declarations(Emit(HostileText.Document("pattern", "("), "Benign"));

    [Fact]
    public void There_are_enough_probes()
    {
        Assert.Equal(12, HostileText.Places.Distinct().Count());
        Assert.True(HostileText.Texts.Distinct().Count() >= 60);
        Assert.True(HostileText.Places.Length * HostileText.Texts.Distinct().Count() >= 720);
    }

    [Fact]
    public void No_text_adds_or_removes_a_declaration()
    {
        var failures = new ConcurrentBag<string>();
        Parallel.ForEach(Probes(), probe =>
        {
            if (Problem(probe.Place, probe.Text, Emit(HostileText.Document(probe.Place, probe.Text), "Probe")) is { } complaint)
                failures.Add($"{probe.Place} {Show(probe.Text)}: {complaint}");
        });
        Assert.True(failures.IsEmpty, $"{failures.Count} probes:\n" + string.Join("\n", failures.Order(StringComparer.Ordinal).Take(30)));
    }

    [Fact]
    public void Every_probe_compiles()
    {
        // All in one compilation, each in a namespace of its own, and each that prints something new: what 1,200 compilations would say.
        var printed = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        SourceFile[] files = [.. Probes().Where(static probe => probe.Text.Length < 1_000).AsParallel().AsOrdered().SelectMany((probe, number) =>
        {
            string document = HostileText.Document(probe.Place, probe.Text);
            string once = string.Concat(Emit(document, "Probe").Select(static file => file.Text));
            return printed.TryAdd(once, true) ? Emit(document, $"Probe{number}.In_{probe.Place}") : [];
        })];
        CSharpCompilation compilation = Compile.Create(files, Compile.Floor).WithOptions(Compile.Create([], Compile.Floor).Options.WithConcurrentBuild(true));
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).Select(static diagnostic => diagnostic.ToString()).Take(20));
    }

    [Fact]
    public void Random_texts_change_nothing_either()
    {
        const string alphabet = "\n\r\u0085\u2028\u2029\"\\'{}[]()<>&;*/#@$`_-:. \0\u202e\ud83d\ude00aZ0é";
        Gen<string> text = Gen.Int[0, alphabet.Length - 1].Select(static i => alphabet[i]).Array[0, 12].Select(static chars => new string(chars));
        Gen.Select(Gen.Int[0, HostileText.Places.Length - 1].Select(static i => HostileText.Places[i]), text)
            .Holds(static (place, hostile) => Assert.Null(Problem(place, hostile, Emit(HostileText.Document(place, hostile), "Probe"))), iter: 300);
    }

    [Theory]
    [InlineData("description")]
    [InlineData("property")]
    [InlineData("enum")]
    [InlineData("default")]
    [InlineData("example")]
    [InlineData("pattern")]
    [InlineData("format")]
    [InlineData("const")]
    [InlineData("endpoint")]
    public void A_writer_that_escapes_nothing_is_caught(string place)
    {
        // The emitted code with a mark in it, and the mark then replaced by the raw text: what a forgotten gate would print.
        const string mark = "Qmarkq";
        SourceFile[] marked = Emit(HostileText.Document(place, mark), "Probe");
        Assert.Contains(marked, static file => file.Text.Contains(mark, StringComparison.Ordinal));
        int caught = HostileText.Texts.Where(static text => text.Length < 1_000)
            .Count(text => Problem(place, mark, [.. marked.Select(file => file with { Text = file.Text.Replace(mark, text, StringComparison.Ordinal) })]) is not null);
        Assert.InRange(caught, 10, int.MaxValue);
    }

    private static IEnumerable<(string Place, string Text)> Probes()
    {
        string[] texts = [.. HostileText.Texts.Distinct()];
        return (from place in HostileText.Places from text in texts select (place, text)).Concat(from text in texts select ("pattern", Literally(text)));
    }

    /// <summary>A pattern of exactly this text.</summary>
    private static string Literally(string text) => string.Concat(text.Select(static c => @"^$\.*+?()[]{}|/".Contains(c, StringComparison.Ordinal) ? @"\" + c : c.ToString()));

    private static SourceFile[] Emit(string document, string space)
    {
        ReadResult result = SchemaReader.Read(new SchemaInput("hostile.json", document, Namespace: space));
        Assert.NotNull(result.Endpoint);
        return [.. CodeEmitter.Emit(result.Endpoint)];
    }

    private static bool IsReported(string place, string text) => place == "pattern"
        && SchemaReader.Read(new SchemaInput("hostile.json", HostileText.Document(place, text), Namespace: "Probe")).Problems.Any(static problem => problem.Id == ProblemIds.UnsupportedPattern);

    private static string? Problem(string place, string text, SourceFile[] files)
    {
        foreach (SourceFile file in files)
        {
            SyntaxNode root = CSharpSyntaxTree.ParseText(file.Text, s_parse).GetRoot();
            if (root.GetDiagnostics().FirstOrDefault(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info) is { } diagnostic)
                return $"{file.HintName}: {diagnostic}"[..Math.Min(200, $"{file.HintName}: {diagnostic}".Length)];
            if (root.DescendantTrivia(descendIntoTrivia: true).Any(static trivia => trivia.IsDirective && !trivia.IsKind(SyntaxKind.NullableDirectiveTrivia) && trivia.ToString().Trim() is not ("#if NET11_0_OR_GREATER" or "#endif")))
                return $"{file.HintName}: a directive";
            if (!file.HintName.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_'))
                return $"{file.HintName}: not ASCII";
        }
        string found = Declarations(files);
        string expected = IsReported(place, text) ? s_withoutPattern : s_benign[place];
        return found == expected ? null : $"expected\n{expected}\nfound\n{found}";
    }

    /// <summary>What is declared, type by type, without the names that the text may rightly change, and without the order that they give.</summary>
    private static string Declarations(SourceFile[] files) =>
        string.Join("\n", files.SelectMany(static file => Types(CSharpSyntaxTree.ParseText(file.Text, s_parse).GetRoot())).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Types(SyntaxNode root) => root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<MemberDeclarationSyntax>()
        .Select(static type => type is BaseNamespaceDeclarationSyntax ? type.Kind().ToString() : string.Join(" ", type.DescendantNodesAndSelf().OfType<MemberDeclarationSyntax>().Select(static node => node.Kind().ToString())));

    private static string Show(string text) => System.Text.Json.JsonSerializer.Serialize(text.Length > 40 ? text[..40] + "…" : text);
}
