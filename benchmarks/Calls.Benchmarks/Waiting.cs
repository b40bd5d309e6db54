using System.Diagnostics;
using System.Globalization;

namespace Calls.Benchmarks;

/// <summary>A thousand jobs that are all waited for at the same time: what one of them costs while nothing happens.</summary>
internal static class Waiting
{
    public static async Task MeasureAsync(Func<IContestant>[] contestants, int jobs)
    {
        Console.WriteLine($"\n### {jobs} subscriptions waiting in one process, jobs of 30 s\n");
        Console.WriteLine("| | bytes per waiting job | threads | requests/job |\n|---|---:|---:|---:|");
        foreach (Func<IContestant> make in contestants)
        {
            using IContestant contestant = make();
            long heap = Memory();
            int waiting = 0;
            var all = new TaskCompletionSource();
            Task<int>[] tasks = [.. Enumerable.Range(0, jobs).Select(number => contestant.QueueAsync($"job {number}", Once(() =>
            {
                if (Interlocked.Increment(ref waiting) == jobs)
                    all.TrySetResult();
            })))];
            await Task.WhenAny(all.Task, Task.WhenAll(tasks));
            long waitingHeap = Memory();
            int threads = Process.GetCurrentProcess().Threads.Count;
            int running = tasks.Count(static task => !task.IsCompleted);
            await Task.WhenAll(tasks);
            if (running < jobs)
                Console.WriteLine($"Only {running} of {jobs} were still waiting when memory was read.");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {contestant.Name} | {(waitingHeap - heap) / jobs:#,0} | {threads} | {(double)contestant.Requests / jobs:0.0} |"));
        }
    }

    private static Action Once(Action action)
    {
        bool done = false;
        return () =>
        {
            if (!done)
                action();
            done = true;
        };
    }

    private static long Memory()
    {
        for (int round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
