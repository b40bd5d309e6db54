namespace KlingGen.Batches;

/// <summary>The tables, as a list of steps that only grows: a database is brought forward by the steps it lacks.</summary>
/// <remarks>
/// Several versions of a program work on one database while a deployment is under way. So a step adds what older programs ignore, and says with
/// <see cref="Oldest"/> which of them still understand what they find.
/// </remarks>
internal static class SqlSchema
{
    /// <summary>Step n brings a database from version n to n + 1.</summary>
    public static IReadOnlyList<string[]> Steps { get; } =
    [
        [
            """
            CREATE TABLE kg_account (
                name {name} NOT NULL PRIMARY KEY, slots BIGINT NOT NULL, max_slots BIGINT NOT NULL, lowered_at BIGINT NOT NULL DEFAULT 0,
                held_until BIGINT NOT NULL DEFAULT 0, held_reason TEXT) {hot}
            """,
            """
            CREATE TABLE kg_batch (
                key {identity}, id {name} NOT NULL UNIQUE, name TEXT, account {name} NOT NULL, endpoint TEXT NOT NULL, state BIGINT NOT NULL, reason TEXT, created_at BIGINT NOT NULL,
                budget BIGINT, currency TEXT NOT NULL, cost_per_job BIGINT, unit_price TEXT, max_in_flight BIGINT NOT NULL, folder TEXT, priority TEXT, leased_at BIGINT NOT NULL DEFAULT 0,
                total BIGINT NOT NULL DEFAULT 0, planned BIGINT NOT NULL DEFAULT 0, leased BIGINT NOT NULL DEFAULT 0, submitting BIGINT NOT NULL DEFAULT 0, submitted BIGINT NOT NULL DEFAULT 0,
                completed BIGINT NOT NULL DEFAULT 0, downloaded BIGINT NOT NULL DEFAULT 0, failed BIGINT NOT NULL DEFAULT 0, cancelled BIGINT NOT NULL DEFAULT 0, unknown BIGINT NOT NULL DEFAULT 0,
                downloading BIGINT NOT NULL DEFAULT 0, reserved BIGINT NOT NULL DEFAULT 0, spent BIGINT NOT NULL DEFAULT 0, starved BIGINT NOT NULL DEFAULT 0, last_seq BIGINT NOT NULL DEFAULT 0) {hot}
            """,
            "CREATE INDEX kg_batch_account ON kg_batch (account, state)",
            // What is not at its end. The small table that all steps work on.
            """
            CREATE TABLE kg_job (
                batch BIGINT NOT NULL, number BIGINT NOT NULL, state BIGINT NOT NULL, due_at BIGINT NOT NULL DEFAULT 0, since BIGINT NOT NULL DEFAULT 0, fence BIGINT NOT NULL DEFAULT 0,
                leases BIGINT NOT NULL DEFAULT 0, owner TEXT, estimate BIGINT, reserved BIGINT NOT NULL DEFAULT 0, handle TEXT, request_id TEXT, sent_at BIGINT, note TEXT,
                PRIMARY KEY (batch, number)) {clustered}
            """,
            "CREATE INDEX kg_job_planned ON kg_job (batch, due_at, number) WHERE state = 0",
            "CREATE INDEX kg_job_due ON kg_job (state, due_at) WHERE state > 0",
            "CREATE INDEX kg_job_unknown ON kg_job (since) WHERE state = 8",
            "CREATE TABLE kg_input (batch BIGINT NOT NULL, number BIGINT NOT NULL, input TEXT NOT NULL, PRIMARY KEY (batch, number))",
            // What came to its end; appended to, and read in the order of seq.
            """
            CREATE TABLE kg_finished (
                batch BIGINT NOT NULL, number BIGINT NOT NULL, state BIGINT NOT NULL, seq BIGINT, fence BIGINT NOT NULL, estimate BIGINT, request_id TEXT, result TEXT, cost BIGINT NOT NULL DEFAULT 0,
                error_type TEXT, error TEXT, sent_at BIGINT, finished_at BIGINT NOT NULL, files TEXT, PRIMARY KEY (batch, number))
            """,
            "CREATE UNIQUE INDEX kg_finished_seq ON kg_finished (batch, seq)",
            "CREATE INDEX kg_finished_failed ON kg_finished (batch, number) WHERE state = 6",
        ],
    ];

    /// <summary>The version of this program.</summary>
    public static int Version => Steps.Count;

    /// <summary>The oldest version of a program that works on a database of <see cref="Version"/>.</summary>
    public const int Oldest = 1;

    public static async Task MigrateAsync(SqlSession session, SqlDialect dialect, int version, int oldest, IReadOnlyList<string[]> steps)
    {
        // Looked at first, so that a program without the right to make tables opens those that are there.
        if (await FindVersionAsync(session, dialect, version).ConfigureAwait(false) >= version)
            return;
        await dialect.BeginMigrationAsync(session).ConfigureAwait(false);
        // Another program may have been faster.
        long found = await FindVersionAsync(session, dialect, version).ConfigureAwait(false);
        if (found >= version)
            return;
        if (found == 0)
            await session.ExecuteAsync("CREATE TABLE IF NOT EXISTS kg_meta (name {name} NOT NULL PRIMARY KEY, value BIGINT NOT NULL)").ConfigureAwait(false);
        for (int step = (int)found; step < version; step++)
        {
            foreach (string statement in steps[step])
                await session.ExecuteAsync(statement).ConfigureAwait(false);
        }

        await session.ExecuteAsync(
            "INSERT INTO kg_meta (name, value) VALUES ('version', @version), ('oldest', @oldest) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            ("@version", (long)version), ("@oldest", (long)oldest)).ConfigureAwait(false);
    }

    /// <summary>The version of the tables; 0 where there are none.</summary>
    private static async Task<long> FindVersionAsync(SqlSession session, SqlDialect dialect, int version)
    {
        if (!await dialect.HasTablesAsync(session).ConfigureAwait(false))
            return 0;
        long found = await session.NumberAsync("SELECT value FROM kg_meta WHERE name = 'version'").ConfigureAwait(false);
        long needs = await session.NumberAsync("SELECT value FROM kg_meta WHERE name = 'oldest'").ConfigureAwait(false);
        await SqlMove.RefuseMovedAsync(session).ConfigureAwait(false);
        return needs > version
            ? throw new FalBatchStoreException($"The database is of a newer version of KlingGen.Batches: its tables have version {found} and need a program of version {needs} or later, this one has {version}. Update the package.")
            : found;
    }
}
