using KlingGen.Cli.Hosting;
using KlingGen.Cli.Output;
using KlingGen.Cli.Schemas;
using KlingGen.Cli.Service;
using KlingGen.Compiler;

namespace KlingGen.Cli.Refreshing;

/// <summary><c>klinggen refresh</c>: asks for all, then writes what differs together, or nothing.</summary>
internal sealed class RefreshRun(CliHost host, Reporter reporter, RefreshRequest request)
{
    private const int AtOnce = 8;

    public async Task<RefreshReport> RunAsync(CancellationToken cancellationToken)
    {
        foreach (string id in request.EndpointIds)
            EndpointIds.Check(id);
        SchemaFolder folder = await OpenAsync(cancellationToken);
        LockEntry[] entries = Choose(folder);
        using var service = new ServiceClient(host, ServiceOptions.Resolve(host, request.Service));
        var refresh = new EndpointRefresh(host, folder, service);
        var results = new Refreshed[entries.Length];

        // An entry that leads out of the folder ends everything before the first question.
        foreach (LockEntry entry in entries)
            folder.FileOf(entry);
        await reporter.ProgressAsync("Asking for documents", entries.Length, advance => Parallel.ForAsync(
            0, entries.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                results[i] = await refresh.RunAsync(entries[i], token);
                advance();
            }));

        bool writes = !request.IsCheck && (request.KeepsGoing || results.All(static result => result.State != RefreshState.Failed));
        if (writes)
            Write(folder, results);
        return new RefreshReport(host, results, request.IsCheck, writes);
    }

    private async Task<SchemaFolder> OpenAsync(CancellationToken cancellationToken)
    {
        string? path = SchemaFolder.Locate(host, request.Schemas);
        SchemaFolder? folder = path is null ? null : await SchemaFolder.OpenAsync(host, path, cancellationToken);
        return folder is { HasLock: true }
            ? folder.Sound()
            : throw CliException.Unusable($"There is no {LockFile.FileName} in {(path is null ? $"'{host.WorkingDirectory}', its folder 'schemas' or a folder above" : $"'{path}'")}. Add an endpoint with 'klinggen add', or name the folder with --schemas.");
    }

    private LockEntry[] Choose(SchemaFolder folder)
    {
        if (request.EndpointIds.Count == 0)
            return [.. folder.Lock.Entries];
        return [.. request.EndpointIds.Distinct(StringComparer.Ordinal).Select(id => folder.Lock.Find(id)
            ?? throw CliException.Usage($"The endpoint '{EndpointIds.Shown(id)}' is not in {folder.LockPath}. Add it with 'klinggen add'; locked are {(folder.Lock.Entries.Count == 0 ? "none" : string.Join(", ", folder.Lock.Entries.Take(5).Select(static entry => entry.EndpointId)))}."))];
    }

    private static void Write(SchemaFolder folder, Refreshed[] results)
    {
        var batch = new FileBatch();
        LockFile locked = folder.Lock;
        foreach (Refreshed result in results.Where(static result => result.IsStale))
        {
            if (result.Text is { } text)
                batch.Add(result.File, SchemaFolder.Bytes(text));
            locked = locked.With(result.Entry!);
        }
        if (locked != folder.Lock)
            batch.Add(folder.LockPath, SchemaFolder.Bytes(locked.ToText()));
        batch.Commit();
    }
}
