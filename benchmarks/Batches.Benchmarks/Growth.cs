using System.Diagnostics;
using System.Globalization;
using KlingGen.Batches;

namespace Batches.Benchmarks;

/// <summary>What a job costs when there are few, many, and very many.</summary>
internal static class Growth
{
    private const int Jobs = 500;

    public static async Task MeasureAsync(IReadOnlyList<int> sizes)
    {
        foreach (int size in sizes)
        {
            await foreach (Database database in Database.BothAsync())
            {
                Stopwatch import;
                await using (SqlBatchStore store = await database.OpenAsync())
                {
                    await store.CreateAsync(Rates.Definition("batch"));
                    import = Stopwatch.StartNew();
                    for (int first = 1; first <= size; first += 500)
                        await store.AppendAsync("batch", first, [.. Enumerable.Range(first, Math.Min(500, size - first + 1)).Select(static number => new FalBatchLine { Input = Rates.Input(number) })]);
                    await store.SealAsync("batch");
                    import.Stop();
                }

                long planned = await database.BytesAsync();
                // In a process of its own, as a worker is.
                var start = new ProcessStartInfo(Environment.ProcessPath!, ["growth-worker", database.Address, Jobs.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
                using Process worker = Process.Start(start)!;
                string line = await worker.StandardOutput.ReadToEndAsync();
                await worker.WaitForExitAsync();
                string[] cells = line.Trim().Split(' ');
                double finished = (await database.BytesAsync() - planned) / (double)Jobs;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"| {database.Name} | {size:N0} | {import.Elapsed.TotalMicroseconds / size:F0} | {cells[0]} | {cells[1]} | {planned / (double)size:F0} | {finished:F0} | {cells[2]} |"));
            }
        }
    }

    /// <summary>The worker: leases, sends and finishes some of them, and says what one cost, what a look costs, and what memory it took.</summary>
    public static async Task WorkAsync(string address, int jobs)
    {
        await using IFalBatchStore store = Database.Open(address);
        await store.OpenAsync();
        var steps = new Steps(store, "batch");
        // Once for the JIT.
        await RunAsync(20);
        long from = Stopwatch.GetTimestamp();
        await RunAsync(jobs - 20);
        double job = Stopwatch.GetElapsedTime(from).TotalMicroseconds / (jobs - 20);
        from = Stopwatch.GetTimestamp();
        for (int look = 0; look < 200; look++)
            await steps.StatusAsync();
        double status = Stopwatch.GetElapsedTime(from).TotalMicroseconds / 200;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{job:F0} {status:F0} {Process.GetCurrentProcess().PeakWorkingSet64 >> 20}"));

        async Task RunAsync(int count)
        {
            for (int done = 0; done < count;)
            {
                IReadOnlyList<FalBatchJobKey> leased = await steps.LeaseAsync(Math.Min(32, count - done));
                foreach (FalBatchJobKey key in leased)
                {
                    await steps.SubmitAsync(key);
                    await steps.FinishAsync(key);
                }

                done += leased.Count;
            }
        }
    }
}
