using KlingGen.Batches;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Jobs;

namespace KlingGen.Cli.Batching;

/// <summary>The database that a line names: a file of SQLite, or a PostgreSQL server.</summary>
/// <param name="Store">The store; not opened yet.</param>
/// <param name="Option">How the next line names it; without what it may have of a password.</param>
internal sealed record BatchStore(SqlBatchStore Store, string Option) : IAsyncDisposable
{
    public const string Variable = "KLINGGEN_STORE";
    private const string FileName = "batches.db";

    private static readonly string[] s_servers = ["postgres://", "postgresql://", "host="];

    /// <summary>Finds the database, and opens it.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="named">As the line names it; null for the variable, or the usual file.</param>
    /// <param name="makes">Whether a file may be made.</param>
    /// <param name="opens">Whether it is opened.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CliException">There is none, or it cannot be opened.</exception>
    public static async Task<BatchStore> OpenAsync(CliHost host, string? named, bool makes, bool opens, CancellationToken cancellationToken)
    {
        string? text = named ?? (host.Environment(Variable) is { Length: > 0 } set ? set : null);
        BatchStore found = Of(host, text, makes);
        try
        {
            if (opens)
                await found.Store.OpenAsync(cancellationToken);
            return found;
        }
        catch (Exception error)
        {
            await found.DisposeAsync();
            if (BatchErrors.Of(error) is { } known)
                throw known;
            throw;
        }
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private static BatchStore Of(CliHost host, string? text, bool makes)
    {
        if (text is not null && Array.Exists(s_servers, start => text.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
        {
            try
            {
                return new BatchStore((SqlBatchStore)FalBatchStores.PostgreSql(text), $"\"${Variable}\"");
            }
            catch (ArgumentException error)
            {
                throw CliException.Usage($"The PostgreSQL server of --store cannot be read: {Sentences.Of(error)}");
            }
        }

        if (text is not null && (string.IsNullOrWhiteSpace(text) || text.Contains('\0', StringComparison.Ordinal) || text.Contains("://", StringComparison.Ordinal)))
            throw CliException.Usage("--store takes a file of SQLite, such as jobs.db, or a server, such as postgres://user@host/database.");
        string path = text is null ? Path.Combine(DataFolder.Locate(host, null), FileName) : host.PathOf(text);
        if (!makes && !File.Exists(path))
            throw CliException.Unusable($"There are no batches in '{host.Shown(path)}': the file does not exist. Name the right one with --store, or make a batch with 'klinggen batch run'.");
        try
        {
            if (text is null)
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new BatchStore((SqlBatchStore)FalBatchStores.Sqlite(path, host.Time), host.Shown(path));
        }
        catch (Exception error) when (error is TypeInitializationException or DllNotFoundException)
        {
            throw CliException.Unusable("SQLite does not come with klinggen for this platform. Name a PostgreSQL server with --store postgres://user@host/database.", error);
        }
    }
}

/// <summary>Errors of batches as the tool says them.</summary>
internal static class BatchErrors
{
    /// <summary>The error with its code; null for what is none of batches.</summary>
    public static CliException? Of(Exception error) => error switch
    {
        FalBatchStoreException { IsTransient: true } busy => CliException.Unwritable(busy.Message, busy),
        FalBatchStoreException store => CliException.Unusable(store.Message, store),
        TypeInitializationException or DllNotFoundException => CliException.Unusable("SQLite does not come with klinggen for this platform. Name a PostgreSQL server with --store postgres://user@host/database.", error),
        System.Text.DecoderFallbackException text => CliException.Unusable("The inputs are not UTF-8 text. Save the file as UTF-8; what was read before stays, and nothing was sent.", text),
        ArgumentException wrong => CliException.Usage(Sentences.Ended(wrong.Message.Split(" (Parameter", 2)[0])),
        FalException call => CliException.Service(Running.RunErrors.Short(call), call),
        _ => null,
    };
}
