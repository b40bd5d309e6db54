using Microsoft.Data.Sqlite;

namespace KlingGen.Batches;

/// <summary>What SQLite's numbers mean, and what to do.</summary>
internal static class SqliteErrors
{
    public static FalBatchStoreException Translate(SqliteException error, string path)
    {
        (string text, bool transient) = error.SqliteErrorCode switch
        {
            5 or 6 => ("Another process has held the database for longer than half a minute. Find out which program has it open; the step is tried again.", true),
            8 => ("The database cannot be written. Give this user the right to write the file and its folder.", false),
            10 => ("The disk could not be read or written. Check the disk; nothing was stored.", true),
            11 => ("The database is damaged. Restore it from a backup, or save what is left of it with `sqlite3 FILE .recover`.", false),
            13 => ("The disk is full, or the database has reached its maximum size. Make place; nothing was stored, and nothing is sent meanwhile.", true),
            14 => ("The database cannot be opened. Check that the folder is there and that this user may write to it.", false),
            26 => ("The file is not a database. Name the right file, or one that does not exist yet.", false),
            _ => ("The database reports an error.", false),
        };
        return new FalBatchStoreException($"{text} File: {path}. SQLite: {error.Message}", error) { IsTransient = transient };
    }
}
