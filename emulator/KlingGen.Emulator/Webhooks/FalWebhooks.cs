using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Runs;
using KlingGen.Emulator.Webhooks;

namespace KlingGen.Emulator;

/// <summary>Webhooks of finished requests, signed with keys of this emulator. Safe to use from many threads.</summary>
/// <remarks>
/// The keys are served at <c>/rest/.well-known/jwks.json</c>. <see cref="KeyOutage"/> is an orderly outage there; a fault on <see cref="FalOperation.WebhookKeys"/> is one of
/// any other kind.
/// </remarks>
public sealed class FalWebhooks
{
    private static readonly TimeSpan DeliveryTimeout = TimeSpan.FromSeconds(15);

    private readonly EmulatorContext _context;
    private readonly Lock _gate = new();
    private readonly List<FalWebhookDelivery> _deliveries = [];
    private readonly Waiters<IReadOnlyList<FalWebhookDelivery>> _waiting;
    private readonly Lazy<HttpClient> _http = new(static () =>
        new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false }) { Timeout = DeliveryTimeout });
    private List<WebhookKey> _keys = [new WebhookKey()];
    private FalWebhookBehavior _behavior = new();
    private Random _dice = new(0);
    private Random _holdDice = new(0);
    private int _begun;

    internal FalWebhooks(EmulatorContext context)
    {
        _context = context;
        _waiting = new Waiters<IReadOnlyList<FalWebhookDelivery>>(_gate);
    }

    /// <summary>How webhooks misbehave from now on. Setting it restarts its seed.</summary>
    public FalWebhookBehavior Behavior
    {
        get
        {
            lock (_gate)
                return _behavior;
        }

        set
        {
            ArgumentNullException.ThrowIfNull(value);
            lock (_gate)
                (_behavior, _dice, _holdDice) = (value, new Random(value.Seed), new Random(~value.Seed));
        }
    }

    /// <summary>Whether the request for keys is answered 503. Webhooks are signed and sent all the same.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool KeyOutage { get; set; }

    /// <summary>Webhooks begun so far, a duplicate counted by itself, a retry not. Grows before the status of the request says COMPLETED.</summary>
    public int Begun
    {
        get
        {
            lock (_gate)
                return _begun;
        }
    }

    /// <summary>All attempts so far, in the order in which they ended.</summary>
    public IReadOnlyList<FalWebhookDelivery> Deliveries
    {
        get
        {
            lock (_gate)
                return [.. _deliveries];
        }
    }

    /// <summary>Signs with a new key from now on.</summary>
    /// <param name="keepOld">Whether the old keys stay in the published set, as in a rotation without haste.</param>
    public void RotateKey(bool keepOld = false)
    {
        lock (_gate)
            _keys = [new WebhookKey(), .. keepOld ? _keys : []];
    }

    /// <summary>Waits until the attempts so far satisfy a condition.</summary>
    /// <param name="condition">Looks at all attempts. Called under a lock: keep it short.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that ends when the condition holds.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task WaitForAsync(Func<IReadOnlyList<FalWebhookDelivery>, bool> condition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        lock (_gate)
        {
            return condition(_deliveries) ? Task.CompletedTask : _waiting.AddAsync(condition, cancellationToken);
        }
    }

    /// <summary>How many wait for a delivery.</summary>
    internal int Waiting => _waiting.Count;

    internal Reply KeySet()
    {
        if (KeyOutage)
            return Errors.Detail(503, "The keys are not available (FalWebhooks.KeyOutage).");

        lock (_gate)
            return Reply.Json(200, new JsonObject { ["keys"] = new JsonArray([.. _keys.Select(static key => key.ToJwk())]) });
    }

    internal void Announce(Job job)
    {
        if (job.Run.Terms.Webhook is not { } target)
            return;

        lock (_gate)
        {
            // Not cryptography: a test repeats a run by its seed.
#pragma warning disable CA5394
            if (_dice.NextDouble() < _behavior.DropProbability)
            {
                job.Announced.TrySetResult();
                return;
            }

            int copies = _dice.NextDouble() < _behavior.DuplicateProbability ? 2 : 1;
            _begun += copies;
            for (int i = 0; i < copies; i++)
            {
                TimeSpan delay = _behavior.LongestDelay * _dice.NextDouble();
                _ = Task.Run(() => DeliverAsync(job, target, _behavior, delay));
            }
#pragma warning restore CA5394
        }
    }

    /// <summary>What the answer to a submit waits for, by chance.</summary>
    internal Task HoldAnswerAsync(Job job, CancellationToken cancellationToken)
    {
        if (job.Run.Terms.Webhook is null)
            return Task.CompletedTask;

        bool held;
        lock (_gate)
        {
#pragma warning disable CA5394 // As above.
            held = _holdDice.NextDouble() < _behavior.BeforeAnswerProbability;
#pragma warning restore CA5394
        }

        return held ? job.Announced.Task.WaitAsync(cancellationToken) : Task.CompletedTask;
    }

    internal void Dispose()
    {
        if (_http.IsValueCreated)
            _http.Value.Dispose();
    }

    private async Task DeliverAsync(Job job, Uri target, FalWebhookBehavior behavior, TimeSpan delay)
    {
        try
        {
            byte[] body = WebhookBody.Of(job, behavior).ToArray();
            IReadOnlyList<TimeSpan> retries = _context.Options.WebhookRetryDelays;
            for (int attempt = 1; ; attempt++)
            {
                if (delay > TimeSpan.Zero)
                    await Task.Delay(delay, _context.Clock, _context.Stopping).ConfigureAwait(false);

                int? status = await SendAsync(job.RequestId, target, body, behavior).ConfigureAwait(false);
                bool last = status is >= 200 and < 400 || attempt > retries.Count;
                delay = last ? TimeSpan.Zero : retries[attempt - 1];
                Task pause = last ? Task.CompletedTask : Task.Delay(delay, _context.Clock, _context.Stopping);
                Record(new FalWebhookDelivery(job.RequestId, target, attempt, status, Encoding.UTF8.GetString(body)));
                job.Announced.TrySetResult();
                if (last)
                    return;

                await pause.ConfigureAwait(false);
                delay = TimeSpan.Zero;
            }
        }
        catch (OperationCanceledException)
        {
            // The emulator stops: nobody waits for this webhook any more.
        }
        catch (ObjectDisposedException)
        {
            // Likewise.
        }
    }

    /// <returns>The receiver's status, or null when it gave none. A redirect counts as an answer: the service does not follow it either.</returns>
    private async Task<int?> SendAsync(string requestId, Uri target, byte[] body, FalWebhookBehavior behavior)
    {
        string user = _context.Options.UserName;
        string timestamp = (_context.Clock.GetUtcNow() + behavior.TimestampShift).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] message = Encoding.UTF8.GetBytes(string.Join('\n', requestId, user, timestamp, Convert.ToHexStringLower(SHA256.HashData(body))));
        WebhookKey key;
        lock (_gate)
            key = _keys[0];

        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Fal-Webhook-Request-Id", requestId);
        request.Headers.Add("X-Fal-Webhook-User-Id", user);
        request.Headers.Add("X-Fal-Webhook-Timestamp", timestamp);
        request.Headers.Add("X-Fal-Webhook-Signature", behavior.BadSignature ? new string('0', 128) : key.Sign(message));
        try
        {
            using HttpResponseMessage response = await _http.Value.SendAsync(request, _context.Stopping).ConfigureAwait(false);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!_context.Stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Record(FalWebhookDelivery delivery)
    {
        lock (_gate)
        {
            _deliveries.Add(delivery);
            _waiting.Announce(_deliveries);
        }
    }
}
