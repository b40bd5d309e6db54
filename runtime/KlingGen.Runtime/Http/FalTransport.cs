using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KlingGen;

/// <summary>
/// Sends requests, repeats them where <see cref="RetryRules"/> allow it, and turns everything that can go wrong into the documented exceptions.
/// No other class of the library touches the network for a call of the service's API.
/// </summary>
internal sealed partial class FalTransport : IDisposable
{
    private const int ErrorBodyLimit = 4 << 20;

    private readonly ApiSender _sender;
    private readonly Uri[] _allowed;
    private readonly BackupHost[] _backups;
    private readonly Lazy<DownloadSender> _outside;

    public FalTransport(FalClientOptions options, ApiKey key, HttpClient? foreign)
    {
        Options = options;
        Key = key;
        _sender = new ApiSender(foreign, options.UseHttp2);
        _outside = new Lazy<DownloadSender>(() => new DownloadSender(options));
        Logger = options.LoggerFactory?.CreateLogger(FalLog.Category) ?? NullLogger.Instance;
        _backups = BackupHost.Of(options);
        _allowed =
        [
            options.RunBaseAddress, options.QueueBaseAddress, options.RestBaseAddress, options.PlatformBaseAddress,
            .. _backups.Select(static host => host.Backup),
        ];
    }

    public FalClientOptions Options { get; }

    public ApiKey Key { get; }

    /// <summary>The way without credentials, to addresses that come out of answers.</summary>
    public DownloadSender Outside => _outside.Value;

    public RetryQuota Quota { get; } = new();

    public ILogger Logger { get; }

    public TimeProvider Time => Options.TimeProvider;

    /// <summary>The pause between two attempts or polls.</summary>
    public Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        Options.Pause is { } replaced ? replaced(pause, cancellationToken) : Task.Delay(pause, Time, cancellationToken);

