using System.Diagnostics;
using System.Globalization;
using KlingGen.Compiler;
using KlingGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Benchmarks;

/// <summary>All documents of a folder in one project: what of a build is the generator's own, and what it holds on to.</summary>
internal static class ManyDocuments
{
    public static void Print(TextWriter output, string folder)
    {
        Schema[] schemas = [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(static path => Schema.Read(path))];
        CSharpCompilation compilation = CSharpCompilation.Create("Consumer", [CSharpSyntaxTree.ParseText("internal static class Program;")], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]);
        output.WriteLine($"{schemas.Length} documents, {schemas.Sum(static schema => (long)schema.Length) >> 20} MiB");
        output.WriteLine("| run | the driver | of it the generator | files | heap grew by | peak of the process |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach (string run in new[] { "first", "second", "third" })
        {
            long before = GC.GetTotalMemory(forceFullCollection: true);
            GeneratorDriver driver = CSharpGeneratorDriver.Create([new KlingGenerator().AsSourceGenerator()], schemas, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp12), new SchemaOptions());
            long start = Stopwatch.GetTimestamp();
            driver = driver.RunGenerators(compilation);
            TimeSpan all = Stopwatch.GetElapsedTime(start);
            GeneratorRunResult made = driver.GetRunResult().Results.Single();
            if (made.Exception is not null)
                throw new InvalidOperationException("The generator failed.", made.Exception);
            TimeSpan own = driver.GetTimingInfo().GeneratorTimes.Single().ElapsedTime;
            long held = GC.GetTotalMemory(forceFullCollection: true) - before;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {run} | {all.TotalMilliseconds:#,0} ms | {own.TotalMilliseconds:#,0} ms | {made.GeneratedSources.Length:#,0} | {held >> 20} MiB | {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB |"));
            GC.KeepAlive(driver);
        }

        output.WriteLine();
        output.WriteLine("| the slowest, read and emitted once more | ms | of it reading | KiB |");
        output.WriteLine("|---|---:|---:|---:|");
        foreach ((Schema schema, TimeSpan read, TimeSpan all) in schemas.Select(Measure).OrderByDescending(static row => row.All).Take(8))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {schema.Path} | {all.TotalMilliseconds:0.0} | {read.TotalMilliseconds:0.0} | {schema.Length >> 10} |"));
    }

    private static (Schema Schema, TimeSpan Read, TimeSpan All) Measure(Schema schema)
    {
        long start = Stopwatch.GetTimestamp();
        EndpointSpec? endpoint = SchemaReader.Read(new SchemaInput(schema.Path, schema.GetText().ToString(), RootNamespace: "Studio")).Endpoint;
        TimeSpan read = Stopwatch.GetElapsedTime(start);
        _ = endpoint is null ? 0 : CodeEmitter.Emit(endpoint).Count;
        return (schema, read, Stopwatch.GetElapsedTime(start));
    }
}
