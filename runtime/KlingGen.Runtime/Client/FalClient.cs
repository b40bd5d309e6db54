namespace KlingGen;

/// <summary>
/// Connects to the service: holds the key, the addresses and the connections. Create one and keep it; it is thread-safe. Generated extension methods lead from it to
/// the endpoints (<c>fal.KlingImageV3TextToImage()</c>), <see cref="Endpoint"/> leads to those without a schema file.
/// </summary>
public sealed class FalClient : IDisposable
{
    /// <summary>Creates a client with the key of the environment (<c>FAL_KEY</c>, or <c>FAL_KEY_ID</c> and <c>FAL_KEY_SECRET</c>) and default options.</summary>
    /// <exception cref="FalAuthenticationException">There is no key.</exception>
    public FalClient()
        : this(new FalClientOptions())
    {
    }

    /// <summary>Creates a client with a key and default options.</summary>
    /// <param name="apiKey">The key, <c>key-id:key-secret</c>.</param>
    /// <exception cref="FalAuthenticationException">The key has a character that no key has.</exception>
    public FalClient(string apiKey)
        : this(new FalClientOptions { ApiKey = Given(apiKey) })
    {
    }

    /// <summary>Creates a client.</summary>
    /// <param name="options">The options; checked and copied here.</param>
    /// <param name="httpClient">
    /// The client to send with; if omitted, a suitable one is created. Your own must not retry and must not follow redirects, and its
    /// <see cref="HttpClient.Timeout"/> should be infinite: this library has limits of its own. It is not disposed.
    /// </param>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    /// <exception cref="FalAuthenticationException">There is no key, or it has a character that no key has.</exception>
    public FalClient(FalClientOptions options, HttpClient? httpClient = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options.CheckedCopy();
        Transport = new FalTransport(Options, ApiKey.Resolve(Options), httpClient);
        Options.ApiKey = null;
        Prices = new PriceCache(Transport);
        Uploads = new Lazy<Uploader>(() => new Uploader(Transport));
        Media = new MediaResolver(Options, Uploads);
        Storage = new FalStorage(this);
        Downloads = new Lazy<Downloader>(() => new Downloader(Options, Transport.Outside));
    }

    /// <summary>The service's storage: uploads of your own. Media of an input are uploaded by the call itself.</summary>
    public FalStorage Storage { get; }

    internal FalClientOptions Options { get; }

    internal FalTransport Transport { get; }

    internal PriceCache Prices { get; }

    internal MediaResolver Media { get; }

    internal Lazy<Uploader> Uploads { get; }

    internal Lazy<Downloader> Downloads { get; }

    /// <summary>A client of an endpoint without a schema file: any JSON in, any JSON out, nothing checked before the call.</summary>
    /// <param name="endpointId">The id, such as <c>fal-ai/flux/dev</c>.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="ArgumentException"><paramref name="endpointId"/> is not an endpoint id.</exception>
    public FalEndpoint<FalJson, FalJson> Endpoint(string endpointId) => new(this, endpointId);

    /// <summary>Closes the connections. Calls that still run fail.</summary>
    public void Dispose() => Transport.Dispose();

    /// <summary>The addresses; never the key.</summary>
    /// <returns>A line for logs.</returns>
    public override string ToString() => $"FalClient {{ Run = {Options.RunBaseAddress}, Queue = {Options.QueueBaseAddress} }}";

    internal CallDeadline NewDeadline(FalCallOptions options, CancellationToken cancellationToken)
    {
        TimeSpan limit = options.Timeout ?? Options.Timeout;
        FalClientOptions.CheckSpan(limit, nameof(FalCallOptions.Timeout));
        return new CallDeadline(Options.TimeProvider, limit, cancellationToken);
    }

    private static string Given(string apiKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(apiKey);
        return apiKey;
    }
}
