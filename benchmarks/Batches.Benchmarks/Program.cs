using System.Globalization;
using Batches.Benchmarks;

// rates [jobs]: every step of the store beside the same statements by hand, on both databases; 2,000 jobs by default.
// growth [jobs …]: bytes, time and memory a job at each size; 10,000 100,000 1,000,000 by default.
// million [--jobs N] [--kills K] [--restarts R] [--workers W] [--careless]: the proof, on PostgreSQL; 1,000,000 jobs, 500 kills, 20 restarts by default; careless: without
// the intent, and then it must fail.
switch (args)
{
    case ["rates", .. var count]:
        await Rates.MeasureAsync(count is [var few] ? Number(few) : 2_000);
        return 0;
    case ["growth", .. var sizes]:
        await Growth.MeasureAsync(sizes.Length == 0 ? [10_000, 100_000, 1_000_000] : [.. sizes.Select(Number)]);
        return 0;
    case ["growth-worker", var store, var steps]:
        await Growth.WorkAsync(store, Number(steps));
        return 0;
    case ["million", .. var options]:
        return await Million.RunAsync(Option(options, "--jobs", 1_000_000), Option(options, "--kills", 500), Option(options, "--restarts", 20), Option(options, "--workers", 4), options.Contains("--careless"));
    case ["emulator", var jobs]:
        await EmulatorProcess.ServeAsync(Number(jobs));
        return 0;
    case ["worker" or "careless-worker", var address, var store]:
        await WorkerProcess.WorkAsync(new Uri(address), store, args[0] == "careless-worker");
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: Batches.Benchmarks rates [jobs] | growth [jobs …] | million [--jobs N] [--kills K] [--restarts R] [--workers W] [--careless]");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Option(string[] options, string name, int otherwise) => Array.IndexOf(options, name) is >= 0 and var at ? Number(options[at + 1]) : otherwise;
