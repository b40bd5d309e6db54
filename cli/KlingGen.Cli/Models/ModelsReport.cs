using System.Text.Json;
using KlingGen.Cli.Output;
using Spectre.Console;

namespace KlingGen.Cli.Models;

/// <summary>Models that fit a search.</summary>
internal sealed record ModelsReport(IReadOnlyList<FoundModel> Models, bool HasMore) : IReport
{
    private const int LongestDescription = 140;

    public void WriteTo(IAnsiConsole console)
    {
        if (Models.Count == 0)
        {
            console.WriteLine("No model fits. Try fewer or other words.");
            return;
        }
        var table = new Table().Border(TableBorder.Rounded).WithColumns("Endpoint", "Category", "What it does");
        foreach (FoundModel model in Models)
            table.AddRow(new Text(Shown.Clean(model.Id)), new Text(Shown.Clean(model.Category)), new Text(Short(Shown.Clean(model.Description))));
        console.Write(table);
        console.WriteLine($"{Sentences.Count(Models.Count, "model")}{(HasMore ? "; there are more: say --limit, or more words" : "")}. 'klinggen run <endpoint> --help' shows the inputs of one.");
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("models"u8);
        foreach (FoundModel model in Models)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, model.Id);
            json.WriteString("category"u8, model.Category);
            json.WriteString("name"u8, model.Name);
            json.WriteString("description"u8, model.Description);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteBoolean("hasMore"u8, HasMore);
        json.WriteEndObject();
    }

    private static string Short(string text)
    {
        if (text.Length <= LongestDescription)
            return text;
        int end = text.LastIndexOf(' ', LongestDescription);
        return text[..(end > 0 ? end : LongestDescription)] + " …";
    }
}
