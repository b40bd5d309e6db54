namespace KlingGen.TestKit;

/// <summary>The threads of this process, as the system sees them.</summary>
internal static class Threads
{
    private const string Tasks = "/proc/self/task";

    private static int s_blocked = int.MaxValue;

    /// <summary>Whether no thread but the caller's runs, is about to run, or waits for a disk.</summary>
    public static bool AreAsleep() => OperatingSystem.IsLinux() ? AreAsleepBySystem() : AreAsleepByCount();

    private static bool AreAsleepBySystem()
    {
        string own = Path.GetFileName(File.ResolveLinkTarget("/proc/thread-self", returnFinalTarget: false)!.FullName);
        foreach (string thread in Directory.EnumerateDirectories(Tasks))
        {
            if (Path.GetFileName(thread) != own && StateOf(thread) is 'R' or 'D')
                return false;
        }

        return true;
    }

    // "17 (.NET TP Worker) S …": the name may hold anything, blanks and brackets too.
    private static char StateOf(string thread)
    {
        try
        {
            string line = File.ReadAllText(thread + "/stat");
            return line[line.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            // It has ended.
            return 'X';
        }
    }

    // Elsewhere: no more workers of the pool are busy than were at any time before; those that block all the time stay.
    private static bool AreAsleepByCount()
    {
        ThreadPool.GetMaxThreads(out int all, out _);
        ThreadPool.GetAvailableThreads(out int free, out _);
        s_blocked = Math.Min(s_blocked, all - free);
        return all - free == s_blocked;
    }
}
