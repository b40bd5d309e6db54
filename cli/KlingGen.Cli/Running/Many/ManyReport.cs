using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Jobs;
using KlingGen.Cli.Output;
using Spectre.Console;

namespace KlingGen.Cli.Running.Many;

/// <summary>How a batch ended.</summary>
/// <param name="Host">The machine.</param>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Lines">Its lines, in the order of the file.</param>
/// <param name="WasCancelled">Whether it was given up.</param>
/// <param name="Results">The file with the same lines; null for a dry run.</param>
internal sealed record ManyReport(CliHost Host, string Endpoint, IReadOnlyList<LineResult> Lines, bool WasCancelled, string? Results) : IReport
{
    /// <summary>The worst that became of a line.</summary>
    public int ExitCode => WasCancelled ? ExitCodes.Cancelled
        : Count(LineStatus.Unknown) > 0 ? ExitCodes.Unknown
        : Count(LineStatus.TooExpensive) > 0 ? ExitCodes.TooExpensive
        : Lines.Any(static line => line.Status is LineStatus.Failed or LineStatus.NotBought or LineStatus.Invalid) ? ExitCodes.Findings
        : ExitCodes.Success;

    private IEnumerable<FalCost> Costs => Lines.Select(static line => line.Cost).OfType<FalCost>().GroupBy(static cost => cost.Currency).Select(static group => new FalCost(group.Sum(static cost => cost.Amount), group.Key));

    public void WriteTo(IAnsiConsole console)
    {
        foreach (LineResult line in Lines.Where(static line => line.Status == LineStatus.Completed).SelectMany(static line => line.Files.Select(file => line with { Files = [file] })))
            console.Verbatim(Shown.Clean(Host.Shown(line.Files[0])));
        string counts = string.Join(", ", Lines.GroupBy(static line => line.Status).OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => $"{group.Count()} {group.Key}"));
        string costs = string.Join(" and ", Costs);
        console.WriteLine($"{Sentences.Count(Lines.Count, "line")}: {counts}.{(costs.Length > 0 ? $" {(Results is null ? "It would cost" : "Cost")} {costs}." : "")}{(Results is null ? "" : $" See {Results}.")}");
        foreach (LineResult line in Lines.Where(static line => line.Status is not (LineStatus.Completed or LineStatus.Pending)).Take(20))
            console.WriteLine($"line {line.Number}: {line.Status}. {Shown.Clean(line.Message ?? "")}");
    }

    public void WriteTo(Utf8JsonWriter json) => ToJson().WriteTo(json);

    public JsonObject ToJson() => new()
    {
        ["endpoint"] = Endpoint,
        ["cancelled"] = WasCancelled,
        ["cost"] = Costs.Count() == 1 ? JobRecord.CostOf(Costs.First()) : null,
        ["lines"] = new JsonArray([.. Lines.Select(static line => line.ToJson())]),
        ["results"] = Results,
    };

    private int Count(string status) => Lines.Count(line => line.Status == status);
}
