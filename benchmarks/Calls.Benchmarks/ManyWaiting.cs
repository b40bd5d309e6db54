using System.Diagnostics;
using System.Globalization;

namespace Calls.Benchmarks;

/// <summary>Thousands of jobs that are all waited for at the same time, by a process of its own for each row.</summary>
internal static class ManyWaiting
{
    /// <summary>How many are submitted a second, and therefore complete a second: what the machine does without a queue of its own.</summary>
    private const int PerSecond = 250;

    /// <summary>Of the run time, what is left of it after the last submit is the quiet time.</summary>
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(20);

    public static async Task MeasureAsync(string schema, int jobs)
    {
        TimeSpan run = TimeSpan.FromSeconds(5 + (jobs / (double)PerSecond)) + s_quiet;
        Console.WriteLine($"\n### {jobs:#,0} subscriptions waiting in one process, jobs of {run.TotalSeconds:0} s\n");
        Console.WriteLine("| | sockets | heap kB/job | resident kB/job | threads | CPU s/min | late p50 ms | late p99 ms |\n|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (string version in new[] { "1.1", "2" })
        {
            foreach (string side in new[] { "hand", "library" })
            {
                await using Server server = await Server.StartAsync(schema, TimeSpan.Zero, run, version == "2");
                var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
                foreach (string argument in new[] { "waiting-row", side, version, server.Address.AbsoluteUri, jobs.ToString(CultureInfo.InvariantCulture), run.TotalSeconds.ToString(CultureInfo.InvariantCulture) })
                    start.ArgumentList.Add(argument);
                using Process process = Process.Start(start)!;
                Console.Write(await process.StandardOutput.ReadToEndAsync());
                await process.WaitForExitAsync();
            }
        }
    }

    /// <summary>One row: submits all, keeps quiet, and takes the time when each of them continues.</summary>
    public static async Task RowAsync(string side, bool http2, Uri address, int jobs, double runSeconds)
    {
        using IContestant contestant = side == "hand" ? new ByHand(address, http2) : new Library(address, http2);
        long heap = Heap(), resident = Environment.WorkingSet;
        int before = contestant.Sockets;
        int waiting = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        double[] late = new double[jobs];
        Task[] tasks = new Task[jobs];
        long began = Stopwatch.GetTimestamp();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (int number = 0; number < jobs;)
        {
            await pace.WaitForNextTickAsync();
            for (int due = (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * PerSecond); number < Math.Min(due, jobs); number++)
                tasks[number] = WaitAsync(number);
        }

        await Task.WhenAny(all.Task, Task.WhenAll(tasks));
        int running = tasks.Count(static task => !task.IsCompleted);
        long heapNow = Heap(), residentNow = Environment.WorkingSet;
        int threads = Process.GetCurrentProcess().Threads.Count, sockets = contestant.Sockets - before;
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        var quiet = Stopwatch.StartNew();
        await Task.Delay(s_quiet / 2);
        double cpuPerMinute = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / quiet.Elapsed.TotalMinutes;
        await Task.WhenAll(tasks);
        Array.Sort(late);
        string note = running < jobs ? $" (only {running} were still waiting)" : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {contestant.Name}, HTTP/{(http2 ? "2" : "1.1")}{note} | {sockets:#,0} | {(heapNow - heap) / 1024.0 / jobs:0.0} | {(residentNow - resident) / 1024.0 / jobs:0.0} | {threads} | {cpuPerMinute:0.00} | {late[jobs / 2]:0.0} | {late[jobs * 99 / 100]:0.0} |"));

        async Task WaitAsync(int number)
        {
            bool released = false;
            long accepted = 0;
            await contestant.QueueAsync($"job {number}", () =>
            {
                if (released)
                    return;
                released = true;
                accepted = Stopwatch.GetTimestamp();
                if (Interlocked.Increment(ref waiting) == jobs)
                    all.TrySetResult();
            });
            // From its first event on, a job takes its run time; what is more is the way of the news and of the result.
            late[number] = Stopwatch.GetElapsedTime(accepted).TotalMilliseconds - (runSeconds * 1000);
        }
    }

    private static long Heap()
    {
        for (int round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
