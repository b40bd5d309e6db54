using System.Globalization;
using KlingGen;
using KlingGen.Batches;
using KlingGen.Emulator;
using Microsoft.Extensions.Logging;
using Op = KlingGen.Emulator.FalOperation;

namespace Batches.Tests.Running;

/// <summary>Unknown jobs, and the list of what the service has billed.</summary>
public sealed class HealTests
{
    private const string Admin = "admin:secret";

    [Fact]
    public async Task Jobs_whose_answers_were_lost_are_found_by_their_tags_and_followed_to_their_end()
    {
        const int Jobs = 130;
        await using Rig rig = await StartAsync();
        FalBatch batch = await LoseAnswersAsync(rig, Jobs);
        FalBatchStatus status = await rig.DriveAsync(batch, static status => status.Unknown == 0);
        Assert.Equal(0, status.Unknown);
        status = await rig.DriveAsync(batch);
        Assert.Equal((Jobs, 0, 0m, Jobs * 0.028m), (status.Completed, status.Unknown, status.Reserved, status.Spent));
        // Pages of a hundred.
        Assert.Equal(2, rig.Emulator.Journal.Count(Op.BillingEvents));
        rig.AssertBoughtOnce(Jobs);
    }

    [Fact]
    public async Task Without_the_scope_it_is_said_once_and_the_job_stays_unknown()
    {
        var log = new Lines();
        await using Rig rig = await Rig.StartAsync(worker => worker with { LoggerFactory = log });
        FalBatch batch = await LoseAnswersAsync(rig, 1);
        for (int look = 0; look < 3; look++)
            Assert.Equal(0, await rig.Worker.HealAsync(Rig.Stop));
        Assert.Equal(1, (await rig.DriveAsync(batch)).Unknown);
        Assert.Equal(3, rig.Emulator.Journal.Count(Op.BillingEvents));
        Assert.Contains("scope ADMIN", Assert.Single(log.Said, static line => line.Contains("(403)", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_unknown_nobody_asks()
    {
        await using Rig rig = await StartAsync();
        FalBatch batch = await rig.CreateAsync(3);
        await rig.DriveAsync(batch);
        await rig.Worker.HealAsync(Rig.Stop);
        Assert.Equal(0, rig.Emulator.Journal.Count(Op.BillingEvents));
    }

    [Theory]
    [InlineData("another attempt")]
    [InlineData("another moment")]
    [InlineData("another endpoint")]
    [InlineData("no moment")]
    [InlineData("two requests")]
    public async Task What_only_resembles_the_submit_heals_nothing(string what)
    {
        await using Rig rig = await StartAsync();
        // Nothing has arrived: whatever the list shows is not this job.
        rig.Emulator.Faults.Add(new FalFault { Operation = Op.Submit, Kind = FalFaultKind.NothingReset, TakesEffect = false, Times = 1 });
        FalBatch batch = await rig.CreateAsync(1, new() { CostPerJob = 0.5m });
        await rig.Worker.SubmitAsync(await rig.Worker.LeaseAsync(1, Rig.Stop), Rig.Stop);
        FalBatchJob job = Assert.Single(await rig.Store.ReadJobsAsync(batch.Id, FalBatchJobState.Unknown, 0, 10, Rig.Stop));
        long sent = job.SentAt!.Value.ToUnixTimeMilliseconds();
        FalBatchJobKey key = what == "another attempt" ? job.Key with { Fence = job.Key.Fence + 1 } : job.Key;
        var tags = new Dictionary<string, string> { ["klinggen-job"] = key.ToClientJobId() };
        if (what != "no moment")
            tags["klinggen-sent"] = (what == "another moment" ? sent + 1 : sent).ToString(CultureInfo.InvariantCulture);
        string endpoint = what == "another endpoint" ? "fal-ai/kling-video/v2.5-turbo/pro/image-to-video" : Rig.Kling;
        FalJson input = FalJson.Parse("""{"prompt":"1","image_url":"https://files.example/a.png"}""");
        for (int copy = 0; copy < (what == "two requests" ? 2 : 1); copy++)
            await (await rig.Fal.Endpoint(endpoint).SubmitAsync(input, new() { Tags = tags, Validate = false }, Rig.Stop)).WaitAsync(cancellationToken: Rig.Stop);

        Assert.Equal(0, await rig.Worker.HealAsync(Rig.Stop));
        Assert.Equal(1, (await batch.GetStatusAsync(Rig.Stop)).Unknown);
        Assert.Equal(1, rig.Emulator.Journal.Count(Op.BillingEvents));
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_or_has_another_form_changes_nothing_and_is_asked_again()
    {
        await using Rig rig = await StartAsync();
        FalBatch batch = await LoseAnswersAsync(rig, 2);
        rig.Emulator.Faults.Add(new FalFault { Operation = Op.BillingEvents, Kind = FalFaultKind.Status, StatusCode = 500, Times = 20 });
        Assert.Equal(0, await rig.Worker.HealAsync(Rig.Stop));
        rig.Emulator.Faults.Clear();
        Assert.Equal(2, await rig.Worker.HealAsync(Rig.Stop));
        Assert.Equal(2, (await rig.DriveAsync(batch)).Completed);
    }

    private static async Task<Rig> StartAsync()
    {
        Rig rig = await Rig.StartAsync(static worker => worker with { MaxInFlight = 200 }, static options =>
        {
            options.AdminKeys.Add(Admin);
            options.Schemas.Add(KlingGen.TestKit.Repository.File("schemas/kling-video-v2.5-turbo-pro-image-to-video.json"));
        }, client: static client => (client.ApiKey, client.RetryBaseDelay, client.RetryMaxDelay) = (Admin, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)));
        return rig;
    }

    /// <summary>The service has taken the jobs, and done them; no answer to a submit has come.</summary>
    private static async Task<FalBatch> LoseAnswersAsync(Rig rig, int jobs)
    {
        rig.Emulator.Faults.Add(new FalFault { Operation = Op.Submit, Kind = FalFaultKind.NothingReset, Times = jobs });
        FalBatch batch = await rig.CreateAsync(jobs, new() { CostPerJob = 0.5m, MaxInFlight = jobs });
        await rig.Worker.SubmitAsync(await rig.Worker.LeaseAsync(jobs, Rig.Stop), Rig.Stop);
        Assert.Equal(jobs, (await batch.GetStatusAsync(Rig.Stop)).Unknown);
        Assert.Equal(jobs, rig.Emulator.Journal.Count(Op.Submit));
        return batch;
    }

    private sealed class Lines : ILoggerFactory, ILogger
    {
        private readonly List<string> _said = [];

        public IReadOnlyList<string> Said
        {
            get
            {
                lock (_said)
                    return [.. _said];
            }
        }

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_said)
                _said.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
