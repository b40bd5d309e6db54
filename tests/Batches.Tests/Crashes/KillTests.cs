using Batches.Tests.Running;
using Batches.Tests.Store;
using KlingGen.Batches;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Op = KlingGen.Emulator.FalOperation;

namespace Batches.Tests.Crashes;

/// <summary>A worker killed at random moments, by a signal that it cannot see: nothing bought twice, nothing lost, the budget kept.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int SubmitsAtATime = 4;
    private static readonly int Seed = Seeds.Of(4711);

    [Theory]
    [InlineData(TestDatabase.Sqlite, 3500)]
    [InlineData(TestDatabase.Postgres, 1500)]
    public async Task Twenty_kills_buy_nothing_twice_and_lose_nothing(string kind, int count)
    {
        const int Kills = 20;
        await using Rig rig = await Rig.StartAsync();
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        string store = database.Address;
        await KillAsync(rig, store, count, Kills, careless: false);
        using (var last = new HostProcess(rig.Emulator.Address, store, "killed", count, careless: false))
            await last.EndAsync();

        await using SqlBatchStore book = database.NewStore();
        await book.OpenAsync(Rig.Stop);
        FalBatchStatus status = await Reckoning.CheckAsync(rig.Emulator, book, "killed", Kills * SubmitsAtATime);
        output.WriteLine($"seed {Seed}: {kind}: {count} jobs, {Kills} kills: completed {status.Completed}, unknown {status.Unknown}; bought {rig.Emulator.Bought().Count}; spent {status.Spent}, reserved {status.Reserved} of {status.Definition.Budget}");
        Assert.NotEqual(0, status.Unknown);
    }

    [Theory]
    [InlineData(TestDatabase.Sqlite)]
    [InlineData(TestDatabase.Postgres)]
    public async Task A_worker_without_the_intent_fails_the_same_check(string kind)
    {
        const int Jobs = 60;
        await using Rig rig = await Rig.StartAsync();
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        string store = database.Address;
        await KillAsync(rig, store, Jobs, kills: 4, careless: true);
        using (var last = new HostProcess(rig.Emulator.Address, store, "killed", Jobs, careless: true))
            await last.EndAsync();
        int twice = rig.Emulator.Bought().Count(static prompt => prompt.Value > 1);
        output.WriteLine($"{kind}: {twice} of {Jobs} jobs were bought twice without the intent");
        Assert.NotEqual(0, twice);
    }

    /// <summary>Each life ends when a submit has arrived, at a randomly chosen place; answers are slow, so that some are on their way then.</summary>
    private static async Task KillAsync(Rig rig, string store, int jobs, int kills, bool careless)
    {
        rig.Emulator.Faults.Add(new FalFault { Operation = Op.Submit, Kind = FalFaultKind.Slow, Delay = TimeSpan.FromMilliseconds(40) });
        // Not cryptography: the points repeat with the seed.
#pragma warning disable CA5394
        var dice = new Random(Seed);
        for (int kill = 0; kill < kills; kill++)
        {
            long last = rig.Emulator.Journal.Entries is [.., { } entry] ? entry.Sequence : 0;
            long target = last + dice.Next(1, jobs / kills);
#pragma warning restore CA5394
            using var life = new HostProcess(rig.Emulator.Address, store, "killed", jobs, careless);
            await life.KillAtAsync(rig.Emulator.Journal.WaitForAsync(arrived => arrived.Operation == Op.Submit && arrived.Sequence >= target, Rig.Stop));
        }

        rig.Emulator.Faults.Clear();
    }
}
