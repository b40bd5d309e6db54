namespace KlingGen;

/// <summary>The service's own names for the hosts that have two of them. The second is for when the first cannot be reached.</summary>
internal static class ServiceHosts
{
    public const string Run = "https://fal.run/";
    public const string RunBackup = "https://falrun.com/";
    public const string Queue = "https://queue.fal.run/";
    public const string QueueBackup = "https://queue.falrun.com/";
}
