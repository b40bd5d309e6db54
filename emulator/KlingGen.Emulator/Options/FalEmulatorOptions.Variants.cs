using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KlingGen.Emulator;

/// <content>What the service's documents leave open, and its limits.</content>
public sealed partial class FalEmulatorOptions
{
    /// <summary>Answer to a cancel and state after it.</summary>
    /// <value>Default <see cref="FalCancelStyle.Requested"/>.</value>
    public FalCancelStyle CancelStyle { get; set; }

    /// <summary>Whose name stands in the addresses that are handed out: of requests, files, uploads and in outputs.</summary>
    /// <value>Default <see cref="FalAddressOrigin.Request"/>: the one under which the request came.</value>
    public FalAddressOrigin AddressOrigin { get; set; }

    /// <summary>Form of the addresses of a request of the queue.</summary>
    /// <value>Default <see cref="FalAddressStyle.Application"/>.</value>
    public FalAddressStyle AddressStyle { get; set; }

    /// <summary>
    /// Base of <c>status_url</c>, <c>response_url</c> and <c>cancel_url</c>, where it shall be another than the queue's: to see what a client does with addresses
    /// of a foreign host. The queue itself stays where it is.
    /// </summary>
    /// <value>Default <see langword="null"/>: as <see cref="AddressOrigin"/> says.</value>
    public Uri? QueueAddressBase { get; set; }

    /// <summary>Header by which a failed model says whether to try again.</summary>
    /// <value>Default <see cref="FalRetryHint.Both"/>.</value>
    public FalRetryHint RetryHint { get; set; }

    /// <summary>Whether the status of a request that its model refused (422 and the like) carries an <c>error</c> text, as platform failures always do.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool StatusShowsModelErrors { get; set; } = true;

    /// <summary>Life of a finished request on <see cref="TimeProvider"/>; afterwards it is unknown (404).</summary>
    /// <value>Default one hour.</value>
    public TimeSpan ResultRetention { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The same for results of <see cref="LargeResult"/> bytes and more.</summary>
    /// <value>Default six minutes.</value>
    public TimeSpan LargeResultRetention { get; set; } = TimeSpan.FromMinutes(6);

    /// <summary>Size from which a result counts as large.</summary>
    /// <value>Default 10 KiB.</value>
    public int LargeResult { get; set; } = 10 * 1024;

    /// <summary>Whether uploaded bytes are kept and served. Without them an upload costs no memory; its hash and length stay in the journal.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool KeepUploads { get; set; } = true;

    /// <summary>Waiting times before the second and each later attempt to deliver a webhook, on <see cref="TimeProvider"/>.</summary>
    /// <value>Default ten, about two hours in all.</value>
    public IReadOnlyList<TimeSpan> WebhookRetryDelays { get; set; } = [.. new double[] { 15, 30, 60, 120, 240, 480, 900, 1500, 1800, 1800 }.Select(TimeSpan.FromSeconds)];

    /// <summary>Life of a storage token.</summary>
    /// <value>Default one hour.</value>
    public TimeSpan StorageTokenLife { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Name of the account behind every key; access rules and webhooks carry it.</summary>
    /// <value>Default <c>emulator-user</c>.</value>
    public string UserName { get; set; } = "emulator-user";

    /// <summary>Names of the accounts behind some keys, by <c>key_id:key_secret</c>; all other keys are <see cref="UserName"/>'s. Access rules name these.</summary>
    public IDictionary<string, string> UserNames { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Attempts the platform makes in all before a failure of a runner becomes the request's.</summary>
    /// <value>Default 10; 1 or more.</value>
    public int PlatformAttempts { get; set; } = 10;

    /// <summary>Whether answers let pages of other origins in browsers read them (CORS). The addresses under <c>/emulator/</c> stay with pages of this machine.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool EnableCors { get; set; } = true;

    /// <summary>Where the emulator writes what its caller should know: so far each unknown <c>x-fal-…</c> header, once.</summary>
    /// <value>Default: nowhere.</value>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>A file of faults in force from the start: one a line in the form of the <c>x-emulator-fault</c> header, <c>#</c> for remarks.</summary>
    /// <value>Default <see langword="null"/>: none.</value>
    public string? FaultFile { get; set; }

    /// <summary>Passes calls on to the service and keeps what it answers; null, the default, for an emulator that answers by itself. Calls cost money then.</summary>
    public FalRecordOptions? Record { get; set; }

    /// <summary>Answers from recordings; null, the default, for outputs made from the schemas alone. Not together with <see cref="Record"/>.</summary>
    public FalReplayOptions? Replay { get; set; }
}
