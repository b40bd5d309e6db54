using System.Globalization;
using Microsoft.Extensions.Logging;

namespace KlingGen;

/// <summary>
/// How a <see cref="FalClient"/> reaches the service and how long it waits. Checked and copied once, when the client is made;
/// later changes have no effect on it.
/// </summary>
public sealed class FalClientOptions
{
    /// <summary>
    /// The API key, <c>key-id:key-secret</c>. Left <see langword="null"/>, the environment variable <c>FAL_KEY</c> is taken,
    /// else <c>FAL_KEY_ID</c> and <c>FAL_KEY_SECRET</c> together.
    /// </summary>
    public string? ApiKey { get; set; }

    /// <summary>Whether calls may be made without a key, for applications that are public. <value>Default: <see langword="false"/>.</value></summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>Synchronous and streamed calls. <value>Default: <c>https://fal.run/</c>.</value></summary>
    public Uri RunBaseAddress { get; set; } = new(ServiceHosts.Run);

    /// <summary>The queue. <value>Default: <c>https://queue.fal.run/</c>.</value></summary>
    public Uri QueueBaseAddress { get; set; } = new(ServiceHosts.Queue);

    /// <summary>Storage and tokens. <value>Default: <c>https://rest.fal.ai/</c>.</value></summary>
    public Uri RestBaseAddress { get; set; } = new(ServiceHosts.Rest);

    /// <summary>Files. <value>Default: <c>https://v3.fal.media/</c>.</value></summary>
    public Uri CdnBaseAddress { get; set; } = new(ServiceHosts.Cdn);

    /// <summary>Prices and usage. <value>Default: <c>https://api.fal.ai/</c>.</value></summary>
    public Uri PlatformBaseAddress { get; set; } = new(ServiceHosts.Platform);

    /// <summary>Endpoint descriptions. <value>Default: <c>https://fal.ai/</c>.</value></summary>
    public Uri WebBaseAddress { get; set; } = new(ServiceHosts.Web);

    /// <summary>Calls over WebSocket. <value>Default: <c>wss://ws.fal.run/</c>.</value></summary>
    public Uri WebSocketBaseAddress { get; set; } = new(ServiceHosts.WebSocket);

    /// <summary>
    /// A proxy of your own that adds the key, for programs that must not have one, such as those in a browser: the route of <c>MapFalProxy</c>, or of any proxy for the official JavaScript client.
    /// Calls go there, each with the service's address in a header; no key is needed, none is looked for in the environment, and none is sent. Uploads go by
    /// <see cref="FalUploadRoute.SignedUrl"/>; they and downloads go straight to the storage. There are no backup hosts then. See <c>docs/blazor.md</c>.
    /// <value>Default: <see langword="null"/>, no proxy.</value>
    /// </summary>
    public Uri? ProxyAddress { get; set; }

    /// <summary>
    /// Whether the service's backup hosts, <c>falrun.com</c> and <c>queue.falrun.com</c>, take over while the name of <c>fal.run</c> or <c>queue.fal.run</c> cannot be
    /// resolved or no connection to it can be made; see <c>docs/retries.md</c>. The key is sent there then. Another base address than the default has no backup.
    /// <value>Default: <see langword="true"/>.</value>
    /// </summary>
    public bool UseBackupHosts { get; set; } = true;

    /// <summary>
    /// Whether HTTP/2 is used where the service speaks it, so that the jobs which are waited for share connections. Paid requests and uploads have connections of
    /// their own and use HTTP/1.1. An <see cref="HttpClient"/> of your own decides by its <see cref="HttpClient.DefaultRequestVersion"/> and
    /// <see cref="HttpClient.DefaultVersionPolicy"/> instead; a policy that insists on a version counts for every request.
    /// <value>Default: <see langword="true"/>. <see langword="false"/>: HTTP/1.1 for all requests.</value>
    /// </summary>
    public bool UseHttp2 { get; set; } = true;

    /// <summary>
    /// Whether inputs are checked before a paid call. <value>Default: <see langword="true"/>.</value> Local files are read either way.
    /// </summary>
    public bool Validate { get; set; } = true;

    /// <summary>
    /// Findings that are ignored, for an endpoint that accepts more than its schema says: called with each finding, <see langword="true"/> passes
    /// over it. <see langword="null"/>: all findings count. <see cref="FalCallOptions.IgnoreValidationError"/> adds to it for one call.
    /// </summary>
    /// <remarks>What cannot be sent at all is refused either way: a number that is NaN or infinite, nesting without end, a file that cannot be read.</remarks>
    public Func<FalValidationError, bool>? IgnoreValidationError { get; set; }

