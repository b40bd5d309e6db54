using System.Text.Json;
using KlingGen.Cli.Output;
using Spectre.Console;

namespace KlingGen.Cli.Snippets;

/// <summary>A program to copy.</summary>
internal sealed record CSharpReport(string Program) : IReport
{
    public void WriteTo(IAnsiConsole console) => console.Verbatim(Program.TrimEnd('\n'));

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("csharp"u8, Program);
        json.WriteEndObject();
    }
}
