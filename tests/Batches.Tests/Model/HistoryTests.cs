using System.Globalization;
using Batches.Tests.Store;
using CsCheck;
using KlingGen.Batches;
using KlingGen.TestKit;

namespace Batches.Tests.Model;

/// <summary>Random histories on both real stores. <c>KLINGGEN_HISTORIES=10000</c> runs the long form.</summary>
public sealed class HistoryTests(ITestOutputHelper output)
{
    private const int Events = 50;
    private static readonly int? Histories = int.TryParse(Environment.GetEnvironmentVariable("KLINGGEN_HISTORIES"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : null;

    /// <summary>The straight way more often than the others, or no job would come far.</summary>
    private static readonly Happening[] Weighted =
    [
        .. Enum.GetValues<Happening>(), .. Enumerable.Repeat(Happening.Lease, 3), .. Enumerable.Repeat(Happening.Begin, 9), .. Enumerable.Repeat(Happening.Submitted, 5), .. Enumerable.Repeat(Happening.Result, 2),
        .. Enumerable.Repeat(Happening.Resume, 2), .. Enumerable.Repeat(Happening.HighBudget, 2),
    ];

    private static readonly Gen<(Happening, int)[]> Stories = Gen.Select(Gen.Int[0, Weighted.Length - 1], Gen.Int[0, 999], static (index, pick) => (Weighted[index], pick)).Array[Events];

    [Theory]
    [InlineData(TestDatabase.Sqlite, 100)]
    [InlineData(TestDatabase.Postgres, 30)]
    public async Task Whatever_happens_in_whatever_order_the_books_are_right_and_nothing_is_sent_twice(string kind, int few)
    {
        // No power cut is played here.
        await using TestDatabase database = kind == TestDatabase.Sqlite ? new SqliteFile { Pragma = "PRAGMA synchronous = OFF;" } : await TestDatabase.CreateAsync(kind);
        await using SqlBatchStore store = database.NewStore();
        await store.OpenAsync(TestContext.Current.CancellationToken);
        int number = 0;
        var seen = new Dictionary<(FalBatchJobState From, FalBatchJobState To), int>();
        Stories.Holds(story =>
        {
            var history = new History(store, database.Advance, $"history-{number++}", folder: number % 2 == 0, seen);
            history.StartAsync().GetAwaiter().GetResult();
            foreach ((Happening happening, int pick) in story)
                history.ApplyAsync(happening, pick).GetAwaiter().GetResult();
            // Its leases must not be swept among those of the next.
            database.Advance(TimeSpan.FromMinutes(10));
            store.SweepAsync(1000, 3).GetAwaiter().GetResult();
        }, Histories ?? few, static story => string.Join(' ', story));
        output.WriteLine($"{number} histories of {Events} events; changes of state: {string.Join(", ", seen.OrderBy(static change => change.Key).Select(static change => $"{change.Key.From} → {change.Key.To} {change.Value}"))}");
        // Every arrow of the state machine was walked, or the test shows nothing.
        Assert.True(seen.Count >= (kind == TestDatabase.Sqlite ? 16 : 12), $"{seen.Count} kinds of changes");
    }
}
