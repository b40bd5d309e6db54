namespace KlingGen;

/// <summary>How webhooks are verified. Checked and copied once, when the verifier is made; later changes have no effect on it.</summary>
public sealed class FalWebhookOptions
{
    /// <summary>
    /// Where the service's keys come from: <c>.well-known/jwks.json</c> under this address, and nowhere else; redirects are not followed.
    /// Https, or anything to loopback. <value>Default: <c>https://rest.fal.ai/</c>.</value>
    /// </summary>
    public Uri RestBaseAddress { get; set; } = new(ServiceHosts.Rest);

    /// <summary>
    /// The accounts whose webhooks are taken (<c>X-Fal-Webhook-User-Id</c>). Empty takes those of every customer of the service, which all carry good
    /// signatures: fill it in, or use <see cref="FalWebhookJobKey"/>. <value>Default: empty.</value>
    /// </summary>
    public ISet<string> UserIds { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// How far the signed time may be from the clock, either way, counted in whole seconds; a webhook at exactly this distance is taken.
    /// One second to an hour. <value>Default: 300 seconds, as the service's documents say.</value>
    /// </summary>
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>
    /// The longest body that is read and hashed, in bytes. <value>Default: 16 MiB: outputs hold addresses of files; those of jobs with <c>sync_mode</c> hold the files.</value>
    /// </summary>
    public int MaxBodyBytes { get; set; } = 16 << 20;

    /// <summary>How long keys are used before they are asked for again; at most 24 hours. <value>Default: 24 hours.</value></summary>
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long keys are used beyond <see cref="KeyLifetime"/> when they cannot be asked for. A key the service has withdrawn in the meantime counts that much
    /// longer; zero refuses webhooks instead. At most seven days. <value>Default: 24 hours.</value>
    /// </summary>
    public TimeSpan KeyOutageTolerance { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// The shortest time between two requests for keys that are made because no key fitted a signature (the service may have changed its keys), or because
    /// the last request failed. Forged webhooks cause no more requests than that. <value>Default: 30 seconds.</value>
    /// </summary>
    public TimeSpan KeyRefetchInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The limit of one request for keys. <value>Default: 10 seconds.</value></summary>
    public TimeSpan KeyTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock. <value>Default: the system's.</value></summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Options with the address and the clock of a client.</summary>
    /// <param name="client">The client's options, for example of <see cref="FalClientOptions.ForEmulator"/>.</param>
    /// <returns>Options for webhooks of the same service.</returns>
    public static FalWebhookOptions For(FalClientOptions client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new FalWebhookOptions { RestBaseAddress = client.RestBaseAddress, TimeProvider = client.TimeProvider };
    }

    internal FalWebhookOptions CheckedCopy()
    {
        Within(Tolerance, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), nameof(Tolerance));
        Within(KeyLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24), nameof(KeyLifetime));
        Within(KeyOutageTolerance, TimeSpan.Zero, TimeSpan.FromDays(7), nameof(KeyOutageTolerance));
        Within(KeyRefetchInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24), nameof(KeyRefetchInterval));
        Within(KeyTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(5), nameof(KeyTimeout));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxBodyBytes);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        var copy = new FalWebhookOptions
        {
            RestBaseAddress = BaseAddress.Check(RestBaseAddress, nameof(RestBaseAddress)),
            Tolerance = Tolerance,
            MaxBodyBytes = MaxBodyBytes,
            KeyLifetime = KeyLifetime,
            KeyOutageTolerance = KeyOutageTolerance,
            KeyRefetchInterval = KeyRefetchInterval,
            KeyTimeout = KeyTimeout,
            TimeProvider = TimeProvider,
        };
        copy.UserIds.UnionWith(UserIds);
        return copy;
    }

    private static void Within(TimeSpan value, TimeSpan least, TimeSpan max, string name)
    {
        if (value < least || value > max)
            throw new ArgumentOutOfRangeException(name, value, $"FalWebhookOptions.{name} must be at least {least} and at most {max}.");
    }
}
