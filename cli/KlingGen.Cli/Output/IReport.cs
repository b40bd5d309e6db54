using System.Text.Json;
using Spectre.Console;

namespace KlingGen.Cli.Output;

/// <summary>What a command found or did. It knows both ways of saying it; the <see cref="Reporter"/> chooses.</summary>
internal interface IReport
{
    /// <summary>For people: tables and sentences. Foreign text goes through a <see cref="Part"/> or a <see cref="Text"/>, never through markup.</summary>
    void WriteTo(IAnsiConsole console);

    /// <summary>For scripts: exactly one value.</summary>
    void WriteTo(Utf8JsonWriter json);
}
