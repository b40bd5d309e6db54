using Microsoft.Extensions.Logging;

namespace KlingGen.Batches;

/// <summary>How a worker works. The defaults suit an account of 40 slots.</summary>
public sealed record FalBatchWorkerOptions
{
    /// <summary>The account whose batches it works on: a name of yours for the key of its <see cref="FalClient"/>. <value>Default: <c>default</c>.</value></summary>
    public string Account { get; init; } = "default";

    /// <summary>
    /// The maximum of jobs of the account that are under way, in all batches and all workers together; recent unknown ones count. The limit adapts below it: 429 halves it, success raises it.
    /// <value>Default: 40. 1 or more.</value>
    /// </summary>
    public int MaxInFlight { get; init; } = 40;

    /// <summary>The maximum of submits of this worker at a time; a worker that is killed leaves at most so many unknown jobs. <value>Default: 8. 1 or more.</value></summary>
    public int MaxSubmits { get; init; } = 8;

    /// <summary>The maximum of polls, and of downloads, of this worker at a time. <value>Default: 8. 1 or more.</value></summary>
    public int MaxReads { get; init; } = 8;

    /// <summary>How long a lease holds before a job is sent. <value>Default: two minutes. At least a second.</value></summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the files of a job may take before another worker begins them too. <value>Default: half an hour. At least a second.</value></summary>
    public TimeSpan DownloadLease { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How often files are tried before their job ends without them. <value>Default: 8. 1 or more.</value></summary>
    public int MaxDownloads { get; init; } = 8;

    /// <summary>How many leases of a job may end without anything sent before it is put aside. <value>Default: 5. 1 or more.</value></summary>
    public int MaxLeases { get; init; } = 5;

    /// <summary>
    /// How often running jobs are asked for; the first pause is half a minute at least where <see cref="WebhookUrl"/> is set. <value>Default: from a second to a minute; results may be kept for six.</value>
    /// </summary>
    public FalBatchPollSchedule Polls { get; init; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    /// <summary>How long an unknown job takes a slot of the account: it may be running. <value>Default: a quarter of an hour.</value></summary>
    public TimeSpan UnknownTakesSlot { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the account is held after the service has refused its key, balance or permission. <value>Default: five minutes.</value></summary>
    public TimeSpan AccountPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The pause after a 429 without <c>Retry-After</c>, and after the service could not be reached. <value>Default: five seconds.</value></summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The pause between two looks at the database when there is nothing to do. <value>Default: a second.</value></summary>
    public TimeSpan IdlePause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where the service reports ends of jobs; <see langword="null"/>, the default, where they are only asked for. Needs <see cref="WebhookJobKey"/>.</summary>
    public Uri? WebhookUrl { get; init; }

    /// <summary>Signs the job's id in the address of its webhook. The same in every worker, and where webhooks are received.</summary>
    public FalWebhookJobKey? WebhookJobKey { get; init; }

    /// <summary>How often unknown jobs are looked for in what the service has billed. <value>Default: five minutes.</value></summary>
    public TimeSpan HealPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Asks the service what was billed, with a key of the same account that has the scope <c>ADMIN</c>; <see langword="null"/>, the default, for the client of the worker, whose key often has not. Not disposed.
    /// </summary>
    public FalClient? PlatformClient { get; init; }

    /// <summary>Who this worker is, for people. <value>Default: machine and process.</value></summary>
    public string Owner { get; init; } = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>The clock of its pauses. Leases go by the clock of the store.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where it logs; <see langword="null"/>, the default, for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    internal FalBatchPollSchedule Schedule => WebhookUrl is null ? Polls : Polls with { Shortest = Longer(Polls.Shortest, Shorter(TimeSpan.FromSeconds(30), Polls.Longest)) };

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Account);
        ArgumentException.ThrowIfNullOrEmpty(Owner);
        foreach ((int value, string name) in (ReadOnlySpan<(int, string)>)[(MaxInFlight, nameof(MaxInFlight)), (MaxSubmits, nameof(MaxSubmits)), (MaxReads, nameof(MaxReads)), (MaxDownloads, nameof(MaxDownloads)), (MaxLeases, nameof(MaxLeases))])
        {
            if (value < 1)
                throw new ArgumentException($"FalBatchWorkerOptions.{name} must be 1 or more; it is {value}.");
        }

        foreach ((TimeSpan value, TimeSpan min, string name) in (ReadOnlySpan<(TimeSpan, TimeSpan, string)>)
            [
                (Lease, TimeSpan.FromSeconds(1), nameof(Lease)), (DownloadLease, TimeSpan.FromSeconds(1), nameof(DownloadLease)), (UnknownTakesSlot, TimeSpan.Zero, nameof(UnknownTakesSlot)),
                (AccountPause, TimeSpan.Zero, nameof(AccountPause)), (RetryPause, TimeSpan.Zero, nameof(RetryPause)), (IdlePause, TimeSpan.Zero, nameof(IdlePause)), (HealPause, TimeSpan.FromSeconds(1), nameof(HealPause)),
            ])
        {
            if (value < min || value > TimeSpan.FromDays(30))
                throw new ArgumentException($"FalBatchWorkerOptions.{name} must be at least {min} and at most 30 days; it is {value}.");
        }

        if (WebhookUrl is { IsAbsoluteUri: false })
            throw new ArgumentException("FalBatchWorkerOptions.WebhookUrl must be absolute.");
        if (WebhookUrl is not null && WebhookJobKey is null)
            throw new ArgumentException("FalBatchWorkerOptions.WebhookUrl needs a WebhookJobKey: without it nobody can say whose job a webhook is about.");
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan two) => one > two ? one : two;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan two) => one < two ? one : two;
}
