using System.Net;
using System.Net.Http.Headers;
using KlingGen.Cli.Hosting;
using KlingGen.Compiler;

namespace KlingGen.Cli.Service;

/// <summary>Asks the service: three kinds of GET, each safe to repeat, each with a limit in time, size and attempts.</summary>
internal sealed class ServiceClient : IDisposable
{
    private const int Attempts = 3;

    // An emulator says so with every answer: behind a name of one's own nothing else would.
    private const string EmulatorHeader = "x-emulator";

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(10);

    private readonly CliHost _host;
    private readonly HttpMessageInvoker _invoker;

    public ServiceClient(CliHost host, FalClientOptions options)
    {
        _host = host;
        Options = options;
        _invoker = new HttpMessageInvoker(host.NewHandler(), disposeHandler: true);
    }

    public FalClientOptions Options { get; }

    /// <summary>The address of an endpoint's document.</summary>
    public Uri DocumentAddress(string endpointId) => new(Options.WebBaseAddress, DocumentPath(endpointId));

    /// <summary>The document, or null where the service does not know the endpoint.</summary>
    /// <exception cref="CliException">The service cannot be reached, or does not answer as it should.</exception>
    public async Task<ServiceDocument?> DocumentAsync(string endpointId, CancellationToken cancellationToken)
    {
        ServiceReply reply = await GetAsync(DocumentAddress(endpointId), withKey: false, $"the document of '{endpointId}'", cancellationToken);
        if (reply.Status == HttpStatusCode.NotFound)
            return null;
        try
        {
            string text = TextSource.Decode(reply.Success($"the document of '{endpointId}'").Span, $"The service's document of '{endpointId}'");

            // Of the service it is written down where the endpoint lives, in the form that people can open.
            return new ServiceDocument(text, reply.Source == LockSources.Emulator ? reply.Source : ServiceHosts.Web + DocumentPath(endpointId));
        }
        catch (CliException unreadable) when (unreadable.ExitCode == ExitCodes.Unusable)
        {
            // The user's files are sound; what came over the network is not.
            throw CliException.Service(unreadable.Message, unreadable);
        }
    }

    /// <summary>A call of the platform API, which answers JSON.</summary>
    public async Task<ServiceReply> PlatformAsync(string relative, string what, CancellationToken cancellationToken) =>
        await GetAsync(new Uri(Options.PlatformBaseAddress, relative), withKey: true, what, cancellationToken);

    private static string DocumentPath(string endpointId) => "api/openapi/queue/openapi.json?endpoint_id=" + Escaped(endpointId);

    public static string Escaped(string endpointId) => string.Join('/', endpointId.Split('/').Select(Uri.EscapeDataString));

    public void Dispose() => _invoker.Dispose();

    private async Task<ServiceReply> GetAsync(Uri address, bool withKey, string what, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            TimeSpan pause;
            try
            {
                ServiceReply reply = await TryAsync(address, withKey, cancellationToken);
                if (!reply.IsPassing || attempt == Attempts)
                    return reply;
                pause = reply.RetryAfter ?? Pause(attempt);
            }
            catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                if (attempt == Attempts || error is ReplyTooLongException)
                    throw Unreachable(address, what, error);
                pause = Pause(attempt);
            }
            await Task.Delay(pause < s_longestPause ? pause : s_longestPause, _host.Time, cancellationToken);
        }
    }

    private async Task<ServiceReply> TryAsync(Uri address, bool withKey, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(s_timeout, _host.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.TryAddWithoutValidation("User-Agent", $"klinggen/{ToolVersion.Text}");
        if (withKey && Options.ApiKey is { } key)
            request.Headers.TryAddWithoutValidation("Authorization", "Key " + key);
        using HttpResponseMessage response = await _invoker.SendAsync(request, linked.Token);
        ReadOnlyMemory<byte> body = await ReplyBody.ReadAsync(response.Content, TextSource.MaxBytes, linked.Token);
        return new ServiceReply(address, response.StatusCode, body, KlingGen.RetryAfter.Read(response.Headers, _host.Time.GetUtcNow()), response.Headers.Contains(EmulatorHeader));
    }

    private TimeSpan Pause(int attempt) => _host.RetryPause * Math.Pow(3, attempt - 1);

    private static CliException Unreachable(Uri address, string what, Exception error)
    {
        string where = address.GetLeftPart(UriPartial.Authority);
        string cause = error switch
        {
            ReplyTooLongException => $"the answer is larger than {TextSource.MaxBytes >> 20} MiB",
            OperationCanceledException => $"there was no whole answer within {s_timeout.TotalSeconds:0} seconds",
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its name cannot be resolved",
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "the connection failed",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection could be made",
            HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } or IOException => "the answer broke off",
            _ => "the answer was not HTTP as it should be",
        };
        return CliException.Service($"Asking {where} for {what} failed: {cause}. Check the network and run the command again.", error);
    }
}

/// <summary>A document as the service gave it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Source">Where it came from, as a lock file keeps it.</param>
internal sealed record ServiceDocument(string Text, string Source);
