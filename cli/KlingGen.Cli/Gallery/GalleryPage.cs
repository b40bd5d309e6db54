using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Cli.Jobs;

namespace KlingGen.Cli.Gallery;

/// <summary>A page of what was made: no script, nothing from elsewhere, all foreign text escaped.</summary>
internal static class GalleryPage
{
    /// <summary>Stands in every page, so that the next one may take its place.</summary>
    public const string Mark = "<meta name=\"generator\" content=\"klinggen gallery\">";

    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="folder">The folder, absolute; addresses are written from there.</param>
    /// <param name="jobs">Jobs with files in it, newest first.</param>
    public static string Write(string folder, IReadOnlyList<(JobRecord Job, IReadOnlyList<string> Files)> jobs)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n").Append(Mark).Append("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' file:; media-src 'self' file:; style-src 'unsafe-inline'\">\n<title>").Append(Text(Path.GetFileName(folder))).Append("</title>\n<style>\n").Append(Style).Append("</style>\n");
        page.Append("<h1>").Append(Text(Path.GetFileName(folder))).Append("</h1>\n<p>").Append(Text(Summary(jobs))).Append("</p>\n<main>\n");
        foreach ((JobRecord job, IReadOnlyList<string> files) in jobs)
            Article(page, folder, job, files);
        return page.Append("</main>\n</html>\n").ToString();
    }

    private static void Article(StringBuilder page, string folder, JobRecord job, IReadOnlyList<string> files)
    {
        page.Append("<article>\n");
        foreach (string file in files)
            page.Append(Element(Address(folder, file), Path.GetFileName(file), Prompt(job))).Append('\n');
        if (Prompt(job) is { Length: > 0 } prompt)
            page.Append("<p>").Append(Text(prompt)).Append("</p>\n");
        string cost = JobWords.Cost(job) is { Length: > 0 } known ? known : "cost not known";
        page.Append("<footer>").Append(Text($"{job.Endpoint} · {job.StartedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC · {cost}")).Append("</footer>\n");
        page.Append("<details><summary>Input</summary><pre>").Append(Text(job.Input?.ToJsonString(s_readable) ?? "{}")).Append("</pre><p>").Append(Text($"Job {job.Id}, request {job.Handle?.RequestId}")).Append("</p></details>\n</article>\n");
    }

    private static string Element(string address, string name, string prompt) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".png" or ".jpg" or ".jpeg" or ".webp" or ".gif" or ".avif" or ".bmp" => $"<a href=\"{address}\"><img loading=\"lazy\" src=\"{address}\" alt=\"{Text(prompt.Length > 0 ? prompt : name)}\"></a>",
        ".mp4" or ".webm" or ".mov" => $"<video controls preload=\"metadata\" src=\"{address}\"></video>",
        ".mp3" or ".wav" or ".ogg" or ".flac" or ".m4a" => $"<audio controls preload=\"none\" src=\"{address}\"></audio>",
        _ => $"<a href=\"{address}\">{Text(name)}</a>",
    };

    private static string Summary(IReadOnlyList<(JobRecord Job, IReadOnlyList<string> Files)> jobs)
    {
        string costs = string.Join(" and ", jobs.Select(static pair => pair.Job.Cost).OfType<FalCost>().GroupBy(static cost => cost.Currency).OrderBy(static group => group.Key, StringComparer.Ordinal)
            .Select(static group => new FalCost(group.Sum(static cost => cost.Amount), group.Key).ToString()));
        return $"{Sentences.Count(jobs.Sum(static pair => pair.Files.Count), "file")} of {Sentences.Count(jobs.Count, "job")}{(costs.Length > 0 ? ", " + costs : "")}.";
    }

    private static string Prompt(JobRecord job) => job.Input is JsonObject input && input["prompt"] is JsonValue value && value.TryGetValue(out string? prompt) ? prompt : "";

    private static string Address(string folder, string file) => string.Join('/', Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private const string Style = """
        :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
        body { margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
        main { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); }
        article { border: 1px solid #8884; border-radius: .5rem; overflow: hidden; padding: .75rem; }
        img, video { border-radius: .25rem; display: block; height: auto; margin-bottom: .5rem; max-width: 100%; }
        audio { width: 100%; }
        footer, summary { color: #888; font-size: .85rem; }
        pre { overflow: auto; white-space: pre-wrap; }

        """;
}