    /// <summary>
    /// The overall limit of a call that waits (run, subscribe, wait, stream), from its start; at its end <see cref="FalTimeoutException"/> with the handle.
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> waits forever. <value>Default: 30 minutes.</value>
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The limit of one HTTP exchange of a call that does not wait for the model: submit, status, result, cancel. For an upload it starts again
    /// whenever bytes leave, so that it is the longest silence. Its passing is a failure that is retried where that is safe. <value>Default: 100 seconds.</value>
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// The longest silence of an event stream (comments count as activity) or of a file's transfer before it counts as broken. <value>Default: 60 seconds.</value>
    /// </summary>
    public TimeSpan StreamIdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How often a request is repeated where that is safe; see <c>docs/retries.md</c>. 0 turns retries off. <value>Default: 4.</value>
    /// </summary>
    public int MaxRetries { get; set; } = 4;

    /// <summary>The first pause before a retry; it doubles each time, with jitter. <value>Default: half a second.</value></summary>
    public TimeSpan RetryBaseDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// The longest pause before a retry. When the service asks (<c>Retry-After</c>) for a longer one, the call fails at once and says so.
    /// <value>Default: 30 seconds.</value>
    /// </summary>
    public TimeSpan RetryMaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The longest answer that is read, in bytes, after decompression. Files are not answers; see <see cref="MaxFileBytes"/>.
    /// <value>Default: 256 MiB, which has room for pictures sent inside the answer.</value>
    /// </summary>
    public long MaxResponseBytes { get; set; } = 256L << 20;

    /// <summary>How local media of inputs get into requests. <value>Default: <see cref="FalMediaTransfer.Upload"/>.</value></summary>
    public FalMediaTransfer MediaTransfer { get; set; }

    /// <summary>The largest local content that <see cref="FalMediaTransfer.InlineSmall"/> sends inside a request, in bytes. <value>Default: 256 KiB.</value></summary>
    public long MaxInlineBytes { get; set; } = 256L << 10;

    /// <summary>
    /// The upload routes into the service's storage, in the order in which they are tried. A single route has no fallback.
    /// <value>Default: <see cref="FalUploadRoute.Cdn"/>, then <see cref="FalUploadRoute.SignedUrl"/>.</value>
    /// </summary>
    public IReadOnlyList<FalUploadRoute> UploadRoutes { get; set; } = [FalUploadRoute.Cdn, FalUploadRoute.SignedUrl];

    /// <summary>
    /// How many uploads, or parts of uploads, this client sends at once. Each part of a stream that cannot seek takes 10 MiB of memory while it is sent.
    /// <value>Default: 4. From 1 to 64.</value>
    /// </summary>
    public int MaxParallelUploads { get; set; } = 4;

    /// <summary>The longest file that is downloaded, in bytes. <value>Default: 16 GiB.</value></summary>
    public long MaxFileBytes { get; set; } = 16L << 30;

    /// <summary>
    /// Whether files may be downloaded from, and by signed addresses uploaded to, loopback, private and link-local addresses. Off, so that an answer cannot
    /// make this program read or write what only this machine can reach. <value>Default: <see langword="false"/>.</value>
    /// </summary>
    public bool AllowPrivateDownloads { get; set; }

    /// <summary>
    /// Whether the unit price of an endpoint is looked up (once a day, at <see cref="PlatformBaseAddress"/>) for <see cref="FalResult{T}.Cost"/>.
    /// Off, and where the look-up fails, the price compiled in from <c>klinggen.lock.json</c> counts. <value>Default: <see langword="false"/>.</value>
    /// </summary>
    public bool LookUpPrices { get; set; }

    /// <summary>Where log messages go. <value>Default: nowhere.</value></summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock and the timers. <value>Default: the system's.</value></summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The emulator's default key.</summary>
    internal const string EmulatorKey = "emulator-key-id:emulator-key-secret";

    /// <summary>Tests replace the pause between two attempts or two polls; everyone else waits by <see cref="TimeProvider"/>.</summary>
    internal Func<TimeSpan, CancellationToken, Task>? Pause { get; set; }

    /// <summary>The mistake this library exists to avoid, for the tests that must be able to notice it.</summary>
    internal bool RepeatUnknownForTests { get; set; }

    /// <summary>A mistake of the same kind: to turn to the backup host without the proof that nothing has left for the main one.</summary>
    internal bool BackupWithoutProofForTests { get; set; }

    /// <summary>Above this, an upload goes in parts: what the service's own client does.</summary>
    internal long MultipartThreshold { get; set; } = 90L << 20;

    /// <summary>The size of a part but the last: what the service's own clients send.</summary>
    internal int UploadPartBytes { get; set; } = 10 << 20;

    /// <summary>Tests replace names and connections of files.</summary>
    internal Network Network { get; set; } = Network.System;

    /// <summary>Tests replace the environment.</summary>
    internal Func<string, string?> Environment { get; set; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Options for the emulator of KlingGen.Emulator, whose hosts are prefixes of one address. Loopback downloads are allowed.</summary>
    /// <param name="address">The emulator's address, such as <c>http://127.0.0.1:5000/</c>.</param>
    /// <param name="apiKey">The key to send; the emulator's own by default.</param>
    /// <returns>Options that talk to the emulator and to nothing else.</returns>
    public static FalClientOptions ForEmulator(Uri address, string apiKey = EmulatorKey)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(apiKey);
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
            throw new ArgumentException("The emulator's address must be absolute and start with http.", nameof(address));

        var options = new FalClientOptions();
        options.UseEmulator(address, apiKey);
        return options;
    }

