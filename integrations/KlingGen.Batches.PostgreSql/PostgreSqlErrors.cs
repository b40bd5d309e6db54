using System.Net.Sockets;
using Npgsql;

namespace KlingGen.Batches;

/// <summary>What the server's codes mean, and what to do.</summary>
internal static class PostgreSqlErrors
{
    /// <summary>Where the server refused the transaction as a whole, or the connection broke before the commit was sent, nothing of it is stored.</summary>
    public static bool MayRepeat(Exception error, bool committing) => error switch
    {
        // Serialization failure, deadlock; the lock of a table that a migration did not get in time.
        PostgresException { SqlState: "40001" or "40P01" or "55P03" } => true,
        PostgresException => false,
        // A connection from before the server was restarted breaks at its first use; the pool has others, or makes one.
        NpgsqlException broken => !committing && IsBroken(broken),
        _ => false,
    };

    public static FalBatchStoreException? Translate(Exception error, bool committing)
    {
        (string text, bool transient)? known = error switch
        {
            PostgresException refused => Of(refused),
            NpgsqlException { InnerException: TimeoutException } late when late.Message.Contains("pool", StringComparison.OrdinalIgnoreCase) =>
                ("All connections of this program are in use. Raise Maximum Pool Size in the connection string; the step is tried again.", true),
            NpgsqlException { InnerException: TimeoutException } => ("The server did not answer in time. See what holds it up in pg_stat_activity; the step is tried again.", true),
            NpgsqlException { InnerException: SocketException socket } => ($"The server cannot be reached ({socket.SocketErrorCode}). Check Host and Port, and that it runs; the step is tried again.", true),
            NpgsqlException => ("The connection to the server broke, or was refused. The step is tried again.", true),
            SocketException socket => ($"The server cannot be reached ({socket.SocketErrorCode}). Check Host and Port, and that it runs; the step is tried again.", true),
            TimeoutException => ("The server did not answer in time. The step is tried again.", true),
            _ => null,
        };
        if (known is not var (sentence, again))
            return null;
        // The answer to a commit was lost, not refused.
        string open = committing && error is not PostgresException { SqlState: not ("57P01" or "57P02") } ? " The commit was under way: the step is stored as a whole, or not at all; repeating it is safe." : string.Empty;
        return new FalBatchStoreException($"{sentence}{open} PostgreSQL: {error.Message}", error) { IsTransient = again };
    }

    private static bool IsBroken(NpgsqlException error) => error.InnerException is IOException or SocketException or System.IO.EndOfStreamException;

    private static (string Text, bool Transient) Of(PostgresException error) => error.SqlState switch
    {
        "40001" or "40P01" => ("Too many transactions met on the same rows. The step is tried again.", true),
        "55P03" => ("Another program holds a table that is to be changed. Let long transactions on it end; see pg_stat_activity.", true),
        "25006" => ("The database is read-only: a replica, or one that was set so. Connect to the primary, with Target Session Attributes=primary.", true),
        "25P02" => ("The transaction that the step was put into has failed before. Roll it back and repeat it.", false),
        "25P03" => ("The server ended the transaction because the program was silent for too long. The step is tried again.", true),
        "53100" => ("The disk of the server is full. Make place; nothing was stored, and nothing is sent meanwhile.", true),
        "53200" => ("The server is out of memory. The step is tried again.", true),
        "53300" or "08P01" when error.SqlState == "53300" || error.MessageText.Contains("connection", StringComparison.OrdinalIgnoreCase) =>
            ("The server has no connection free. Set Maximum Pool Size in the connection string, or put a pooler in front; the step is tried again.", true),
        "57014" => ("The server ended the statement because it took too long. Look at statement_timeout; the step is tried again.", true),
        "57P01" or "57P02" or "57P03" => ("The server is stopping or starting. The step is tried again.", true),
        "28000" or "28P01" => ("The server does not let this user in. Check Username, Password and pg_hba.conf.", false),
        "3D000" => ("There is no such database. Create it, or check Database in the connection string.", false),
        "42501" => ("The user lacks a right. To create tables it needs CREATE on the schema; to work, SELECT, INSERT, UPDATE and DELETE on its kg_ tables.", false),
        "42P01" or "3F000" => ("The tables are not there. Open the store first, with the same schema.", false),
        "XX001" or "XX002" => ("The database is damaged. Restore it from a backup.", false),
        ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] or ['5', '8', ..] => ("The server cannot do it at the moment. The step is tried again.", true),
        _ => ("The database reports an error.", false),
    };
}
