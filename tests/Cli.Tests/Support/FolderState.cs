using System.Security.Cryptography;

namespace Cli.Tests.Support;

/// <summary>What lies in a folder: names, contents, times of writing. Two states are equal exactly where nothing was touched.</summary>
internal static class FolderState
{
    private const long TooLongToRead = 1 << 30;

    public static IReadOnlyList<string> Of(string folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Order(StringComparer.Ordinal)
            .Select(path => Directory.Exists(path) || new FileInfo(path).LinkTarget is not null
                ? Path.GetRelativePath(folder, path) + "/"
                : $"{Path.GetRelativePath(folder, path)} {Content(path)} {File.GetLastWriteTimeUtc(path).Ticks}"),
    ];

    private static string Content(string path) =>
        new FileInfo(path).Length is > TooLongToRead and var length ? $"{length} bytes" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
}
