using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace Calls.Benchmarks;

/// <summary>What a job allocates, by type: samples of the runtime, one in about 100 kB, beside the other side's.</summary>
internal sealed class Allocations : EventListener
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private readonly ConcurrentDictionary<string, long> _bytes = new(StringComparer.Ordinal);

    public static async Task MeasureAsync(IReadOnlyList<IContestant> contestants, Func<IContestant, Task> job, int jobs)
    {
        var types = new List<IReadOnlyDictionary<string, long>>();
        foreach (IContestant contestant in contestants)
        {
            for (int i = 0; i < 200; i++)
                await job(contestant);
            using var listener = new Allocations();
            for (int i = 0; i < jobs; i++)
                await job(contestant);
            types.Add(listener._bytes);
        }

        Console.WriteLine($"| type | {string.Join(" | ", contestants.Select(static contestant => contestant.Name + ", bytes a job"))} |");
        Console.WriteLine("|---|" + string.Concat(contestants.Select(static _ => "---:|")));
        foreach (string type in types.SelectMany(static found => found.Keys).Distinct().OrderByDescending(type => types[0].GetValueOrDefault(type)).Take(40))
            Console.WriteLine($"| {type} | {string.Join(" | ", types.Select(found => (found.GetValueOrDefault(type) / jobs).ToString(CultureInfo.InvariantCulture)))} |");
        Console.WriteLine($"| all | {string.Join(" | ", types.Select(found => (found.Values.Sum() / jobs).ToString(CultureInfo.InvariantCulture)))} |");
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime)
            EnableEvents(eventSource, EventLevel.Verbose, (EventKeywords)1);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("GCAllocationTick", StringComparison.Ordinal) != true)
            return;
        long amount = Convert.ToInt64(eventData.Payload![eventData.PayloadNames!.IndexOf("AllocationAmount64")], CultureInfo.InvariantCulture);
        string type = (string)eventData.Payload[eventData.PayloadNames.IndexOf("TypeName")]!;
        _bytes.AddOrUpdate(type, amount, (_, before) => before + amount);
    }
}
