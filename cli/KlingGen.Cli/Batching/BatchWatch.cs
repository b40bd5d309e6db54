using System.Globalization;
using KlingGen.Batches;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Output;
using Spectre.Console;

namespace KlingGen.Cli.Batching;

/// <summary>Follows the counters of a batch until nothing goes on without a person: a live view on a terminal, a line now and then elsewhere.</summary>
internal sealed class BatchWatch(CliHost host, Reporter reporter, FalBatch batch)
{
    private static readonly TimeSpan s_line = TimeSpan.FromSeconds(10);

    /// <summary>How often the counters are read.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Ends the watch early.</summary>
    public Func<FalBatchStatus, bool> IsOver { get; init; } = static status => status.IsIdle;

    /// <summary>Watches.</summary>
    /// <param name="console">Where a terminal shows it.</param>
    /// <param name="isLive">Whether it is one.</param>
    /// <param name="cancellationToken">Ends the watch, and nothing else.</param>
    public async Task<FalBatchStatus> RunAsync(IAnsiConsole console, bool isLive, CancellationToken cancellationToken)
    {
        long begin = host.Time.GetTimestamp();
        FalBatchStatus first = await batch.GetStatusAsync(CancellationToken.None);
        if (!isLive)
            return await LoopAsync(first, Lines(), cancellationToken);
        FalBatchStatus last = first;
        await console.Live(View(first, first, TimeSpan.Zero)).AutoClear(true).StartAsync(async live =>
            last = await LoopAsync(first, status => live.UpdateTarget(View(first, status, host.Time.GetElapsedTime(begin))), cancellationToken));
        return last;
    }

    private async Task<FalBatchStatus> LoopAsync(FalBatchStatus status, Action<FalBatchStatus> show, CancellationToken cancellationToken)
    {
        while (true)
        {
            show(status);
            if (IsOver(status) || cancellationToken.IsCancellationRequested)
                return status;
            await Task.Delay(Pause, host.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            status = await batch.GetStatusAsync(CancellationToken.None);
        }
    }

    /// <summary>A line where something has changed, and never more than one in ten seconds.</summary>
    private Action<FalBatchStatus> Lines()
    {
        string last = string.Empty;
        long at = 0;
        return status =>
        {
            string line = BatchWords.Line(status);
            if (line == last || (at != 0 && host.Time.GetElapsedTime(at) < s_line))
                return;
            (last, at) = (line, host.Time.GetTimestamp());
            reporter.Note(line);
        };
    }

    private static Rows View(FalBatchStatus first, FalBatchStatus now, TimeSpan elapsed)
    {
        long done = BatchWords.Done(now);
        double rate = elapsed > TimeSpan.Zero ? (done - BatchWords.Done(first)) / elapsed.TotalSeconds : 0;
        var lines = new List<Text>
        {
            new(Shown.Clean($"{now.Id}{(now.Definition.Name is { } name ? $" ({name})" : "")}: {BatchWords.State(now)}"), new Style(decoration: Decoration.Bold)),
            new(string.Create(CultureInfo.InvariantCulture, $"done     {done} of {now.Total} ({(now.Total == 0 ? 100 : 100.0 * done / now.Total):0.0} %), {rate:0.0} a second{Left(now, done, rate)}")),
            new(string.Create(CultureInfo.InvariantCulture, $"now      {now.InFlight} in flight, {now.Planned} planned")),
            new(string.Create(CultureInfo.InvariantCulture, $"ends     {now.Completed + now.Downloaded} completed, {now.Failed} failed, {now.Cancelled} cancelled, {now.Unknown} unknown")),
            new($"money    {BatchWords.Money(now)}"),
        };
        if (BatchWords.Why(now) is { } why)
            lines.Add(new Text(why, new Style(Color.Yellow)));
        return new Rows(lines);
    }

    private static string Left(FalBatchStatus now, long done, double rate) =>
        rate > 0 && now.Total > done ? $"; about {TimeSpan.FromSeconds(Math.Min(1e8, Math.Ceiling((now.Total - done) / rate))):g} left" : "";
}
