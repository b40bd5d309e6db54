using System.Data.Common;
using KlingGen;
using KlingGen.Batches;

namespace Batches.Tests.Store;

/// <summary>What every store does, on whatever database. A fixture derives from it and says which.</summary>
public abstract class StoreContract(string kind) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    protected const string Endpoint = "fal-ai/kling-image/v3/text-to-image";

    internal SqlBatchStore Store { get; private set; } = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(kind);
        Store = NewStore();
        await Store.OpenAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        // There is none where the test is skipped.
        if (Store is not null)
        {
            await Audit.CheckAsync(Store);
            await Store.DisposeAsync();
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Another program on the same database.</summary>
    internal SqlBatchStore NewStore() => _database.NewStore();

    /// <summary>A connection of somebody else to the same database, open.</summary>
    protected Task<DbConnection> ConnectAsync() => _database.ConnectAsync();

    internal static FalBatchDefinition Definition(string id = "batch", decimal? budget = null, decimal? cost = 0.5m, int maxInFlight = 10, string? folder = null, string account = "account") => new()
    {
        Id = id,
        Account = account,
        EndpointId = Endpoint,
        Budget = budget,
        CostPerJob = cost,
        UnitPrice = 0.25m,
        MaxInFlight = maxInFlight,
        DownloadFolder = folder,
    };

    internal static FalBatchLine Line(int number) => new() { Input = $$"""{"prompt":"{{number}}"}""" };

    internal async Task<FalBatchDefinition> BatchAsync(int jobs, FalBatchDefinition? definition = null)
    {
        definition ??= Definition();
        await Store.CreateAsync(definition, Stop);
        await Store.AppendAsync(definition.Id, 1, [.. Enumerable.Range(1, jobs).Select(Line)], Stop);
        await Store.SealAsync(definition.Id, Stop);
        return definition;
    }

    internal async Task<IReadOnlyList<FalBatchJobKey>> LeaseAsync(int max, int slots = 10, string account = "account") => (await Store.LeaseAsync(Request(max, slots, account), Stop)).Jobs;

    internal static FalBatchLeaseRequest Request(int max, int slots = 10, string account = "account") => new()
    {
        Account = account,
        AccountSlots = slots,
        Owner = "test",
        Max = max,
        Duration = TimeSpan.FromMinutes(1),
        UnknownTakesSlot = TimeSpan.FromMinutes(15),
    };

    internal async Task<FalBatchJobKey> SendingAsync()
    {
        FalBatchJobKey job = Assert.Single(await LeaseAsync(1));
        Assert.Single(await Store.BeginSubmitAsync([job], TimeSpan.FromMinutes(2), Stop));
        return job;
    }

    internal async Task<FalBatchJobKey> SubmittedAsync()
    {
        FalBatchJobKey job = await SendingAsync();
        Assert.True(await AnswerAsync(job, FalBatchAnswerKind.Submitted, Handle(job)));
        return job;
    }

    internal static FalJobHandle Handle(FalBatchJobKey job) => new(Endpoint, $"request-{job.Number}-{job.Fence}");

    internal async Task<bool> AnswerAsync(FalBatchJobKey job, FalBatchAnswerKind kind, FalJobHandle? handle = null, TimeSpan? after = null, string? error = null) =>
        Assert.Single(await Store.AnswerAsync([new FalBatchAnswer { Key = job, Kind = kind, Handle = handle, After = after, Error = error }], Stop));

    internal async Task<FalBatchFinish> FinishAsync(FalBatchJobKey job, decimal? units = 1, string? requestId = null, string? result = "{}", string? error = null) =>
        Assert.Single(await Store.FinishAsync(
            [new FalBatchOutcome { Key = job, RequestId = requestId ?? Handle(job).RequestId, Result = error is null ? result : null, Error = error, ErrorType = error is null ? null : "model_error", BillableUnits = units }], Stop));

    internal async Task<FalBatchStatus> StatusAsync(string id = "batch") => Assert.IsType<FalBatchStatus>(await Store.FindAsync(id, Stop));

    internal Task<FalBatchSweep> SweepAsync(int maxLeases = 5) => Store.SweepAsync(1000, maxLeases, Stop);

    /// <summary>Puts the clock of the leases forward.</summary>
    internal void Pass(TimeSpan time) => _database.Advance(time);
}
