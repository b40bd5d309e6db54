using System.Diagnostics;
using System.Globalization;

namespace Calls.Benchmarks;

/// <summary>
/// From the service's completion to the caller's continuation: the time of a subscription less the time the job itself took, beside the
/// official JavaScript client in its default mode. Jobs of many lengths, so that no polling interval fits by chance.
/// </summary>
internal static class Latency
{
    private const int JobsPerLength = 3;

    public static async Task MeasureAsync(string schema, string interop)
    {
        var library = new List<double>();
        var javaScript = new List<double>();
        for (int tenths = 6; tenths < 26; tenths++)
        {
            // An odd remainder, so that the lengths are no multiples of the default half second.
            TimeSpan length = TimeSpan.FromMilliseconds((tenths * 100) + (tenths * 7 % 50));
            await using Server server = await Server.StartAsync(schema, TimeSpan.Zero, length);
            using var contestant = new Library(server.Address);
            await contestant.QueueAsync("warm-up");
            for (int job = 0; job < JobsPerLength; job++)
            {
                long start = Stopwatch.GetTimestamp();
                await contestant.QueueAsync($"latency {job}");
                library.Add((Stopwatch.GetElapsedTime(start) - length).TotalMilliseconds);
            }

            foreach (string line in await NodeAsync(interop, server.Address))
                javaScript.Add(double.Parse(line, CultureInfo.InvariantCulture) - length.TotalMilliseconds);
        }

        Console.WriteLine("| from completion to continuation | median ms | p90 ms |");
        Console.WriteLine("|---|---|---|");
        double ours = Row("KlingGen", library);
        double theirs = Row("JavaScript client, default mode", javaScript);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| ratio | 1/{theirs / ours:0} | |"));
    }

    private static double Row(string name, List<double> times)
    {
        times.Sort();
        double median = times[times.Count / 2];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {median:0.0} | {times[times.Count * 9 / 10]:0.0} |"));
        return median;
    }

    private static async Task<string[]> NodeAsync(string folder, Uri address)
    {
        var start = new ProcessStartInfo("node", ["latency.mjs", address.ToString(), JobsPerLength.ToString(CultureInfo.InvariantCulture)])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
