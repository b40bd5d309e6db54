using System.Globalization;
using System.Text.Json;
using KlingGen.CompilerServices;

namespace KlingGen.Batches;

/// <summary>The files of a result, whatever its type: every object that has an address.</summary>
internal static class ResultFiles
{
    public static IReadOnlyList<IFalFile> In(string result)
    {
        var files = new List<IFalFile>();
        using var document = JsonDocument.Parse(result, new JsonDocumentOptions { MaxDepth = 512 });
        Collect(document.RootElement, files);
        return files;
    }

    /// <summary>Saves the files of a job under names that follow from its number, so that a second time finds the same ones.</summary>
    public static async Task<IReadOnlyList<string>> SaveAsync(FalClient client, FalBatchDownload download, CancellationToken cancellationToken)
    {
        IReadOnlyList<IFalFile> files = In(download.Result);
        string folder = Path.Combine(download.Folder, download.Key.BatchId);
        string number = download.Key.Number.ToString("D7", CultureInfo.InvariantCulture);
        // Whole files only: they are fetched into a folder beside, and moved when all are there.
        string part = Path.Combine(folder, $".klinggen-{number}");
        Discard(part);
        try
        {
            var saved = new List<string>();
            for (int index = 0; index < files.Count; index++)
            {
                string name = files.Count == 1 ? number : string.Create(CultureInfo.InvariantCulture, $"{number}-{index + 1}");
                saved.Add(await files[index].SaveAsync(part, client, name, cancellationToken: cancellationToken).ConfigureAwait(false));
            }

            for (int index = 0; index < saved.Count; index++)
            {
                string place = Path.Combine(Path.GetFullPath(folder), Path.GetFileName(saved[index]));
                File.Move(saved[index], place, overwrite: true);
                saved[index] = place;
            }

            return saved;
        }
        finally
        {
            Discard(part);
        }
    }

    private static void Discard(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static void Collect(JsonElement element, List<IFalFile> files)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
                Collect(item, files);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGet("url", out JsonElement url) && url.Text() is { } address && IsAddress(address))
                files.Add(new ResultFile(address, Text(element, "content_type"), Text(element, "file_name")));
            foreach (JsonProperty member in element.EnumerateObject())
                Collect(member.Value, files);
        }
    }

    private static bool IsAddress(string text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    private static string? Text(JsonElement element, string name) => element.TryGet(name, out JsonElement value) ? value.Text() : null;

    private sealed record ResultFile(string Url, string? ContentType, string? FileName) : IFalFile
    {
        public long? FileSize => null;
    }
}
