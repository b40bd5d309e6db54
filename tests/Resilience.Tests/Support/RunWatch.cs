using System.Collections.Concurrent;
using System.Diagnostics;
using Resilience.Tests.Support;

[assembly: AssemblyFixture(typeof(RunWatch))]

namespace Resilience.Tests.Support;

/// <summary>Watches the whole run: activities, exceptions of tasks that nobody looked at, and at the end the canary.</summary>
public sealed class RunWatch : IDisposable
{
    private readonly ActivityListener _activities = Evidence.Run.Listen();

    public RunWatch() => TaskScheduler.UnobservedTaskException += Note;

    internal static ConcurrentQueue<AggregateException> Unobserved { get; } = new();

    /// <summary>Brings exceptions of dropped tasks to light.</summary>
    internal static AggregateException[] CollectUnobserved()
    {
        for (int round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return [.. Unobserved];
    }

    public void Dispose()
    {
        TaskScheduler.UnobservedTaskException -= Note;
        _activities.Dispose();
        Console.WriteLine($"The canary was searched for in {Evidence.Run.Texts} texts of {Evidence.Run.Characters} characters: {Evidence.Run.Leaks.Count} leaks.");
        if (Evidence.Run.Leaks.Count > 0)
            throw new InvalidOperationException("The key leaked: " + string.Join('\n', Evidence.Run.Leaks));
    }

    private static void Note(object? sender, UnobservedTaskExceptionEventArgs unobserved) => Unobserved.Enqueue(unobserved.Exception);
}

