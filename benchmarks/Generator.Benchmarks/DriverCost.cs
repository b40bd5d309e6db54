using System.Diagnostics;
using System.Globalization;
using KlingGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Benchmarks;

/// <summary>
/// First run, unrelated edit and one edited schema, with an empty driver beside each in the same loop: an editor pays the first once and
/// the second with every keystroke. Medians, and which of our steps ran again.
/// </summary>
internal static class DriverCost
{
    private const int Trees = 50;
    private const int Rounds = 15;

    private static readonly CSharpParseOptions s_parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp12);

    public static void Print(TextWriter output, IReadOnlyList<int> counts)
    {
        output.WriteLine("| schemas | case | median | an empty driver | steps of ours that ran |");
        output.WriteLine("|---:|---|---:|---:|---:|");
        foreach (int count in counts)
            PrintCases(output, count, 0);
        foreach (int count in counts.Where(static count => count <= 100))
            PrintCases(output, count, 60_000);
    }

    private static void PrintCases(TextWriter output, int count, int padding)
    {
        Schema[] schemas = [.. Enumerable.Range(0, count).Select(index => Schema.Make(index, padding))];
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Consumer", Enumerable.Range(0, Trees).Select(static index => Tree(index, 0)), [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]);
        string label = $"{count} × {schemas[0].Length / 1024} KiB";

        int rounds = count >= 1000 ? 5 : Rounds;
        (TimeSpan ours, TimeSpan empty) = Measure(rounds, () => Driver(schemas), EmptyDriver, driver => driver.RunGenerators(compilation));
        Row(output, label, "first run", ours, empty, count);

        GeneratorDriver warm = Driver(schemas).RunGenerators(compilation);
        GeneratorRunResult made = warm.GetRunResult().Results.Single();
        if (made.Exception is not null || made.GeneratedSources.Length < count)
            throw new InvalidOperationException("The generator did not run; there is nothing to measure.", made.Exception);
        // To record the steps costs more than the steps.
        GeneratorDriver tracked = Driver(schemas, tracks: true).RunGenerators(compilation);
        GeneratorDriver warmEmpty = EmptyDriver().RunGenerators(compilation);
        int edit = 0;
        (ours, empty) = Measure(rounds, () => warm, () => warmEmpty, driver => driver.RunGenerators(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Tree(0, ++edit))));
        Row(output, label, "unrelated edit", ours, empty, StepsRun(tracked.RunGenerators(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Tree(0, ++edit)))));

        Schema changed = schemas[0].WithLongerPrompt();
        GeneratorDriver replaced = warm.ReplaceAdditionalText(schemas[0], changed);
        (ours, empty) = Measure(rounds, () => replaced, () => warmEmpty, driver => driver.RunGenerators(compilation));
        Row(output, label, "one schema edited", ours, empty, StepsRun(tracked.ReplaceAdditionalText(schemas[0], changed).RunGenerators(compilation)));
    }

    private static void Row(TextWriter output, string label, string what, TimeSpan ours, TimeSpan empty, int steps) => output.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"| {label} | {what} | {ours.TotalMilliseconds:0.000} ms | {empty.TotalMilliseconds:0.000} ms | {steps} |"));

    private static (TimeSpan Ours, TimeSpan Empty) Measure(int rounds, Func<GeneratorDriver> ours, Func<GeneratorDriver> empty, Action<GeneratorDriver> run)
    {
        var oursTimes = new List<TimeSpan>();
        var emptyTimes = new List<TimeSpan>();
        for (int round = -2; round < rounds; round++)
        {
            TimeSpan a = Time(ours(), run);
            TimeSpan b = Time(empty(), run);
            if (round >= 0)
            {
                oursTimes.Add(a);
                emptyTimes.Add(b);
            }
        }
        return (Median(oursTimes), Median(emptyTimes));
    }

    private static TimeSpan Time(GeneratorDriver driver, Action<GeneratorDriver> run)
    {
        long start = Stopwatch.GetTimestamp();
        run(driver);
        return Stopwatch.GetElapsedTime(start);
    }

    private static TimeSpan Median(List<TimeSpan> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    private static int StepsRun(GeneratorDriver driver) => driver.GetRunResult().Results.Single().TrackedSteps
        .Where(static pair => pair.Key.StartsWith("KlingGen.Read", StringComparison.Ordinal) || pair.Key.StartsWith("KlingGen.Files", StringComparison.Ordinal))
        .SelectMany(static pair => pair.Value)
        .SelectMany(static step => step.Outputs)
        .Count(static output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);

    private static CSharpGeneratorDriver Driver(Schema[] schemas, bool tracks = false) => CSharpGeneratorDriver.Create(
        [new KlingGenerator().AsSourceGenerator()], schemas, s_parse, new SchemaOptions(), new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: tracks));

    private static CSharpGeneratorDriver EmptyDriver() => CSharpGeneratorDriver.Create([new NothingGenerator().AsSourceGenerator()], [], s_parse);

    private static SyntaxTree Tree(int index, int edit) => CSharpSyntaxTree.ParseText($"class Program{index} {{ int _edit{edit}; }}", s_parse);

    private sealed class NothingGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
        }
    }
}