    /// <summary>Makes the request and returns its success; everything else is thrown.</summary>
    /// <param name="request">The request.</param>
    /// <param name="deadline">The call it belongs to.</param>
    /// <param name="read">
    /// Reads the success. A <see cref="JsonException"/> out of it says that this is not an answer to the request: it counts as lost, and the request is made again
    /// where that is safe. Any other exception is final.
    /// </param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ApiReply> SendAsync(ApiRequest request, CallDeadline deadline, Action<ApiReply>? read = null)
    {
        for (int attempt = 1; ; attempt++)
        {
            Attempt outcome = await TryHostsAsync(request, deadline, attempt).ConfigureAwait(false);
            if (outcome.Reply is not null && read is not null)
                outcome = Read(request, outcome, read);
            if (outcome.Reply is { } reply)
            {
                Quota.PutBack(attempt > 1);
                return reply;
            }

            bool again = outcome.Decision == RetryDecision.Retry || (outcome.Decision == RetryDecision.Unknown && Options.RepeatUnknownForTests);
            if (!again || deadline.IsOver || attempt > Options.MaxRetries || request.Options?.OneAttempt == true)
                throw Final(request, outcome);
            if (RetryPause.Next(Options, attempt - 1, outcome.RetryAfter, Random.Shared.NextDouble()) is not { } pause)
                throw Final(request, outcome);
            if (deadline.IsBeyond(pause) || !Quota.TryTake())
                throw Final(request, outcome);

            Telemetry.Retried(request.Operation, request.EndpointId);
            FalLog.Retrying(Logger, request.Operation.Name(), request.EndpointId, request.Handle?.RequestId, attempt, Telemetry.ErrorType(outcome.Error!), pause.TotalMilliseconds);
            try
            {
                await PauseAsync(pause, deadline.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException canceled) when (deadline.IsOver)
            {
                throw deadline.Ended(request.Describe(), request.EndpointId, request.Handle, canceled);
            }
        }
    }

    public void Dispose()
    {
        _sender.Dispose();
        if (_outside.IsValueCreated)
            _outside.Value.Dispose();
    }

    private Attempt Read(ApiRequest request, in Attempt success, Action<ApiReply> read)
    {
        ApiReply reply = success.Reply!;
        try
        {
            read(reply);
            return success;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Names with half a surrogate pair cannot be compared by System.Text.Json, and it has another exception for that.
            JsonException cause = error as JsonException ?? new JsonException("it has names that are not Unicode", error);
            using (reply)
                return new Attempt(RetryRules.AfterLostBody(request.Operation), ApiErrors.Lost(this, request, reply, cause));
        }
        catch
        {
            reply.Dispose();
            throw;
        }
    }

    private Exception Final(ApiRequest request, in Attempt outcome)
    {
        string operation = request.Operation.Name();
        if (outcome.Error is FalSubmitUnknownException { Attempt: { } sent } unknown)
        {
            FalLog.SubmitUnknown(Logger, operation, request.EndpointId, sent.BodySha256, sent.StartedAt);
            if (unknown.InnerException is SecondSendException)
                FalLog.ResendRefused(Logger, operation, request.EndpointId);
        }
        else
        {
            FalLog.Failed(Logger, operation, request.EndpointId, request.Handle?.RequestId, Telemetry.ErrorType(outcome.Error!));
        }

        return outcome.Error!;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Attempt> TryAsync(ApiRequest request, CallDeadline deadline, int attempt)
    {
        SendOnceContent? content = request.Body is { } bytes ? new SendOnceContent(bytes) : null;
        TimeSpan longest = request.Operation.WaitsForModel() ? Timeout.InfiniteTimeSpan : Options.RequestTimeout;
        // Whoever sends a file may restart its limit after the end, so no other attempt may have it.
        AttemptDeadline? limit = request.Bytes is null ? deadline.NewAttempt(longest) : new AttemptDeadline(longest, Time, deadline.Token);
        try
        {
            AttemptContent? file = request.Bytes?.Invoke(limit);
            using HttpRequestMessage message = NewMessage(request, (HttpContent?)content ?? file);
            Attempt outcome = await ExchangeAsync(request, message, file, content, deadline, limit, attempt).ConfigureAwait(false);
            // The limit of an answer that is still coming goes with it.
            if (outcome.Reply?.Stream is not null)
                limit = null;
            return outcome;
        }
        finally
        {
            limit?.Dispose();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Attempt> ExchangeAsync(
        ApiRequest request, HttpRequestMessage message, AttemptContent? file, SendOnceContent? content, CallDeadline deadline, AttemptDeadline limit, int attempt)
    {
        DateTimeOffset started = Time.GetUtcNow();
        HttpResponseMessage? response = null;
        try
        {
            response = request.Credential == Credential.None
                ? await Outside.SendAsync(message, limit.Token).ConfigureAwait(false)
                : await _sender.SendAsync(message, limit.Token).ConfigureAwait(false);
            FalLog.Answered(
                Logger, request.Operation.Name(), request.EndpointId, request.Handle?.RequestId, (int)response.StatusCode, (Time.GetUtcNow() - started).TotalMilliseconds, attempt);
            if (message.RequestUri != Destination(request))
                throw new RedirectFollowedException();
            if (!response.IsSuccessStatusCode && request.Accepts?.Invoke((int)response.StatusCode) != true)
                return await RefusedAsync(request, response, started, deadline, limit.Token).ConfigureAwait(false);

            ApiReply reply = await ReceiveAsync(request, response, file, deadline, limit).ConfigureAwait(false);
            response = null;
            return new Attempt(reply);
        }
        catch (Exception error) when (error is not (FalException or MediaException) or SecondSendException)
        {
            return Failures.Classify(new Failure(this, request, deadline, content, response, started, attempt, Key.Scrub(error)));
        }
        finally
        {
            response?.Dispose();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ApiReply> ReceiveAsync(ApiRequest request, HttpResponseMessage response, AttemptContent? file, CallDeadline deadline, AttemptDeadline limit)
    {
        if (request.Operation.IsStreamed() && response.StatusCode == HttpStatusCode.OK)
        {
            limit.Reset(Timeout.InfiniteTimeSpan);
            return new ApiReply(response, Key, default, await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false), limit);
        }

        if (file is { IsSent: false })
            throw new HttpIOException(HttpRequestError.InvalidResponse, "The answer came before all bytes had been sent");

        // Where the head suffices, the body is awaited all the same: over a connection that breaks under it, the next request would be lost.
        ReadOnlyMemory<byte> body = request.HeadSuffices
            ? await ReadIfWholeAsync(response, deadline, limit.Token).ConfigureAwait(false)
            : await ReplyBody.ReadAsync(response.Content, Options.MaxResponseBytes, limit.Token).ConfigureAwait(false);
        return new ApiReply(response, Key, body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body, null, null);
    }

    // A body that is wanted, and not so much that its loss would hide the status.
    private static async ValueTask<ReadOnlyMemory<byte>> ReadIfWholeAsync(HttpResponseMessage response, CallDeadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await ReplyBody.ReadAsync(response.Content, ErrorBodyLimit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or HttpRequestException || (error is OperationCanceledException && !deadline.IsOver))
        {
            return default;
        }
    }

    private async Task<Attempt> RefusedAsync(
        ApiRequest request, HttpResponseMessage response, DateTimeOffset started, CallDeadline deadline, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = await ReadIfWholeAsync(response, deadline, cancellationToken).ConfigureAwait(false);
        ReplyFacts facts = ReplyHeaders.Facts(response, body);
        RetryDecision decision = RetryRules.AfterStatus(request.Operation, facts);
        if (decision == RetryDecision.Retry && facts.Status == 429 && request.Options?.MaxQueueLength is not null)
            decision = RetryDecision.Fail;
        TimeSpan? asked = RetryAfter.Read(response.Headers, Time.GetUtcNow());
        Exception thrown = decision == RetryDecision.Unknown
            ? Failures.UnknownAnswer(this, request, response, body, started)
            : ApiErrors.Read(this, request, response, body, asked);
        return new Attempt(decision, thrown, asked);
    }
}

/// <summary>A client of the caller's followed a redirect, which could lead anywhere.</summary>
internal sealed class RedirectFollowedException()
    : IOException("a redirect was followed; turn off automatic redirects of the HttpClient given to FalClient");
