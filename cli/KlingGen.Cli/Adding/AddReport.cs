using System.Text.Json;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Output;
using KlingGen.Compiler;
using Spectre.Console;

namespace KlingGen.Cli.Adding;

/// <summary>What <c>klinggen add</c> did, and what to do next.</summary>
internal sealed class AddReport(IReadOnlyList<AddedSchema> added, string lockFile, string? project, IReadOnlyList<string> items, bool hasGenerator, bool isDryRun) : IReport
{
    /// <summary>What to write into the program without a project, or null.</summary>
    public ProgramLines? Program { get; init; }

    public void WriteTo(IAnsiConsole console)
    {
        foreach (AddedSchema schema in added)
            Write(console, schema);

        if (Program is { } program)
        {
            Write(console, program);
        }
        else if (project is null)
        {
            console.WriteLine("There is no project here. Add this to the project that uses the schema:");
            foreach (AddedSchema schema in added)
                console.Verbatim($"  <KlingGenSchema Include=\"{schema.File}\" />");
            console.WriteLine();
        }
        else if (items.Count > 0)
        {
            console.WriteParts($"{Verb("Added", "Would add")} to ", Part.Bold(project), ":");
            foreach (string item in items)
                console.Verbatim($"  <KlingGenSchema Include=\"{item}\" />");
            console.WriteLine();
        }
        if (!hasGenerator)
        {
            console.WriteLine("The project does not refer to the package KlingGen yet, so nothing is generated. Add it:");
            console.Verbatim($"  dotnet add \"{project}\" package KlingGen --version {ToolVersion.Text}");
            console.WriteLine();
        }
        if (isDryRun)
            console.WriteLine("Nothing was written (--dry-run).");
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBoolean("dryRun"u8, isDryRun);
        json.WriteString("lock"u8, lockFile);
        json.WriteString("project"u8, project);
        json.WriteString("program"u8, Program?.File);
        json.WriteStartArray("directives"u8);
        foreach (string line in Program?.Lines ?? [])
            json.WriteStringValue(line);
        json.WriteEndArray();
        json.WriteBoolean("hasGenerator"u8, hasGenerator);
        json.WriteStartArray("items"u8);
        foreach (string item in items)
            json.WriteStringValue(item);
        json.WriteEndArray();
        json.WriteStartArray("endpoints"u8);
        foreach (AddedSchema schema in added)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, schema.EndpointId);
            json.WriteString("file"u8, schema.File);
            json.WriteBoolean("changed"u8, schema.IsChanged);
            json.WriteString("sha256"u8, schema.Entry.Sha256);
            JsonParts.Price(json, schema.Entry.QuotedPrice);
            json.WriteString("namespace"u8, schema.Model.Namespace);
            json.WriteString("client"u8, schema.Model.ClientName + "Client");
            json.WriteStartArray("types"u8);
            foreach (DefinitionSpec definition in schema.Model.Definitions)
                json.WriteStringValue(definition.Name);
            json.WriteEndArray();
            JsonParts.Problems(json, "warnings"u8, schema.Warnings);
            json.WriteString("firstCall"u8, schema.FirstCall);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(IAnsiConsole console, AddedSchema schema)
    {
        console.WriteParts(Part.Green(schema.IsChanged ? Verb("Wrote", "Would write") : "Unchanged:"), " ", Part.Bold(schema.File), $" ({schema.EndpointId})");
        if (schema.Entry.Price is { } price)
            console.WriteLine($"A unit costs {Shown.Price(price)}.");
        else if (schema.Entry.QuotedPrice is { } other)
            console.WriteLine($"The price is not known: {Shown.OtherPrice(other)} is not compiled in. 'klinggen refresh' asks the service.");
        if (schema.Entry.Source == LockSources.Emulator)
            console.WriteLine("The document comes from an emulator, not from the service. 'klinggen refresh' asks the service.");
        foreach (Problem warning in schema.Warnings)
            console.WriteParts(Part.Yellow(warning.Id), $" {Shown.Clean(warning.Message)}");
        console.WriteLine();
        console.WriteParts("The build generates in ", Part.Bold(schema.Model.Namespace), ":");
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn(new TableColumn(Text.Empty) { NoWrap = true, Padding = new Padding(2, 0, 2, 0) }).WithColumns("");
        table.AddRow(new Text(schema.Model.ClientName + "Client"), new Text($"the client: fal.{schema.Model.ClientName}()"));
        foreach (DefinitionSpec definition in schema.Model.Definitions)
            table.AddRow(new Text(definition.Name), new Text(Describe(definition, schema.Model)));
        console.Write(table);
        console.WriteLine();
        console.WriteLine("A first call:");
        console.WriteLine();
        foreach (string line in schema.FirstCall.TrimEnd('\n').Split('\n'))
            console.Verbatim(line.Length == 0 ? "" : "    " + line);
        console.WriteLine();
    }

    private static void Write(IAnsiConsole console, ProgramLines program)
    {
        if (program.Lines.Count == 0)
            return;
        console.WriteParts("There is no project here, but a program. Write at the top of ", Part.Bold(program.File), program.Replaced is null ? ":" : $", in place of '{program.Replaced}':");
        foreach (string line in program.Lines)
            console.Verbatim("  " + line);
        console.WriteLine();
    }

    private static string Describe(DefinitionSpec definition, EndpointSpec model)
    {
        string role = model.Input is NamedType input && input.Name == definition.Name ? ", the input" : model.Output is NamedType output && output.Name == definition.Name ? ", the result" : "";
        return definition switch
        {
            RecordSpec record => $"record of {Sentences.Count(record.Members.Count, "member")}{role}",
            EnumSpec values => $"enum of {Sentences.Count(values.Values.Count, "value")}",
            UnionSpec union => $"one of {Sentences.Count(union.Cases.Count, "type")}{role}",
            TupleSpec tuple => $"array of {Sentences.Count(tuple.Items.Count, "position")}",
            _ => "",
        };
    }

    private string Verb(string done, string wouldBe) => isDryRun ? wouldBe : done;
}

/// <summary>Lines for a program of one file.</summary>
/// <param name="File">The program, as shown.</param>
/// <param name="Replaced">The line about schema files that it has, or null.</param>
/// <param name="Lines">The lines it needs; none where it has them all.</param>
internal sealed record ProgramLines(string File, string? Replaced, IReadOnlyList<string> Lines);
