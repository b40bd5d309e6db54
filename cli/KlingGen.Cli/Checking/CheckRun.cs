using KlingGen.Cli.Comparing;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Schemas;
using KlingGen.Comparison;
using KlingGen.Compiler;

namespace KlingGen.Cli.Checking;

/// <summary>One run of <c>klinggen check</c>.</summary>
internal sealed class CheckRun(CliHost host, string[] paths, ChangeSeverity failOn)
{
    private readonly List<CheckFinding> _findings = [];
    private int _files;

    /// <exception cref="CliException">A path does not exist, or a file cannot be read at all.</exception>
    public async Task<CheckReport> RunAsync(CancellationToken cancellationToken)
    {
        string[] wanted = paths.Length > 0 ? paths : [SchemaFolder.Locate(host, null) ?? throw CliException.Unusable($"There is no {LockFile.FileName} here or above. Name the files or the folder to check.")];
        foreach (string path in wanted)
        {
            if (path != TextSource.StandardInput && Directory.Exists(host.PathOf(path)))
                await FolderAsync(host.PathOf(path), cancellationToken);
            else
                await FileAsync(path, cancellationToken);
        }
        return new CheckReport(host.WorkingDirectory, _files, _findings, failOn);
    }

    private async Task FolderAsync(string path, CancellationToken cancellationToken)
    {
        foreach (string file in Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal))
            if (Path.GetFileName(file) is not (LockFile.FileName or Suppressions.UsualName))
                await FoundAsync(file, cancellationToken);
        SchemaFolder folder = await SchemaFolder.OpenAsync(host, path, cancellationToken);
        _findings.AddRange(LockFindings.Of(folder, await SchemaFiles.ReadAsync(host, folder, cancellationToken)));
    }

    /// <summary>A file that nobody named: where it cannot be read, the others are examined all the same.</summary>
    private async Task FoundAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await FileAsync(path, cancellationToken);
        }
        catch (CliException unreadable)
        {
            _files++;
            _findings.Add(new CheckFinding(ProblemIds.FileEmpty, ChangeSeverity.Error, path, unreadable.Message));
        }
    }

    private async Task FileAsync(string path, CancellationToken cancellationToken)
    {
        string full = path == TextSource.StandardInput ? path : host.PathOf(path);
        string text = await TextSource.ReadAsync(host, path, cancellationToken);
        _files++;
        _findings.AddRange(DocumentCheck.Run(full, path, text, cancellationToken));
    }
}
