using System.Globalization;
using System.Text;
using KlingGen.Batches;

namespace Batches.Tests.Running;

/// <summary>Exports as comma-separated values, read back by a reader that knows RFC 4180 and nothing else.</summary>
public sealed class CsvTests
{
    [Fact]
    public async Task Members_addresses_files_and_results_have_their_columns_and_text_comes_back_as_it_was()
    {
        await using Rig rig = await Rig.StartAsync();
        const string Hard = "a \"quoted\", and\r\ntwo lines; ünïcödé 日本 ";
        string lines = $$"""
            {"prompt":{{System.Text.Json.JsonSerializer.Serialize(Hard)}},"num_images":2,"seed":-5}
            {"prompt":"b","aspect_ratio":"16:9","elements":[{"a":1}]}
            not JSON
            {"prompt":null}
            """.ReplaceLineEndings("\n");
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        FalBatch batch = await rig.Batches.CreateAsync(FalBatchEndpoint.Of(rig.Fal.Endpoint(Rig.Kling)), new StringReader(lines), new() { DownloadFolder = Path.Combine(rig.Folder, "files"), CostPerJob = 0.1m }, Rig.Stop);
        await rig.DriveAsync(batch);
        (string[] header, Dictionary<string, string>[] rows) = await ExportAsync(batch, 4);
        CultureInfo.CurrentCulture = before;

        Assert.Equal(["number", "state", "request_id", "cost", "currency", "sent_at", "finished_at", "error_type", "error"], header[..9]);
        Assert.Equal(["input.prompt", "input.num_images", "input.seed", "input.aspect_ratio", "input.elements", "input", "url_1", "url_2", "file_1", "file_2", "result"], header[9..]);
        Assert.Equal((Hard, "2", "-5", "", "0.056", "USD"), (rows[0]["input.prompt"], rows[0]["input.num_images"], rows[0]["input.seed"], rows[0]["input"], rows[0]["cost"], rows[0]["currency"]));
        Assert.Equal(("Downloaded", "16:9", """[{"a":1}]"""), (rows[1]["state"], rows[1]["input.aspect_ratio"], rows[1]["input.elements"]));
        Assert.StartsWith("http", rows[0]["url_2"], StringComparison.Ordinal);
        Assert.Contains(rows[0]["url_1"], rows[0]["result"], StringComparison.Ordinal);
        Assert.True(File.Exists(rows[0]["file_2"]));
        Assert.Equal(("", ""), (rows[1]["url_2"], rows[1]["file_2"]));
        Assert.Equal(("Failed", "invalid_input", "not JSON", "0"), (rows[2]["state"], rows[2]["error_type"], rows[2]["input"], rows[2]["cost"]));
        Assert.True(DateTimeOffset.TryParseExact(rows[0]["sent_at"], "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _));
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+1+cmd|' /C calc'!A0")]
    [InlineData("-2+3")]
    [InlineData("@SUM(1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("＝1")]
    public async Task A_formula_is_text_in_inputs_and_in_the_names_of_members(string formula)
    {
        await using Rig rig = await Rig.StartAsync();
        FalBatch batch = await rig.Batches.CreateAsync(FalBatchEndpoint.Of(rig.Fal.Endpoint(Rig.Kling)), new StringReader($$"""{"prompt":{{System.Text.Json.JsonSerializer.Serialize(formula)}}}"""), null, Rig.Stop);
        await rig.DriveAsync(batch);
        (_, Dictionary<string, string>[] rows) = await ExportAsync(batch, 1);
        Assert.Equal("'" + formula, rows[0]["input.prompt"]);
    }

    [Fact]
    public async Task Half_a_character_is_exported_too()
    {
        await using Rig rig = await Rig.StartAsync();
        FalBatch batch = await rig.Batches.CreateAsync(FalBatchEndpoint.Of(rig.Fal.Endpoint(Rig.Kling)), new StringReader("""{"prompt":"a\ud800b","x\udc00":{"y":"\ud800"}}"""), null, Rig.Stop);
        await rig.DriveAsync(batch);
        (_, Dictionary<string, string>[] rows) = await ExportAsync(batch, 1);
        Assert.Equal("a�b", rows[0]["input.prompt"]);
        using var file = new MemoryStream();
        Assert.Equal(1, await batch.ExportAsync(file, Rig.Stop));
        Assert.Contains("\"prompt\":\"a", Encoding.UTF8.GetString(file.ToArray()), StringComparison.Ordinal);
    }

    private static async Task<(string[] Header, Dictionary<string, string>[] Rows)> ExportAsync(FalBatch batch, int jobs)
    {
        using var file = new MemoryStream();
        Assert.Equal(jobs, await batch.ExportCsvAsync(file, Rig.Stop));
        List<string[]> rows = Read(Encoding.UTF8.GetString(file.ToArray()));
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
        return (rows[0], [.. rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(static cell => cell.First, static cell => cell.Second))]);
    }

    private static List<string[]> Read(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at];
            if (quoted)
            {
                if (c != '"')
                    cell.Append(c);
                else if (at + 1 < text.Length && text[at + 1] == '"')
                    cell.Append(text[++at]);
                else
                    quoted = false;
            }
            else if (c == '"' && cell.Length == 0)
                quoted = true;
            else if (c is ',' or '\r')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == '\r')
                {
                    Assert.Equal('\n', text[++at]);
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
            else
            {
                Assert.DoesNotContain(c, "\n\"");
                cell.Append(c);
            }
        }

        Assert.Empty(row);
        return rows;
    }
}
