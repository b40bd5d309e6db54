using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace KlingGen;

/// <summary>Brings local content into the service's storage, by the first route that works.</summary>
internal sealed class Uploader
{
    private readonly FalTransport _transport;
    private readonly IUploadRoute[] _routes;

    public Uploader(FalTransport transport)
    {
        _transport = transport;
        var tokens = new StorageTokens(transport);
        FalClientOptions options = transport.Options;
        Buffers = new PartBuffers(options.MaxParallelUploads, options.UploadPartBytes);
        _routes = [.. options.UploadRoutes.Select<FalUploadRoute, IUploadRoute>(route => route == FalUploadRoute.Cdn ? new CdnRoute(transport, tokens) : new SignedRoute(transport))];
    }

    public PartBuffers Buffers { get; }

    /// <exception cref="FalUploadException">No route led in.</exception>
    /// <exception cref="FalAuthenticationException">The key was refused.</exception>
    /// <exception cref="FalTimeoutException">The deadline's limit passed.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    /// <exception cref="MediaUnreadableException">The content cannot be read.</exception>
    /// <exception cref="MediaTooLongException">The content turned out to be longer than allowed.</exception>
    public async Task<FalUploadedFile> UploadAsync(FalMedia media, FalLifecycle? lifecycle, IProgress<FalTransferProgress>? progress, CallDeadline deadline, long? max = null)
    {
        string? terms = lifecycle is null ? null : CallHeaders.Lifecycle(lifecycle);
        using Activity? span = Telemetry.Start("upload", null, null);
        try
        {
            FalUploadedFile file = await SendAsync(media, terms, progress, deadline, max).ConfigureAwait(false);
            Telemetry.Succeeded(FalOperation.Upload, null);
            return file;
        }
        catch (CallbackException callback)
        {
            ExceptionDispatchInfo.Throw(callback.InnerException!);
            throw;
        }
        catch (Exception error) when (deadline.IsOver && error is not FalTimeoutException && (error as FalCanceledException)?.CancellationToken != deadline.Caller)
        {
            Exception ended = deadline.Ended($"The upload of {media}", null, null, error);
            Telemetry.Failed(span, FalOperation.Upload, null, ended);
            throw ended;
        }
        catch (Exception error) when (Telemetry.Failed(span, FalOperation.Upload, null, error))
        {
            throw;
        }
    }

    private async Task<FalUploadedFile> SendAsync(FalMedia media, string? lifecycle, IProgress<FalTransferProgress>? progress, CallDeadline deadline, long? max)
    {
        FalMediaContent content = await media.OpenAsync(deadline.Token).ConfigureAwait(false);
        var meter = new TransferMeter(progress, content.Source.Length);
        var body = new UploadBody(content, meter, Buffers, _transport.Options.MultipartThreshold, max);
        await using (body.ConfigureAwait(false))
        {
            await body.BeginAsync(deadline.Token).ConfigureAwait(false);
            var terms = new UploadTerms(content.ContentType, content.FileName, lifecycle);
            var failures = new List<FalException>();
            foreach (IUploadRoute route in _routes)
            {
                try
                {
                    string url = await route.SendAsync(body, terms, deadline).ConfigureAwait(false);
                    meter.Complete(body.Length);
                    return new FalUploadedFile(url, content.ContentType, content.FileName, body.Length);
                }
                catch (FalException failure) when (IsWorthAnotherRoute(failure) && !deadline.IsOver)
                {
                    failures.Add(failure);
                    FalLog.UploadRouteFailed(_transport.Logger, route.GetType().Name, Telemetry.ErrorType(failure));
                    if (!body.CanBeginAgain)
                        break;
                    body.Restart();
                }
            }

            throw failures.TrueForAll(static failure => failure is FalAuthenticationException) ? failures[^1] : Failed(media, failures, body.CanBeginAgain);
        }
    }

    // A key nobody knows is known on no route; one that may not do this may be allowed the other. What cannot be read here cannot be sent at all.
    private static bool IsWorthAnotherRoute(FalException failure) => failure is not
        (FalAuthenticationException { StatusCode: System.Net.HttpStatusCode.Unauthorized } or FalTimeoutException or CallbackException);

    private static FalUploadException Failed(FalMedia media, List<FalException> failures, bool couldBeginAgain)
    {
        string causes = string.Join(" Then: ", failures.Select(static failure => failure.Message));
        string remedy = couldBeginAgain
            ? string.Empty
            : " The stream cannot seek, and what was sent of it is gone, so the upload could not start again: give bytes, a file, or a stream that can seek.";
        return new FalUploadException($"The upload of {media} failed: {causes}{remedy}", failures.Count == 1 ? failures[0] : new AggregateException(failures));
    }
}
