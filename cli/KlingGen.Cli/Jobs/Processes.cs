using System.ComponentModel;
using System.Diagnostics;

namespace KlingGen.Cli.Jobs;

/// <summary>Distinguishes a process that runs from one that is gone and whose number another has.</summary>
internal static class Processes
{
    public static (int Id, long Start) Own()
    {
        using var own = Process.GetCurrentProcess();
        return (own.Id, Start(own));
    }

    public static bool IsAlive(int id, long start)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited && Math.Abs(Start(process) - start) <= 2;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return false;
        }
    }

    // In whole seconds: some systems count in ticks of their own and round them differently from one question to the next.
    private static long Start(Process process) => new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeSeconds();
}
