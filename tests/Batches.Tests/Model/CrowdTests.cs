using System.Globalization;
using Batches.Tests.Store;
using KlingGen.TestKit;

namespace Batches.Tests.Model;

/// <summary>Parallel histories on both real stores: six programs at once. <c>KLINGGEN_CROWDS=100</c> runs the long form.</summary>
public sealed class CrowdTests(ITestOutputHelper output)
{
    private static readonly int Crowds = int.TryParse(Environment.GetEnvironmentVariable("KLINGGEN_CROWDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : 2;

    [Theory]
    [InlineData(TestDatabase.Sqlite)]
    [InlineData(TestDatabase.Postgres)]
    public async Task Whatever_several_programs_do_at_once_the_books_are_right_and_nothing_is_sent_twice(string kind)
    {
        for (int number = 0; number < Crowds; number++)
        {
            await using TestDatabase database = kind == TestDatabase.Sqlite ? new SqliteFile { Pragma = "PRAGMA synchronous = OFF;" } : await TestDatabase.CreateAsync(kind);
            await using var crowd = new Crowd(database, Seeds.Of(815) + number);
            await crowd.StartAsync();
            await crowd.RunAsync(rounds: 12);
            output.WriteLine($"{kind}: {crowd.Changes} changes by six programs");
            Assert.True(crowd.Changes > 100, "Little happened: the test shows nothing.");
        }
    }
}
