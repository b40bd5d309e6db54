using System.Text.Json;
using KlingGen.Cli.Output;
using KlingGen.Compiler;
using Spectre.Console;

namespace KlingGen.Cli.Inspecting;

/// <summary>The C# that would be generated, or where it was written.</summary>
/// <param name="files">The files.</param>
/// <param name="folder">Where they were written, as shown; null where they are to be printed.</param>
internal sealed class CodeReport(IReadOnlyList<SourceFile> files, string? folder) : IReport
{
    public void WriteTo(IAnsiConsole console)
    {
        if (folder is not null)
        {
            console.WriteLine($"Wrote {Sentences.Count(files.Count, "file")} to {folder}. They need the package KlingGen.Runtime and nothing else.");
            return;
        }
        foreach (SourceFile file in files)
        {
            console.Verbatim($"// ==== {file.HintName}");
            console.Verbatim(file.Text);
        }
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("folder"u8, folder);
        json.WriteStartArray("files"u8);
        foreach (SourceFile file in files)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, file.HintName);
            if (folder is null)
                json.WriteString("text"u8, file.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
