using System.Text.Json;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Jobs;
using KlingGen.Cli.Output;
using KlingGen.Cli.Schemas;
using Spectre.Console;

namespace KlingGen.Cli.Gallery;

/// <summary>Finds what the journal knows of the files in a folder, and writes the page.</summary>
internal sealed class GalleryRun(CliHost host, string dataFolder)
{
    public const string UsualName = "index.html";

    /// <exception cref="CliException">There is no such folder, nothing of ours in it, or the page cannot be written.</exception>
    public GalleryReport Run(string folder, string? page)
    {
        string full = Path.TrimEndingDirectorySeparator(host.PathOf(folder));
        if (!Directory.Exists(full))
            throw CliException.Unusable($"'{EndpointIds.Shown(folder)}' is not a folder. Name the one that 'klinggen run --out' saved files in.");
        string target = page is null ? Path.Combine(full, UsualName) : host.PathOf(page);
        (JobRecord Job, IReadOnlyList<string> Files)[] jobs =
        [
            .. new JobJournal(host, dataFolder).Read().Where(static job => !job.IsForgotten)
                .Select(job => (Job: job, Files: (IReadOnlyList<string>)[.. job.Files.Where(file => IsWithin(full, file) && File.Exists(file))]))
                .Where(static pair => pair.Files.Count > 0).OrderByDescending(static pair => pair.Job.StartedAt),
        ];
        if (jobs.Length == 0)
            throw CliException.Unusable($"The journal knows no file in '{full}'. Save some there with 'klinggen run --out', or name the journal's folder with --data.");
        return Write(host, target, jobs);
    }

    /// <summary>Writes the page, over one of ours and nothing else.</summary>
    /// <exception cref="CliException">It cannot be written.</exception>
    public static GalleryReport Write(CliHost host, string target, IReadOnlyList<(JobRecord Job, IReadOnlyList<string> Files)> jobs)
    {
        if (File.Exists(target) && !IsOurs(target))
            throw CliException.Unwritable($"'{host.Shown(target)}' is not a gallery of klinggen, so it is not overwritten. Name another file with --out.");
        var files = new FileBatch();
        files.Add(target, SchemaFolder.Bytes(GalleryPage.Write(Path.GetDirectoryName(target)!, jobs)));
        files.Commit();
        return new GalleryReport(host.Shown(target), jobs.Count, jobs.Sum(static pair => pair.Files.Count));
    }

    private static bool IsWithin(string folder, string file) => Path.IsPathRooted(file) && Path.GetFullPath(file).StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static bool IsOurs(string path)
    {
        try
        {
            return new FileInfo(path).Length < 256L << 20 && File.ReadLines(path).Take(5).Contains(GalleryPage.Mark);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

/// <summary>The page that was written.</summary>
internal sealed record GalleryReport(string Page, int Jobs, int Files) : IReport
{
    public void WriteTo(IAnsiConsole console) => console.WriteLine($"{Page}: {Sentences.Count(Files, "file")} of {Sentences.Count(Jobs, "job")}.");

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("page"u8, Page);
        json.WriteNumber("jobs"u8, Jobs);
        json.WriteNumber("files"u8, Files);
        json.WriteEndObject();
    }
}
