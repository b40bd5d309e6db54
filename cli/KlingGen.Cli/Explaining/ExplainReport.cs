using System.Text.Json;
using KlingGen.Cli.Output;
using Spectre.Console;

namespace KlingGen.Cli.Explaining;

/// <summary>One rule's page.</summary>
internal sealed record ExplainReport(string Id, string Page) : IReport
{
    public void WriteTo(IAnsiConsole console) => console.Verbatim(Page.TrimEnd('\n'));

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, Id);
        json.WriteString("page"u8, Page);
        json.WriteEndObject();
    }
}

/// <summary>The list of all rules.</summary>
internal sealed record RuleListReport(IReadOnlyList<(string Id, string Title)> Rules) : IReport
{
    public void WriteTo(IAnsiConsole console)
    {
        foreach ((string id, string title) in Rules)
            console.WriteLine($"{id}  {title}");
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("rules"u8);
        foreach ((string id, string title) in Rules)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            json.WriteString("title"u8, title);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
