using System.Diagnostics;
using System.Globalization;

namespace Runtime.Benchmarks;

/// <summary>
/// The same variants without BenchmarkDotNet, for a machine that is busy: very short batches in turn, of which the fastest counts. A batch that another
/// process interrupts is slow and drops out; over thousands of batches each variant has some that none interrupts.
/// </summary>
internal static class Quick
{
    private const int Rounds = 4000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static void Run()
    {
        foreach (bool mixed in (bool[])[false, true])
        {
            using var write = new WriteBenchmarks { Mixed = mixed };
            write.Setup();
            Compare(
                mixed ? "write, mixed text" : "write, ASCII text",
                ("System.Text.Json, generated metadata", () => write.Metadata()),
                ("System.Text.Json, generated fast path", () => write.FastPath()),
                ("KlingGen", () => write.KlingGen()));
        }

        var read = new ReadBenchmarks();
        Compare(
            "read the answer",
            ("System.Text.Json, generated metadata", () => read.Metadata()),
            ("System.Text.Json, reflection", () => read.Reflection()),
            ("KlingGen", () => read.KlingGen()));
        var readInput = new ReadInputBenchmarks();
        Compare(
            "read the request",
            ("System.Text.Json, generated metadata", () => readInput.Metadata()),
            ("KlingGen", () => readInput.KlingGen()));
        var speech = new LargeEnumBenchmarks();
        speech.Setup();
        Compare(
            "read one of 1,286 voices",
            ("FrozenDictionary by hand", () => speech.ByHand()),
            ("KlingGen", () => speech.KlingGen()));
        var validate = new ValidationBenchmarks();
        validate.Setup();
        Compare(
            "validate",
            ("KlingGen", () => validate.KlingGen()),
            ("the same checks by hand", () => validate.ByHand()),
            ("DataAnnotations", () => validate.DataAnnotations()),
            ("FluentValidation", () => validate.Fluent()),
            ("NJsonSchema, on a JObject", () => validate.NJsonSchemaObject()),
            ("NJsonSchema, on text", () => validate.NJsonSchemaText()));
    }

    private static void Compare(string title, params (string Name, Action Run)[] variants)
    {
        var best = new double[variants.Length];
        var size = new int[variants.Length];
        var bytes = new long[variants.Length];
        for (int v = 0; v < variants.Length; v++)
        {
            long start = Stopwatch.GetTimestamp();
            long calls = 0;
            while (Stopwatch.GetElapsedTime(start) < WarmUp || calls < 50_000)
            {
                variants[v].Run();
                calls++;
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++) variants[v].Run();
            bytes[v] = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;

            // A batch of about 30 µs: shorter than a time slice, longer than the clock's grain.
            size[v] = (int)Math.Clamp(30_000 / Batch(variants[v].Run, 20), 1, 2000);
            best[v] = double.MaxValue;
        }

        for (int round = 0; round < Rounds; round++)
        {
            for (int v = 0; v < variants.Length; v++) best[v] = Math.Min(best[v], Batch(variants[v].Run, size[v]));
        }

        Console.WriteLine();
        Console.WriteLine($"| {title} | ns | ratio | B |");
        Console.WriteLine("|---|---|---|---|");
        for (int v = 0; v < variants.Length; v++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {variants[v].Name} | {best[v]:N0} | {best[v] / best[0]:0.00} | {bytes[v]} |"));
    }

    /// <returns>Nanoseconds a call.</returns>
    private static double Batch(Action run, int size)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < size; i++) run();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / size;
    }
}
