using System.Globalization;
using KlingGen.Cli.Schemas;
using KlingGen.Compiler;

namespace KlingGen.Cli.Diagnosis.Checks;

/// <summary>Whether the lock file agrees with the schema files, and is recent enough.</summary>
internal static class LockCheck
{
    private const string Name = "lock";
    private const string Refresh = "klinggen refresh";

    /// <summary>After this time an entry is called stale: the service changes some of its documents every week.</summary>
    private static readonly TimeSpan s_stale = TimeSpan.FromDays(30);

    public static IEnumerable<Finding> Run(SchemaFolder folder, SchemaFiles files, DateTimeOffset now)
    {
        Finding[] found = [.. Problems(folder, files, now)];
        if (found.Length > 0)
            return found;
        return folder.HasLock ? [Finding.Good(Name, $"{LockFile.FileName} fits its {Sentences.Count(folder.Lock.Entries.Count, "file")}.")] : [];
    }

    private static IEnumerable<Finding> Problems(SchemaFolder folder, SchemaFiles files, DateTimeOffset now)
    {
        if (!folder.HasLock && files.All.Count > 0)
            yield return Finding.Warning(Name, $"There is no {LockFile.FileName} beside the schema files, so they cannot be refreshed and clients know no price.", "klinggen add " + string.Join(' ', files.All.Values.Select(static file => file.EndpointId)));
        foreach (Problem problem in folder.Problems)
            yield return Finding.Error(Name, $"{LockFile.FileName}({problem.Line},{problem.Column}): {problem.Message}", "Correct the file by hand, or add its endpoints again.");

        foreach (LockMismatch mismatch in LockMismatch.Find(folder, files))
            yield return Mismatch(mismatch);

        foreach (LockEntry entry in folder.Lock.Entries)
        {
            if (LockOrigins.Of(entry) is { } origin)
                yield return Finding.Warning(Name, origin, $"{Refresh} {entry.EndpointId}");
            bool isSound = files.All.TryGetValue(entry.File, out SchemaOnDisk? file) && file.EndpointId == entry.EndpointId && file.Sha256 == entry.Sha256;
            if (isSound && DateTimeOffset.TryParse(entry.Fetched, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset fetched) && now - fetched > s_stale)
                yield return Finding.Warning(Name, $"{entry.File} was fetched {(int)(now - fetched).TotalDays} days ago.", $"{Refresh} {entry.EndpointId}");
        }
    }

    private static Finding Mismatch(LockMismatch mismatch)
    {
        string? id = mismatch.Entry?.EndpointId;
        return mismatch.Kind switch
        {
            MismatchKind.FileMissing => Finding.Error(Name, $"{mismatch.File} of {id} does not exist, or cannot be read.", $"klinggen add {id}"),
            MismatchKind.OtherEndpoint => Finding.Error(Name, $"{mismatch.File} is locked as {id}, and is the document of {mismatch.Found!.EndpointId ?? "no endpoint"}.", $"klinggen add {id}"),
            MismatchKind.Changed => Finding.Warning(Name, $"{mismatch.File} is not what was fetched: it was changed.", $"The next '{Refresh}' overwrites the change. Undo it with: {Refresh} {id}"),
            _ => Finding.Warning(Name, $"{mismatch.File} has no entry in {LockFile.FileName}, so it is not refreshed.", $"klinggen add {mismatch.Found!.EndpointId}"),
        };
    }
}
