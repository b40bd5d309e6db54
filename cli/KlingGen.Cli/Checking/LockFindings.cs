using KlingGen.Cli.Schemas;
using KlingGen.Comparison;
using KlingGen.Compiler;

namespace KlingGen.Cli.Checking;

/// <summary>What contradicts itself between a lock file and the files beside it.</summary>
internal static class LockFindings
{
    public static IEnumerable<CheckFinding> Of(SchemaFolder folder, SchemaFiles files)
    {
        foreach (Problem problem in folder.Problems)
            yield return new CheckFinding(CheckRules.LockUnreadable, ChangeSeverity.Error, folder.LockPath, problem.Message) { Place = (problem.Line, problem.Column) };
        foreach (LockMismatch mismatch in LockMismatch.Find(folder, files))
            yield return Of(folder, mismatch);
        foreach (LockEntry entry in folder.Lock.Entries)
            if (LockOrigins.Of(entry) is { } origin)
                yield return new CheckFinding(CheckRules.NotOfService, ChangeSeverity.Info, folder.LockPath, $"{origin} Ask the service: klinggen refresh {entry.EndpointId}.");
    }

    private static CheckFinding Of(SchemaFolder folder, LockMismatch mismatch)
    {
        string? id = mismatch.Entry?.EndpointId;
        return mismatch.Kind switch
        {
            MismatchKind.FileMissing => new CheckFinding(CheckRules.LockedFileMissing, ChangeSeverity.Error, folder.LockPath, $"{mismatch.File} of {id} does not exist, or cannot be read. Add the endpoint again, or remove the entry."),
            MismatchKind.OtherEndpoint => new CheckFinding(CheckRules.OtherEndpoint, ChangeSeverity.Error, mismatch.Found!.Path, $"The lock file has this file for {id}, and it is the document of {mismatch.Found.EndpointId ?? "no endpoint"}. Add the right endpoint again."),
            MismatchKind.Changed => new CheckFinding(CheckRules.ChangedByHand, ChangeSeverity.Warning, mismatch.Found!.Path, $"This is not what was fetched for {id}: its hash is {mismatch.Found.Sha256 ?? "none"}, and the lock file has {mismatch.Entry!.Sha256}. The next refresh overwrites the change."),
            _ => new CheckFinding(CheckRules.FileNotLocked, ChangeSeverity.Warning, mismatch.Found!.Path, $"{LockFile.FileName} has no entry for this file, so it is not refreshed. Add it: klinggen add {mismatch.Found.EndpointId}."),
        };
    }
}
