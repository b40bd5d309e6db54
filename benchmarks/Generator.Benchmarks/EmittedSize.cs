using System.Diagnostics;
using System.Globalization;
using KlingGen;
using KlingGen.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Benchmarks;

/// <summary>How much is emitted per endpoint of a folder, and what the C# compiler pays for it.</summary>
internal static class EmittedSize
{
    public static void Print(TextWriter output, string folder)
    {
        var rows = new List<Row>();
        foreach (string path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            if (SchemaReader.Read(new SchemaInput(path, File.ReadAllText(path), RootNamespace: "Studio")).Endpoint is { } endpoint)
                rows.Add(Measure(endpoint));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.Count} endpoints, {rows.Sum(static row => row.Files)} files, {rows.Sum(static row => row.Lines)} lines, {rows.Sum(static row => row.Bytes) / 1024} KiB"));
        output.WriteLine("| per endpoint | least | median | most |");
        output.WriteLine("|---|---:|---:|---:|");
        Line(output, "files", [.. rows.Select(static row => (double)row.Files)]);
        Line(output, "lines", [.. rows.Select(static row => (double)row.Lines)]);
        Line(output, "bytes", [.. rows.Select(static row => (double)row.Bytes)]);
        Line(output, "compile, ms", [.. rows.Skip(5).Select(static row => row.Compile.TotalMilliseconds)]);
        foreach (Row row in rows.OrderByDescending(static row => row.Lines).Take(5))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Endpoint}: {row.Files} files, {row.Lines} lines, {row.Bytes / 1024} KiB, {row.Compile.TotalMilliseconds:0} ms"));
    }

    private static Row Measure(EndpointSpec endpoint)
    {
        SourceFile[] files = [.. CodeEmitter.Emit(endpoint)];
        long start = Stopwatch.GetTimestamp();
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Emitted",
            files.Select(static file => CSharpSyntaxTree.ParseText(file.Text, path: file.HintName)),
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        bool success = compilation.Emit(Stream.Null).Success;
        TimeSpan compile = Stopwatch.GetElapsedTime(start);
        return success
            ? new Row(endpoint.EndpointId, files.Length, files.Sum(static file => file.Text.AsSpan().Count('\n')), files.Sum(static file => file.Text.Length), compile)
            : throw new InvalidOperationException(endpoint.EndpointId + " does not compile.");
    }

    private static void Line(TextWriter output, string what, double[] values)
    {
        Array.Sort(values);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {values[0]:0} | {values[values.Length / 2]:0} | {values[^1]:0} |"));
    }

    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(FalJson).Assembly.Location),
    ];

    private sealed record Row(string Endpoint, int Files, int Lines, int Bytes, TimeSpan Compile);
}