    /// <summary>The options without the key.</summary>
    /// <returns>A line for logs.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"FalClientOptions {{ ApiKey = {(ApiKey is null ? "from the environment" : "set")}, Run = {RunBaseAddress}, Queue = {QueueBaseAddress}, Timeout = {Timeout} }}");

    /// <summary>Turns every host to the emulator at an address.</summary>
    internal void UseEmulator(Uri address, string apiKey)
    {
        Uri root = BaseAddress.WithSlash(address);
        ApiKey = apiKey;
        RunBaseAddress = new Uri(root, "run/");
        QueueBaseAddress = new Uri(root, "queue/");
        RestBaseAddress = new Uri(root, "rest/");
        CdnBaseAddress = new Uri(root, "cdn/");
        PlatformBaseAddress = new Uri(root, "platform/");
        WebBaseAddress = new Uri(root, "web/");
        WebSocketBaseAddress = new UriBuilder(new Uri(root, "ws/")) { Scheme = root.Scheme == "https" ? "wss" : "ws" }.Uri;
        AllowPrivateDownloads = true;
    }

    /// <summary>A copy that can be changed without changing the original.</summary>
    internal FalClientOptions ShallowCopy() => (FalClientOptions)MemberwiseClone();

    /// <summary>A checked copy that nobody else can change.</summary>
    internal FalClientOptions CheckedCopy()
    {
        FalClientOptions copy = ShallowCopy();
        copy.RunBaseAddress = BaseAddress.Check(RunBaseAddress, nameof(RunBaseAddress));
        copy.QueueBaseAddress = BaseAddress.Check(QueueBaseAddress, nameof(QueueBaseAddress));
        copy.RestBaseAddress = BaseAddress.Check(RestBaseAddress, nameof(RestBaseAddress));
        copy.CdnBaseAddress = BaseAddress.Check(CdnBaseAddress, nameof(CdnBaseAddress));
        copy.PlatformBaseAddress = BaseAddress.Check(PlatformBaseAddress, nameof(PlatformBaseAddress));
        copy.WebBaseAddress = BaseAddress.Check(WebBaseAddress, nameof(WebBaseAddress));
        copy.WebSocketBaseAddress = BaseAddress.Check(WebSocketBaseAddress, nameof(WebSocketBaseAddress));
        CheckProxy();
        CheckSpan(Timeout, nameof(Timeout));
        CheckSpan(RequestTimeout, nameof(RequestTimeout));
        CheckSpan(StreamIdleTimeout, nameof(StreamIdleTimeout));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRetries);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryBaseDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryMaxDelay, RetryBaseDelay);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxResponseBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxFileBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxInlineBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxParallelUploads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxParallelUploads, 64);
        ArgumentNullException.ThrowIfNull(UploadRoutes);
        copy.UploadRoutes = UploadRoutes.Count > 0 && UploadRoutes.All(Enum.IsDefined)
            ? ProxyAddress is null ? [.. UploadRoutes.Distinct()] : [FalUploadRoute.SignedUrl]
            : throw new ArgumentException("UploadRoutes must name at least one route.", nameof(UploadRoutes));
        ArgumentNullException.ThrowIfNull(TimeProvider);
        return copy;
    }

    private void CheckProxy()
    {
        if (ProxyAddress is not { } proxy)
            return;
        if (!proxy.IsAbsoluteUri || proxy.Scheme is not ("http" or "https") || proxy.UserInfo.Length > 0 || proxy.Query.Length > 0 || proxy.Fragment.Length > 0)
            throw new ArgumentException("ProxyAddress must be an absolute http or https address without user information, query and fragment, such as https://example.org/api/fal/proxy.", nameof(ProxyAddress));
        if (!string.IsNullOrWhiteSpace(ApiKey))
            throw new ArgumentException("ApiKey and ProxyAddress exclude each other: the proxy has the key. Leave ApiKey out.", nameof(ProxyAddress));
        if (UploadRoutes is { Count: > 0 } && !UploadRoutes.Contains(FalUploadRoute.SignedUrl))
            throw new ArgumentException("Through a proxy uploads go by FalUploadRoute.SignedUrl alone. Add it to UploadRoutes.", nameof(UploadRoutes));
    }

    internal static void CheckSpan(TimeSpan value, string name)
    {
        bool sound = value == System.Threading.Timeout.InfiniteTimeSpan || (value > TimeSpan.Zero && value.TotalMilliseconds <= uint.MaxValue - 1);
        if (!sound)
            throw new ArgumentOutOfRangeException(name, value, "A time limit must be positive and below 49 days, or Timeout.InfiniteTimeSpan.");
    }
}
