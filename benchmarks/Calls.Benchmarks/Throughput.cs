using System.Diagnostics;
using System.Globalization;

namespace Calls.Benchmarks;

/// <summary>Many jobs at once through one contestant after the other, in turns, so that both see the same machine.</summary>
internal static class Throughput
{
    private const int AtOnce = 32;
    private const int Rounds = 10;

    public static async Task MeasureAsync(string title, IContestant[] contestants, Func<IContestant, string, Task<int>> job, int jobs)
    {
        foreach (IContestant contestant in contestants)
            await RoundAsync(contestant, job, jobs / 10, new Sums());

        var sums = contestants.ToDictionary(static contestant => contestant, static _ => new Sums());
        for (int round = 0; round < Rounds; round++)
        {
            foreach (IContestant contestant in round % 2 == 0 ? contestants : contestants.Reverse())
                await RoundAsync(contestant, job, jobs / Rounds, sums[contestant]);
        }

        Console.WriteLine($"\n### {title}: {jobs:#,0} jobs each, {AtOnce} at once, {Rounds} rounds in turns\n");
        Console.WriteLine("| | jobs/s | p50 ms | p99 ms | CPU ms/job | bytes/job | requests/job |\n|---|---:|---:|---:|---:|---:|---:|");
        foreach (IContestant contestant in contestants)
            Console.WriteLine($"| {contestant.Name} | {sums[contestant].Row()} |");
        Sums ours = sums[contestants[0]], theirs = sums[contestants[1]];
        string times = string.Create(CultureInfo.InvariantCulture, $"{theirs.Wall / ours.Wall:0.00} | {ours.At(0.5) / theirs.At(0.5):0.00} | {ours.At(0.99) / theirs.At(0.99):0.00}");
        string costs = string.Create(CultureInfo.InvariantCulture, $"{ours.Cpu / theirs.Cpu:0.00} | {(double)ours.Bytes / theirs.Bytes:0.00} | {(double)ours.Requests / theirs.Requests:0.00}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| ratio (time of a round, median: {Median(ours, theirs):0.00}) | {times} | {costs} |"));
    }

    // Of rounds that followed each other: what else the machine did meanwhile falls out.
    private static double Median(Sums ours, Sums theirs) => ours.Walls.Zip(theirs.Walls, static (our, their) => our / their).Order().ElementAt(Rounds / 2);

    private static async Task RoundAsync(IContestant contestant, Func<IContestant, string, Task<int>> job, int jobs, Sums sums)
    {
        GC.Collect();
        int requests = contestant.Requests;
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        double[] times = new double[jobs];
        await Parallel.ForEachAsync(Enumerable.Range(0, jobs), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
        {
            long started = Stopwatch.GetTimestamp();
            if (await job(contestant, "a lighthouse") != 1)
                throw new InvalidOperationException("A job has one picture.");
            times[number] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        });
        sums.Walls.Add(watch.Elapsed.TotalSeconds);
        sums.Bytes += GC.GetTotalAllocatedBytes(precise: true) - bytes;
        sums.Cpu += (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds;
        sums.Requests += contestant.Requests - requests;
        sums.Times.AddRange(times);
    }

    private sealed class Sums
    {
        public List<double> Walls { get; } = [];

        public double Wall => Walls.Sum();

        public double Cpu { get; set; }

        public long Bytes { get; set; }

        public int Requests { get; set; }

        public List<double> Times { get; } = [];

        public double At(double quantile) => Times.Order().ElementAt((int)(quantile * (Times.Count - 1)));

        public string Row() => string.Create(CultureInfo.InvariantCulture,
            $"{Times.Count / Wall:0} | {At(0.5):0.0} | {At(0.99):0.0} | {Cpu / Times.Count:0.000} | {Bytes / Times.Count:#,0} | {(double)Requests / Times.Count:0.0}");
    }
}
