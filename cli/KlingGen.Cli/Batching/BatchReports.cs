using System.Globalization;
using System.Text.Json;
using KlingGen.Batches;
using KlingGen.Cli.Output;
using Spectre.Console;

namespace KlingGen.Cli.Batching;

/// <summary>Batches in words.</summary>
internal static class BatchWords
{
#pragma warning disable CA1308 // Words are written in lower case.
    public static string State(FalBatchStatus batch) => batch.State == FalBatchState.Running && batch.IsFinished ? "finished"
        : batch.State == FalBatchState.Running && batch.IsOutOfBudget ? "out-of-budget" : batch.State.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    /// <summary>Jobs that have come to an end.</summary>
    public static long Done(FalBatchStatus batch) => batch.Completed + batch.Downloaded + batch.Failed + batch.Cancelled - batch.Downloading;

    public static string Line(FalBatchStatus batch) => string.Create(
        CultureInfo.InvariantCulture,
        $"{batch.Id} {State(batch)}: {Done(batch)} of {batch.Total} done, {batch.InFlight} in flight, {batch.Planned} planned, {batch.Failed} failed, {batch.Unknown} unknown; {Money(batch)}");

    public static string Money(FalBatchStatus batch) =>
        $"{new FalCost(batch.Spent, batch.Definition.Currency)} spent, {new FalCost(batch.Reserved, batch.Definition.Currency)} reserved{(batch.Definition.Budget is { } budget ? $", budget {new FalCost(budget, batch.Definition.Currency)}" : "")}";

    public static string? Why(FalBatchStatus batch) => batch.State == FalBatchState.Paused && batch.PauseReason is { } reason ? $"Paused: {Shown.Clean(reason)}"
        : batch.Hold is { } hold ? string.Create(CultureInfo.InvariantCulture, $"Nothing is sent until {hold.Until:HH:mm:ss} UTC: {Shown.Clean(hold.Reason)}") : null;

    public static void Write(Utf8JsonWriter json, FalBatchStatus batch)
    {
        json.WriteStartObject();
        json.WriteString("batch"u8, batch.Id);
        json.WriteString("name"u8, batch.Definition.Name);
        json.WriteString("endpoint"u8, batch.Definition.EndpointId);
        json.WriteString("account"u8, batch.Definition.Account);
        json.WriteString("state"u8, State(batch));
        json.WriteString("why"u8, Why(batch));
        json.WriteString("createdAt"u8, batch.CreatedAt.ToString("O", CultureInfo.InvariantCulture));
        json.WriteNumber("total"u8, batch.Total);
        json.WriteNumber("done"u8, Done(batch));
        json.WriteNumber("planned"u8, batch.Planned);
        json.WriteNumber("inFlight"u8, batch.InFlight);
        json.WriteNumber("completed"u8, batch.Completed + batch.Downloaded);
        json.WriteNumber("downloaded"u8, batch.Downloaded);
        json.WriteNumber("failed"u8, batch.Failed);
        json.WriteNumber("cancelled"u8, batch.Cancelled);
        json.WriteNumber("unknown"u8, batch.Unknown);
        json.WriteString("currency"u8, batch.Definition.Currency);
        json.WriteNumber("spent"u8, batch.Spent);
        json.WriteNumber("reserved"u8, batch.Reserved);
        if (batch.Definition.Budget is { } budget)
            json.WriteNumber("budget"u8, budget);
        else
            json.WriteNull("budget"u8);
        json.WriteEndObject();
    }
}

/// <summary>All batches of a store.</summary>
internal sealed record BatchListReport(IReadOnlyList<FalBatchStatus> Batches) : IReport
{
    public void WriteTo(IAnsiConsole console)
    {
        if (Batches.Count == 0)
        {
            console.WriteLine("No batches.");
            return;
        }
        var table = new Table().Border(TableBorder.Rounded).WithColumns("Batch", "Name", "State", "Done", "Failed", "Unknown", "Spent", "Endpoint");
        foreach (FalBatchStatus batch in Batches)
            table.AddRow(new Text(batch.Id), new Text(Shown.Clean(batch.Definition.Name ?? "")), new Text(BatchWords.State(batch)), new Text($"{BatchWords.Done(batch)} of {batch.Total}"), new Text($"{batch.Failed}"), new Text($"{batch.Unknown}"), new Text(new FalCost(batch.Spent, batch.Definition.Currency).ToString()), new Text(batch.Definition.EndpointId));
        console.Write(table);
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("batches"u8);
        foreach (FalBatchStatus batch in Batches)
            BatchWords.Write(json, batch);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary>One batch as it stands, and how to go on.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Unknown">Numbers of unknown jobs, the first ones.</param>
/// <param name="Failures">Failed jobs, the first ones.</param>
/// <param name="Next">What to do next; empty where nothing is to be done.</param>
internal sealed record BatchReport(FalBatchStatus Batch, IReadOnlyList<long> Unknown, IReadOnlyList<FalBatchJob> Failures, string Next) : IReport
{
    /// <summary>The worst that became of a job.</summary>
    public int ExitCode => Batch.Unknown > 0 ? ExitCodes.Unknown
        : Batch.IsOutOfBudget ? ExitCodes.TooExpensive
        : Batch.Failed > 0 || !Batch.IsFinished ? ExitCodes.Findings
        : ExitCodes.Success;

    public void WriteTo(IAnsiConsole console)
    {
        console.WriteLine(BatchWords.Line(Batch));
        if (BatchWords.Why(Batch) is { } why)
            console.WriteLine(why);
        if (Batch.Definition.DownloadFolder is { } folder && Batch.Downloaded > 0)
            console.Verbatim($"Files: {Shown.Clean(Path.Combine(folder, Batch.Id))}");
        foreach (FalBatchJob job in Failures)
            console.WriteLine(Shown.Clean($"job {job.Number}: {job.ErrorType}. {job.Error}"));
        if (Unknown.Count > 0)
            console.WriteLine($"Unknown: {string.Join(' ', Unknown)}{(Batch.Unknown > Unknown.Count ? " …" : "")}. They may have been bought, and are not sent again by themselves.");
        if (Next.Length > 0)
            console.Verbatim(Next);
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WritePropertyName("batch"u8);
        BatchWords.Write(json, Batch);
        json.WriteStartArray("unknown"u8);
        foreach (long number in Unknown)
            json.WriteNumberValue(number);
        json.WriteEndArray();
        json.WriteString("next"u8, Next);
        json.WriteEndObject();
    }
}

/// <summary>What was done to a batch.</summary>
/// <param name="Batch">The batch; null where it is about all.</param>
/// <param name="Action">What was done.</param>
/// <param name="Count">To how many jobs.</param>
/// <param name="Sentence">In words.</param>
internal sealed record BatchActionReport(string? Batch, string Action, long Count, string Sentence) : IReport
{
    public void WriteTo(IAnsiConsole console) => console.Verbatim(Sentence);

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("batch"u8, Batch);
        json.WriteString("action"u8, Action);
        json.WriteNumber("count"u8, Count);
        json.WriteEndObject();
    }
}
