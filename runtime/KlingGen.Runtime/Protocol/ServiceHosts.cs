namespace KlingGen;

/// <summary>The one table of the service's addresses. Two hosts have a second name, for when the first cannot be reached.</summary>
internal static class ServiceHosts
{
    public const string Run = "https://fal.run/";
    public const string RunBackup = "https://falrun.com/";
    public const string Queue = "https://queue.fal.run/";
    public const string QueueBackup = "https://queue.falrun.com/";
    public const string Rest = "https://rest.fal.ai/";
    public const string Cdn = "https://v3.fal.media/";
    public const string Platform = "https://api.fal.ai/";
    public const string Web = "https://fal.ai/";
    public const string WebSocket = "wss://ws.fal.run/";

    /// <summary>Where a person looks: requests, keys and the balance.</summary>
    public const string Dashboard = Web + "dashboard";

    /// <summary>What the names of all hosts of files end in: there are several (v3, v3b), and answers of one name another.</summary>
    public const string CdnSuffix = ".fal.media";
}
