using System.Text;
using System.Text.Json;
using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Output;

/// <summary>Where a report goes, and in which form.</summary>
internal sealed class ReportSink(CliHost host, Reporter reporter, string format, string? path)
{
    public void Show(IReport report, Func<string>? markdown, Func<string> sarif)
    {
        switch (format)
        {
            case "terminal" when path is null:
                reporter.Show(report);
                break;
            case "terminal":
                Write(Plain(report));
                break;
            case "json":
                Write(Json(report));
                break;
            case "markdown" when markdown is not null:
                Write(markdown());
                break;
            default:
                Write(sarif());
                break;
        }
    }

    private void Write(string text)
    {
        if (path is null)
        {
            reporter.Write(text);
            return;
        }

        // Whole or not at all, as everything that this tool writes.
        var files = new FileBatch();
        files.Add(host.PathOf(path), new UTF8Encoding(false).GetBytes(text));
        files.Commit();
        reporter.Note($"The report is in {path}.");
    }

    private string Plain(IReport report)
    {
        using var text = new StringWriter { NewLine = "\n" };
        report.WriteTo(Consoles.Create(host, text, isTerminal: false));
        return text.ToString();
    }

    private static string Json(IReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            report.WriteTo(json);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }
}
