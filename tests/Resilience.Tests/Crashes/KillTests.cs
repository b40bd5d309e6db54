using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Resilience.Tests.Paid;
using Resilience.Tests.Support;
using Resilience.Worker;
using FalOperation = KlingGen.Emulator.FalOperation;

namespace Resilience.Tests.Crashes;

/// <summary>
/// A process killed at random points of submit, wait and download: nothing lost, nothing bought twice, with the pattern that the documentation recommends.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Seed = Seeds.Of(4711);
    private const int RequestsOfAnOrder = 4;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("klinggen-crashes-");

    [Fact]
    public async Task Two_thousand_jobs_survive_fifty_kills()
    {
        const int Orders = 2000, Kills = 50;
        string[] orders = [.. Enumerable.Range(0, Orders).Select(static number => $"order-{number}")];
        await using Rig rig = await Rig.StartAsync();
        var book = new OrderBook(_folder.FullName);
        rig.Emulator.Faults.Add(new FalFault { Operation = FalOperation.Submit, Kind = FalFaultKind.NothingReset, Probability = 0.02, Seed = Seed });
        rig.Emulator.Faults.Add(new FalFault { Operation = FalOperation.Submit, Kind = FalFaultKind.Status, StatusCode = 500, TakesEffect = true, Probability = 0.02, Seed = Seed });

        await KillAsync(rig, orders, Kills, careless: false);
        string[] unknown = [.. orders.Where(book.IsUnknown)];
        int lost = rig.Emulator.Faults.Strikes;
        rig.Emulator.Faults.Clear();
        int found = LookFor(unknown, rig.Journal, book);
        using (WorkerProcess last = Start(rig, orders, careless: false))
            await last.EndAsync();

        int bought = PaidOnce.Check(rig.Journal, orders);
        output.WriteLine($"seed {Seed}: {Orders} jobs, {Kills} kills, {lost} answers lost besides; "
            + $"unknown after them {unknown.Length}, of which the service had {found}; bought {bought}, none twice");
        Assert.NotEmpty(unknown);
        Assert.Equal(Orders, bought);
        Assert.All(orders, order => Assert.True(new FileInfo(book.ReadDone(order)).Length > 0));
    }

    [Fact]
    public async Task A_program_that_writes_nothing_down_fails_the_same_check()
    {
        string[] orders = [.. Enumerable.Range(0, 60).Select(static number => $"order-{number}")];
        await using Rig rig = await Rig.StartAsync();
        await KillAsync(rig, orders, kills: 3, careless: true);
        using (WorkerProcess last = Start(rig, orders, careless: true))
            await last.EndAsync();

        BoughtTwiceException caught = Assert.Throws<BoughtTwiceException>(() => PaidOnce.Check(rig.Journal, orders));
        output.WriteLine(caught.Message);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>
    /// What a person or a program does about unknown orders, some time after the crash: ask the service, by the order's own tag, whether the job exists.
    /// </summary>
    private static int LookFor(string[] unknown, FalJournal journal, OrderBook book)
    {
        int found = 0;
        foreach (string order in unknown)
        {
            IReadOnlyList<FalJournalEntry> submits = journal.Where(entry =>
                entry.Operation == FalOperation.Submit && entry.Headers.TryGetValue("X-Fal-Tags", out string? tags) && tags == $"order={order}");
            if (submits is [{ RequestId: { } id }, ..])
            {
                book.WriteHandle(order, new FalJobHandle(Rig.Id, id));
                found++;
            }
            else
            {
                book.WithdrawIntent(order);
            }
        }

        return found;
    }

    /// <summary>Each life ends when a randomly chosen request arrives: that one is unanswered, fifteen others are somewhere.</summary>
    private async Task KillAsync(Rig rig, string[] orders, int kills, bool careless)
    {
        // Not cryptography: the points repeat with the seed.
#pragma warning disable CA5394
        var dice = new Random(Seed);
        var book = new OrderBook(_folder.FullName);
        for (int kill = 0; kill < kills; kill++)
        {
            int left = orders.Count(order => !book.IsDone(order) && (careless || !book.IsUnknown(order)));
            int max = Math.Max(2, 2 * left * RequestsOfAnOrder / (kills - kill + 1));
            long last = rig.Journal.Entries is [.., { } entry] ? entry.Sequence : 0;
            long target = last + dice.Next(1, max);
            using WorkerProcess worker = Start(rig, orders, careless);
            Assert.True(await worker.KillAtAsync(rig.Journal.WaitForAsync(entry => entry.Sequence >= target)), $"The worker ended before kill {kill + 1}.");
        }
#pragma warning restore CA5394
    }

    private WorkerProcess Start(Rig rig, string[] orders, bool careless) => new(rig.Emulator.Address, _folder.FullName, orders.Length, "order", careless);
}
