using KlingGen.Batches;

namespace Batches.Tests.Store;

/// <summary>The invariants of a database, checked row by row: what the counters say is what the rows say, and no budget is passed.</summary>
internal static class Audit
{
    private static readonly string[] Counters = ["planned", "leased", "submitting", "submitted", "completed", "downloaded", "failed", "cancelled", "unknown"];

    public static async Task CheckAsync(SqlBatchStore store, string? only = null)
    {
        await using SqlSession session = await store.Dialect.ReadAsync(TestContext.Current.CancellationToken);
        foreach (SqlBatch batch in await session.ListAsync($"SELECT {SqlBatch.Columns} FROM kg_batch{(only is null ? "" : " WHERE id = @only")}", SqlBatch.Read, only is null ? [] : [("@only", only)]))
        {
            // A completed job whose files are still to come is in both tables.
            Dictionary<long, long> rows = (await session.ListAsync(
                """
                SELECT state, COUNT(*) FROM (
                    SELECT state FROM kg_job WHERE batch = @b AND state <> 4 UNION ALL SELECT state FROM kg_finished WHERE batch = @b) AS jobs GROUP BY state
                """,
                static row => (State: row.Long(0), Count: row.Long(1)), ("@b", batch.Key))).ToDictionary(static row => row.State, static row => row.Count);
            for (int state = 0; state < Counters.Length; state++)
                Assert.True(rows.GetValueOrDefault(state) == batch[(FalBatchJobState)state], $"{Counters[state]}: the counter says {batch[(FalBatchJobState)state]}, there are {rows.GetValueOrDefault(state)} rows");

            long downloading = await session.NumberAsync("SELECT COUNT(*) FROM kg_job WHERE batch = @b AND state = 4", ("@b", batch.Key));
            Assert.Equal(downloading, batch.Downloading);
            long sum = Enum.GetValues<FalBatchJobState>().Sum(state => batch[state]);
            Assert.True(sum == batch.Total, $"{sum} jobs have a state, of {batch.Total}");
            long inputs = await session.NumberAsync("SELECT COUNT(*) FROM kg_input WHERE batch = @b", ("@b", batch.Key));
            Assert.Equal(batch.Total, inputs);
            long reserved = await session.NumberAsync("SELECT CAST(COALESCE(SUM(reserved), 0) AS BIGINT) FROM kg_job WHERE batch = @b", ("@b", batch.Key));
            Assert.Equal(reserved, batch.Reserved);
            long idle = await session.NumberAsync("SELECT COUNT(*) FROM kg_job WHERE batch = @b AND state IN (0, 4) AND reserved <> 0", ("@b", batch.Key));
            Assert.Equal(0, idle);
            long costs = await session.NumberAsync("SELECT CAST(COALESCE(SUM(cost), 0) AS BIGINT) FROM kg_finished WHERE batch = @b", ("@b", batch.Key));
            Assert.True(batch.Spent >= costs, "what the finished jobs cost is more than what is spent");
            if (batch.Budget is { } budget)
                Assert.True(batch.Reserved + batch.Spent <= budget, $"the budget of {budget} is passed: {batch.Reserved} reserved, {batch.Spent} spent");
            List<long> sequences = await session.ListAsync("SELECT seq FROM kg_finished WHERE batch = @b AND seq IS NOT NULL ORDER BY seq", static row => row.Long(0), ("@b", batch.Key));
            Assert.True(sequences.Count == 0 || sequences[^1] <= batch.LastSequence);
        }
    }
}
