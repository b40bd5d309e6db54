using Spectre.Console;

namespace KlingGen.Cli.Output;

/// <summary>A piece of a line, as it is: markup would read brackets and <c>:cat:</c> in foreign text as instructions.</summary>
internal sealed record Part(string Text, Style? Style = null)
{
    public static implicit operator Part(string text) => new(text);

    public static Part Bold(string text) => new(text, new Style(decoration: Decoration.Bold));

    public static Part Green(string text) => new(text, new Style(Color.Green));

    public static Part Yellow(string text) => new(text, new Style(Color.Yellow));

    public static Part Red(string text) => new(text, new Style(Color.Red));

    public static Part Blue(string text) => new(text, new Style(Color.Blue));
}

/// <summary>Lines and tables of parts.</summary>
internal static class Parts
{
    public static void WriteParts(this IAnsiConsole console, params Part[] parts)
    {
        var line = new Paragraph();
        foreach (Part part in parts)
            line.Append(part.Text, part.Style);
        line.Append("\n");
        console.Write(line);
    }

    /// <summary>Adds columns with these heads.</summary>
    public static Table WithColumns(this Table table, params string[] heads)
    {
        foreach (string head in heads)
            table.AddColumn(new TableColumn(new Text(head)));
        return table;
    }
}
