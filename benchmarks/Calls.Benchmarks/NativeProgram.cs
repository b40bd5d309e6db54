using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Calls.Benchmarks;

/// <summary>The same program by the generated client and by hand, published ahead of time: what each weighs, and how long it takes from its start to its end.</summary>
internal static class NativeProgram
{
    private const int Rounds = 41;

    private static readonly string[] s_sides = ["ByHand", "Generated"];

    public static async Task MeasureAsync(string project, Uri address)
    {
        string root = Directory.CreateTempSubdirectory("klinggen-native-").FullName;
        try
        {
            foreach (string side in s_sides)
                await RunAsync("dotnet", ["publish", project, $"-p:Side={side}", "-r", RuntimeInformation.RuntimeIdentifier, "--artifacts-path", Path.Combine(root, side + "-build"), "-o", Path.Combine(root, side), "-v", "q"]);

            var times = new Dictionary<(string Side, string Operation), List<double>>();
            for (int round = -1; round < Rounds; round++)
            {
                foreach (string operation in new[] { "run", "queue" })
                {
                    foreach (string side in s_sides)
                    {
                        long began = Stopwatch.GetTimestamp();
                        await RunAsync(Executable(root, side), [operation, address.AbsoluteUri]);
                        if (!times.TryGetValue((side, operation), out List<double>? list))
                            times[(side, operation)] = list = [];
                        if (round >= 0)
                            list.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                    }
                }
            }

            Console.WriteLine($"\n### A native program that makes one call, medians of {Rounds} in turns\n");
            Console.WriteLine("| | MB | ratio | run ms | ratio | queue ms | ratio |\n|---|---:|---:|---:|---:|---:|---:|");
            double[] hand = Row("ByHand");
            foreach (string side in s_sides)
            {
                double[] row = Row(side);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {(side == "ByHand" ? "by hand" : "KlingGen")} | {row[0]:0.00} | {row[0] / hand[0]:0.00} | {row[1]:0.0} | {row[1] / hand[1]:0.00} | {row[2]:0.0} | {row[2] / hand[2]:0.00} |"));
            }

            double[] Row(string side) => [new FileInfo(Executable(root, side)).Length / 1e6, Median(times[(side, "run")]), Median(times[(side, "queue")])];
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static string Executable(string root, string side) => Path.Combine(root, side, "Native.Program" + (OperatingSystem.IsWindows() ? ".exe" : ""));

    private static async Task RunAsync(string file, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(file, arguments))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{file} {string.Join(' ', arguments)}' failed.");
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
