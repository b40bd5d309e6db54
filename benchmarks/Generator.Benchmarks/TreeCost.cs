using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Generator.Benchmarks;

/// <summary>What an unrelated edit costs for each file that a generator has made, whatever is in it: one file an endpoint beside three and fourteen.</summary>
internal static class TreeCost
{
    private const int Rounds = 25;

    private static readonly CSharpParseOptions s_parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp12);

    public static void Print(TextWriter output)
    {
        output.WriteLine("| endpoints | 1 file each | 3 files each | 14 files each |");
        output.WriteLine("|---:|---:|---:|---:|");
        foreach (int endpoints in (int[])[1, 10, 100, 1000])
            output.WriteLine($"| {endpoints} | {string.Join(" | ", ((int[])[1, 3, 14]).Select(files => Measure(endpoints, files).TotalMilliseconds.ToString("0.000", CultureInfo.InvariantCulture) + " ms"))} |");
    }

    private static TimeSpan Measure(int endpoints, int files)
    {
        AdditionalText[] texts = [.. Enumerable.Range(0, endpoints).Select(static index => new Named($"/schemas/{index}.json"))];
        SyntaxTree own = CSharpSyntaxTree.ParseText("class Program { }", s_parse);
        var compilation = CSharpCompilation.Create("Consumer", [own], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new Files(files).AsSourceGenerator()], texts, s_parse).RunGenerators(compilation);
        var times = new List<TimeSpan>();
        for (int round = -5; round < Rounds; round++)
        {
            Compilation edited = compilation.ReplaceSyntaxTree(own, CSharpSyntaxTree.ParseText($"class Program {{ int _{round + 5}; }}", s_parse));
            long start = Stopwatch.GetTimestamp();
            driver.RunGenerators(edited);
            if (round >= 0)
                times.Add(Stopwatch.GetElapsedTime(start));
        }

        times.Sort();
        return times[times.Count / 2];
    }

    private sealed class Named(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From("{}");
    }

    private sealed class Files(int count) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            context.AdditionalTextsProvider.Select(static (file, _) => Path.GetFileNameWithoutExtension(file.Path)),
            (output, name) =>
            {
                for (int file = 0; file < count; file++)
                    output.AddSource($"{name}.{file}.g.cs", SourceText.From($"class C{name}_{file} {{ public int Value {{ get; set; }} }}", Encoding.UTF8));
            });
    }
}
