using System.Diagnostics;
using System.Globalization;
using KlingGen.Batches;

namespace Batches.Benchmarks;

/// <summary>The proof: many jobs on PostgreSQL, workers killed, the database crashed, a service with faults; then both books are compared job by job.</summary>
internal static class Million
{
    private const string Id = "million";
    private const decimal Price = 0.028m;

    public static async Task<int> RunAsync(int jobs, int kills, int restarts, int workers, bool careless)
    {
        using Database database = await Database.PostgresAsync();
        using EmulatorProcess emulator = await EmulatorProcess.StartAsync(jobs);
        await using SqlBatchStore store = await database.OpenAsync();
        var import = Stopwatch.StartNew();
        await ImportAsync(store, jobs);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{jobs:N0} jobs imported in {import.Elapsed}"));

        var dice = new Random(17);
        var lives = new List<WorkerProcess>();
        for (int worker = 0; worker < workers; worker++)
            lives.Add(new WorkerProcess(emulator.Address, database.Address, careless));
        var run = Stopwatch.StartNew();
        int killed = 0, restarted = 0;
        long memory = 0;
        FalBatchStatus status;
        while (true)
        {
            await Task.Delay(100);
            int submits = await emulator.SubmitsAsync();
            // Spread over the batch, so that the last ones are played before it ends.
            if (killed < kills && submits >= (killed + 1) * (jobs * 0.95 / (kills + 1)))
            {
                int who = dice.Next(lives.Count);
                memory = Math.Max(memory, lives[who].Memory);
                lives[who].Kill();
                lives[who].Dispose();
                lives[who] = new WorkerProcess(emulator.Address, database.Address, careless);
                killed++;
            }

            if (restarted < restarts && submits >= (restarted + 1) * (jobs * 0.95 / (restarts + 1)))
            {
                await database.Cluster.RestartAsync();
                restarted++;
            }

            if (await StatusAsync(store) is not { } now)
                continue;
            status = now;
            if (status.Reserved + status.Spent > status.Definition.Budget)
                throw new InvalidOperationException($"The budget is passed: {status.Reserved} reserved, {status.Spent} spent of {status.Definition.Budget}.");
            if (run.Elapsed.TotalSeconds % 30 < 0.1)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Elapsed:hh\\:mm\\:ss} {submits:N0} submits, {killed} kills, {restarted} restarts; {status.Completed:N0} completed, {status.Planned:N0} planned, {status.Unknown:N0} unknown"));
            if (status.IsIdle)
                break;
        }

        memory = Math.Max(memory, lives.Max(static life => life.Memory));
        foreach (WorkerProcess life in lives)
            life.Dispose();
        run.Stop();
        long bytes = await database.BytesAsync() / jobs;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{jobs:N0} jobs in {run.Elapsed} ({jobs / run.Elapsed.TotalSeconds:N0} a second), {killed} kills, {restarted} restarts of the database; a worker took at most {memory >> 20} MB; {bytes} bytes a job on disk"));
        return await CompareAsync(store, emulator, status, killed, restarted, workers);
    }

    private static async Task ImportAsync(SqlBatchStore store, int jobs)
    {
        await store.CreateAsync(new FalBatchDefinition
        {
            Id = Id,
            Account = "default",
            EndpointId = "fal-ai/kling-image/v3/text-to-image",
            CostPerJob = Price,
            UnitPrice = Price,
            Budget = jobs * Price,
            MaxInFlight = 1_000_000,
        });
        for (int first = 1; first <= jobs; first += 500)
            await store.AppendAsync(Id, first, [.. Enumerable.Range(first, Math.Min(500, jobs - first + 1)).Select(static number => new FalBatchLine { Input = $$"""{"prompt":"{{number}}"}""" })]);
        await store.SealAsync(Id);
    }

    /// <summary>Null while the database cannot be asked.</summary>
    private static async Task<FalBatchStatus?> StatusAsync(SqlBatchStore store)
    {
        try
        {
            return await store.FindAsync(Id);
        }
        catch (FalBatchStoreException error) when (error.IsTransient)
        {
            return null;
        }
    }

    /// <summary>Both books, job by job.</summary>
    private static async Task<int> CompareAsync(SqlBatchStore store, EmulatorProcess emulator, FalBatchStatus status, int kills, int restarts, int workers)
    {
        (byte[] bought, decimal billed) = await emulator.BookAsync();
        var states = new Dictionary<FalBatchJobState, int>();
        var order = new HashSet<long>();
        int lost = 0, phantom = 0, unknownBought = 0, seen = 0;
        for (IReadOnlyList<FalBatchJob> page = await store.ReadJobsAsync(Id, null, 0, 1000); page.Count > 0; page = await store.ReadJobsAsync(Id, null, page[^1].Number, 1000))
        {
            foreach (FalBatchJob job in page)
            {
                seen++;
                states[job.State] = states.GetValueOrDefault(job.State) + 1;
                bool paid = bought[job.Number] > 0;
                lost += paid && job.State is not (FalBatchJobState.Completed or FalBatchJobState.Unknown) ? 1 : 0;
                phantom += !paid && job.State == FalBatchJobState.Completed ? 1 : 0;
                unknownBought += paid && job.State == FalBatchJobState.Unknown ? 1 : 0;
            }
        }

        long after = 0;
        for (IReadOnlyList<FalBatchEvent> page = await store.ReadEventsAsync(Id, 0, 1000); page.Count > 0; page = await store.ReadEventsAsync(Id, after, 1000))
        {
            order.UnionWith(page.Select(static done => done.Sequence));
            after = page[^1].Sequence;
        }

        int twice = bought.Count(static times => times > 1);
        bool whole = seen == status.Total && states.Values.Sum() == status.Total && states.GetValueOrDefault(FalBatchJobState.Unknown) == status.Unknown && states.GetValueOrDefault(FalBatchJobState.Completed) == status.Completed;
        bool ordered = order.Count == status.LastSequence && order.Count == status.Completed + status.Failed;
        bool inBudget = status.Spent + status.Reserved <= status.Definition.Budget && billed <= status.Definition.Budget;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"states: {string.Join(", ", states.OrderBy(static state => state.Key).Select(static state => $"{state.Key} {state.Value}"))}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bought {bought.Count(static times => times > 0):N0}; twice {twice}; lost {lost}; completed and not bought {phantom}; unknown {status.Unknown}, of which bought {unknownBought} (kills and restarts explain at most {(kills + (restarts * workers)) * WorkerProcess.MaxSubmits}, lost answers the rest)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"counters and rows agree: {whole}; the order has no gap: {ordered}; budget {status.Definition.Budget}: spent {status.Spent}, reserved {status.Reserved}, billed {billed}, kept: {inBudget}"));
        bool holds = twice == 0 && lost == 0 && phantom == 0 && whole && ordered && inBudget;
        Console.WriteLine(holds ? "The proof holds." : "THE PROOF FAILS.");
        return holds ? 0 : 1;
    }
}
