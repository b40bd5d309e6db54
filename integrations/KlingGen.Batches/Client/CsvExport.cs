using System.Globalization;
using System.Text;
using System.Text.Json;
using KlingGen.CompilerServices;

namespace KlingGen.Batches;

/// <summary>
/// Jobs as comma-separated values (RFC 4180): members of the inputs and addresses of the files have columns of their own, so all jobs are read twice, once for the columns.
/// </summary>
/// <remarks>Inputs and results are foreign text: what a spreadsheet would run as a formula gets an apostrophe in front, which spreadsheets do not show.</remarks>
internal sealed class CsvExport(string currency)
{
    private const int MaxInputs = 200;
    private const int MaxFiles = 50;

    private readonly List<string> _inputs = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly StringBuilder _line = new();
    private bool _hasOtherInputs;
    private int _urls;
    private int _files;

    /// <summary>Looks which columns a job needs.</summary>
    public void Survey(FalBatchJob job)
    {
        using (JsonDocument? input = Parse(job.Input))
        {
            if (input?.RootElement.ValueKind != JsonValueKind.Object)
                _hasOtherInputs |= job.Input is not null;
            else
            {
                foreach (JsonProperty member in input.RootElement.EnumerateObject())
                {
                    // What has no column any more is in that of the whole input.
                    string name = member.NameText();
                    if (!_known.Contains(name) && _inputs.Count == MaxInputs)
                        _hasOtherInputs = true;
                    else if (_known.Add(name))
                        _inputs.Add(name);
                }
            }
        }

        _urls = Math.Max(_urls, Math.Min(MaxFiles, Urls(job).Count));
        _files = Math.Max(_files, Math.Min(MaxFiles, job.Files.Count));
    }

    public ReadOnlyMemory<byte> Header() => Line(
    [
        "number", "state", "request_id", "cost", "currency", "sent_at", "finished_at", "error_type", "error",
        .. _inputs.Select(static name => Text("input." + name)), .. _hasOtherInputs ? ["input"] : (string[])[],
        .. Numbered("url", _urls), .. Numbered("file", _files), "result",
    ]);

    public ReadOnlyMemory<byte> Row(FalBatchJob job)
    {
        using JsonDocument? input = Parse(job.Input);
        bool isObject = input?.RootElement.ValueKind == JsonValueKind.Object;
        IReadOnlyList<string> urls = Urls(job);
        return Line(
        [
            job.Number.ToString(CultureInfo.InvariantCulture), job.State.ToString(), Text(job.RequestId), job.Cost.ToString(CultureInfo.InvariantCulture), Text(currency), Time(job.SentAt), Time(job.FinishedAt),
            Text(job.ErrorType), Text(job.Error),
            .. _inputs.Select(name => isObject && input!.RootElement.TryGet(name, out JsonElement value) ? Value(value) : string.Empty),
            .. _hasOtherInputs ? [isObject && input!.RootElement.EnumerateObject().All(member => _known.Contains(member.NameText())) ? string.Empty : Text(job.Input)] : (string[])[],
            .. Enumerable.Range(0, _urls).Select(index => index < urls.Count ? Text(urls[index]) : string.Empty),
            .. Enumerable.Range(0, _files).Select(index => index < job.Files.Count ? Text(job.Files[index]) : string.Empty),
            Text(job.Result),
        ]);
    }

    private ReadOnlyMemory<byte> Line(string[] cells)
    {
        _line.Clear();
        for (int index = 0; index < cells.Length; index++)
        {
            if (index > 0)
                _line.Append(',');
            string cell = cells[index];
            if (cell.AsSpan().IndexOfAny("\",\r\n") < 0 && cell.Trim().Length == cell.Length)
                _line.Append(cell);
            else
                _line.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }

        return Encoding.UTF8.GetBytes(_line.Append("\r\n").ToString());
    }

    private static IEnumerable<string> Numbered(string name, int count) => Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{name}_{number}"));

    /// <summary>A number of JSON is one in a spreadsheet too; text is text; the rest is JSON.</summary>
    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => string.Empty,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.String => Text(value.Text()),
        _ => Text(value.GetRawText()),
    };

    private static string Text(string? text) => text switch
    {
        null => string.Empty,
        ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..] => "'" + text,
        _ => text,
    };

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) ?? string.Empty;

    private static IReadOnlyList<string> Urls(FalBatchJob job)
    {
        try
        {
            // Content that is in the result itself has none to show.
            return job.Result is null ? [] : [.. ResultFiles.In(job.Result).Select(static file => file.Url).Where(static url => !url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static JsonDocument? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonDocument.Parse(JsonStrings.Utf8Of(Encoding.UTF8.GetBytes(json)), new JsonDocumentOptions { MaxDepth = 512 });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
