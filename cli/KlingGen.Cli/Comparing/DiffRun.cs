using KlingGen.Cli.Comparing.Users;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Schemas;
using KlingGen.Comparison;
using KlingGen.Compiler;

namespace KlingGen.Cli.Comparing;

/// <summary>One run of <c>klinggen diff</c>: finds the pairs of versions, compares each, and reports what is left.</summary>
internal sealed class DiffRun(CliHost host, DiffRequest request)
{
    private readonly List<string> _notes = [];

    public async Task<ComparisonReport> RunAsync(CancellationToken cancellationToken)
    {
        Suppressions suppressions = await Suppressions.ReadAsync(host, request.Suppressions, cancellationToken);
        IReadOnlyList<(SchemaVersion Before, SchemaVersion After)> pairs = await PairsAsync(cancellationToken);
        UsedBy? users = request.UsedBy is null ? null : await UsedBy.ReadAsync(host, request.UsedBy, cancellationToken);

        var comparisons = new List<SchemaComparison>();
        foreach ((SchemaVersion before, SchemaVersion after) in pairs)
        {
            Func<ModelChange, bool> isWanted = users is null ? static _ => true : users.For(before.Endpoint, _notes, cancellationToken);
            comparisons.Add(SchemaComparison.Of(before, after, request.WithTexts, suppressions, isWanted));
        }
        return new ComparisonReport(comparisons, request.FailOn, [.. _notes, .. suppressions.Notes]);
    }

    private async Task<IReadOnlyList<(SchemaVersion, SchemaVersion)>> PairsAsync(CancellationToken cancellationToken)
    {
        if (request.Old is { } old && VersionSource.IsText(host, old))
            return [await FilesAsync(old, cancellationToken)];
        if (request.New is not null)
            throw CliException.Usage($"'{EndpointIds.Shown(request.Old!)}' is not a file. Give two files, or one endpoint id to compare its locked file with the service.");

        (SchemaFolder folder, LockEntry[] entries) = await LockedAsync(cancellationToken);
        return request.Revision is { } revision
            ? await RevisionPairs.ReadAsync(host, folder, entries, revision, _notes, cancellationToken)
            : await ServicePairs.ReadAsync(host, folder, entries, request.Service, cancellationToken);
    }

    private async Task<(SchemaVersion, SchemaVersion)> FilesAsync(string old, CancellationToken cancellationToken)
    {
        if (old == TextSource.StandardInput && request.New == TextSource.StandardInput)
            throw CliException.Usage("Standard input can be one side of the comparison, not both.");
        if (request.Revision is { } revision)
        {
            return request.New is null
                ? (await VersionSource.ReadAsync(host, revision, old, cancellationToken), await VersionSource.ReadAsync(host, old, cancellationToken))
                : throw CliException.Usage("With --git, give one file: it is compared with itself in that revision.");
        }
        if (request.New is null)
            throw CliException.Usage($"'{EndpointIds.Shown(old)}' needs a second file to be compared with, or --git with a revision.");
        return (await VersionSource.ReadAsync(host, old, cancellationToken), await VersionSource.ReadAsync(host, request.New, cancellationToken));
    }

    private async Task<(SchemaFolder Folder, LockEntry[] Entries)> LockedAsync(CancellationToken cancellationToken)
    {
        string? place = SchemaFolder.Locate(host, request.Schemas);
        if (place is null)
            throw CliException.Unusable($"There is no {LockFile.FileName} here or above. Give two files to compare, --schemas with the folder, or add an endpoint first: klinggen add fal-ai/flux/dev.");
        SchemaFolder folder = (await SchemaFolder.OpenAsync(host, place, cancellationToken)).Sound();
        if (request.Old is not { } id)
            return (folder, [.. folder.Lock.Entries]);
        return folder.Lock.Find(EndpointIds.Check(id)) is { } entry
            ? (folder, [entry])
            : throw CliException.Unusable($"'{id}' is neither a file nor an endpoint of {folder.LockPath}. Check the spelling, or add it: klinggen add {id}.");
    }
}
