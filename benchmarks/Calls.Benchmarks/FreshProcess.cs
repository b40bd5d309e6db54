using System.Diagnostics;
using System.Globalization;

namespace Calls.Benchmarks;

/// <summary>A process that makes one call and ends: what the first call costs where everything has to be loaded and compiled.</summary>
internal static class FreshProcess
{
    private const int Rounds = 21;

    public static async Task MeasureAsync(Uri address)
    {
        Console.WriteLine($"\n### A fresh process, medians of {Rounds} in turns\n");
        Console.WriteLine("| | run ms | ratio | queue ms | ratio |\n|---|---:|---:|---:|---:|");
        string[] rows = ["hand run", "library run", "hand queue", "library queue"];
        var times = rows.ToDictionary(static row => row, static _ => new List<double>());
        for (int round = -1; round < Rounds; round++)
        {
            foreach (string row in rows)
            {
                double taken = await OnceAsync(row.Split(' '), address);
                if (round >= 0)
                    times[row].Add(taken);
            }
        }

        double handRun = Median(times["hand run"]), handQueue = Median(times["hand queue"]), run = Median(times["library run"]), queue = Median(times["library queue"]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| by hand | {handRun:0} | 1.00 | {handQueue:0} | 1.00 |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| KlingGen | {run:0} | {run / handRun:0.00} | {queue:0} | {queue / handQueue:0.00} |"));
    }

    /// <summary>The process itself.</summary>
    public static async Task RunAsync(string side, string what, Uri address)
    {
        using IContestant contestant = side == "hand" ? new ByHand(address) : new Library(address);
        if (await (what == "run" ? contestant.RunAsync("a fox") : contestant.QueueAsync("a fox")) != 1)
            throw new InvalidOperationException("One picture was expected.");
    }

    private static async Task<double> OnceAsync(string[] row, Uri address)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["once", .. row, address.AbsoluteUri]);
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(began).TotalMilliseconds : throw new InvalidOperationException($"'{string.Join(' ', row)}' failed.");
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
