namespace KlingGen;

/// <summary>
/// A host of the service and its backup: which of the two a request tries first. After the main host could not be connected to and the backup could, requests go
/// straight to the backup for a while; then one of them looks whether the main host is back, and the others stay where they are until it is.
/// </summary>
internal sealed class BackupHost
{
    /// <summary>
    /// How long requests go straight to the backup. Without it each poll of each job would wait for a connection that does not come, up to 15 seconds;
    /// with a longer time a short outage would be felt for long.
    /// </summary>
    public static readonly TimeSpan StickyTime = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly long _sticky;

    // When the main host is looked at again, in the clock's own ticks; 0 while it serves.
    private long _next;

    private BackupHost(Uri main, string backup, TimeProvider time)
    {
        Main = main;
        Backup = new Uri(backup);
        _time = time;
        _sticky = (long)(StickyTime.TotalSeconds * time.TimestampFrequency);
    }

    public Uri Main { get; }

    public Uri Backup { get; }

    /// <summary>The backups of the hosts in use; none for an address that is not the service's own.</summary>
    public static BackupHost[] Of(FalClientOptions options)
    {
        var hosts = new List<BackupHost>(2);
        if (options.ProxyAddress is not null)
            return [];
        if (options.UseBackupHosts && options.RunBaseAddress == new Uri(ServiceHosts.Run))
            hosts.Add(new BackupHost(options.RunBaseAddress, ServiceHosts.RunBackup, options.TimeProvider));
        if (options.UseBackupHosts && options.QueueBaseAddress == new Uri(ServiceHosts.Queue))
            hosts.Add(new BackupHost(options.QueueBaseAddress, ServiceHosts.QueueBackup, options.TimeProvider));
        return [.. hosts];
    }

    public bool IsMainOf(Uri address) => address.Scheme == Main.Scheme && address.Host == Main.Host && address.Port == Main.Port;

    /// <summary>The same address at the backup.</summary>
    public Uri AtBackup(Uri address) => new(Backup.GetLeftPart(UriPartial.Authority) + address.PathAndQuery);

    /// <summary>Whether a request goes to the backup first.</summary>
    public bool IsBackupFirst()
    {
        long next = Volatile.Read(ref _next);
        if (next == 0)
            return false;
        long now = _time.GetTimestamp();
        return now < next || Interlocked.CompareExchange(ref _next, now + _sticky, next) != next;
    }

    /// <summary>The backup was connected to, and the main host was not.</summary>
    public void BackupServed() => Volatile.Write(ref _next, Math.Max(1, _time.GetTimestamp() + _sticky));

    /// <summary>The main host was connected to.</summary>
    public void MainServed()
    {
        if (Volatile.Read(ref _next) != 0)
            Volatile.Write(ref _next, 0);
    }
}
