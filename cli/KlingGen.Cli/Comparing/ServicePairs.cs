using KlingGen.Cli.Hosting;
using KlingGen.Cli.Schemas;
using KlingGen.Cli.Service;
using KlingGen.Compiler;

namespace KlingGen.Cli.Comparing;

/// <summary>Locked files beside what the service says now.</summary>
internal static class ServicePairs
{
    private const int AtOnce = 4;

    public static async Task<IReadOnlyList<(SchemaVersion, SchemaVersion)>> ReadAsync(CliHost host, SchemaFolder folder, LockEntry[] entries, string? address, CancellationToken cancellationToken)
    {
        using var service = new ServiceClient(host, ServiceOptions.Resolve(host, address));
        var pairs = new (SchemaVersion, SchemaVersion)[entries.Length];
        await Parallel.ForAsync(0, entries.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (i, token) =>
            pairs[i] = await ReadAsync(host, service, folder, entries[i], token));
        return pairs;
    }

    private static async Task<(SchemaVersion, SchemaVersion)> ReadAsync(CliHost host, ServiceClient service, SchemaFolder folder, LockEntry entry, CancellationToken cancellationToken)
    {
        string path = folder.FileOf(entry);
        SchemaVersion before = SchemaVersion.Read(Path.GetRelativePath(host.WorkingDirectory, path), path, await TextSource.ReadAsync(host, path, cancellationToken), entry.Price, cancellationToken);
        ServiceDocument found = await service.DocumentAsync(entry.EndpointId, cancellationToken)
            ?? throw CliException.Service($"The service no longer knows '{entry.EndpointId}'. Remove its schema and its entry from {folder.LockPath}, or find its successor.");

        // A price that cannot be asked for has not changed, and one that an emulator has made up says nothing.
        LockPrice? price = await Prices.FetchAsync(service, entry.EndpointId, host.Time.GetUtcNow(), cancellationToken);
        string who = found.Source == LockSources.Emulator ? "an emulator's" : "the service's";
        return (before, SchemaVersion.Read($"{who} '{entry.EndpointId}'", null, found.Text, price is { IsOfService: true } ? price : entry.Price, cancellationToken));
    }
}
