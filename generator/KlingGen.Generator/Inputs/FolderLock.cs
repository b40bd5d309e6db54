using KlingGen.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KlingGen.Generator.Inputs;

/// <summary>The lock file of a folder of schemas.</summary>
internal sealed record FolderLock(string Path, LockReadResult Result)
{
    public static bool IsMarked(AdditionalText file, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(file).TryGetValue("build_metadata.AdditionalFiles.KlingGenLock", out string? marked) && string.Equals(marked, "true", StringComparison.OrdinalIgnoreCase);

    public static FolderLock Read(AdditionalText file, CancellationToken cancellationToken) =>
        new(file.Path, LockFile.Read(file.Path, file.GetText(cancellationToken)?.ToString() ?? "", cancellationToken));

    /// <summary>The price that the lock file beside a schema has of its endpoint from the service; one from anywhere else is not compiled in.</summary>
    public static LockPrice? PriceOf(EquatableArray<FolderLock> locks, string schemaPath, string endpointId)
    {
        ReadOnlySpan<char> folder = Folder(schemaPath);
        foreach (FolderLock candidate in locks)
            if (Folder(candidate.Path).SequenceEqual(folder))
                return candidate.Result.File.Find(endpointId)?.Price;
        return null;
    }

    private static ReadOnlySpan<char> Folder(string path) => path.AsSpan(0, path.LastIndexOfAny(['/', '\\']) + 1);
}
