using System.Runtime.CompilerServices;
using System.Text.Json;

namespace KlingGen;

/// <summary>
/// Follows a job to its end: by the event stream, and by polling when that cannot be opened, breaks off, falls silent, or talks nonsense.
/// </summary>
internal sealed class JobFollower(FalTransport transport, JobAddresses job, bool logs, CallDeadline deadline)
{
    /// <summary>Behind a proxy that collects answers before it passes them on, the stream is open and nothing comes.</summary>
    private static readonly TimeSpan FirstEvent = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongStream = TimeSpan.FromSeconds(20);

    private readonly LogCollector _logs = new();
    private int _streamsLeft = 3;

    /// <summary>Every status as it comes, the completed one last.</summary>
    public async IAsyncEnumerable<FalQueueStatus> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_streamsLeft > 0)
            {
                await foreach (FalQueueStatus status in StreamAsync().ConfigureAwait(false))
                {
                    yield return status;
                    if (status.State == FalQueueState.Completed)
                        yield break;
                }
            }

            FalQueueStatus polled = await PollAsync().ConfigureAwait(false);
            yield return polled;
            if (polled.State == FalQueueState.Completed)
                yield break;
            if (_streamsLeft == 0)
                await PauseAsync(PollSchedule.Next(deadline.Elapsed)).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<FalQueueStatus> StreamAsync()
    {
        TimeSpan opened = deadline.Elapsed;
        bool any = false;
        ApiReply? reply = await OpenAsync().ConfigureAwait(false);
        if (reply is not null)
        {
            EventStream events = new(reply, transport.Time, FirstEvent, transport.Options.MaxResponseBytes, deadline.Token);
            await using (events.ConfigureAwait(false))
            {
                while (await NextAsync(events).ConfigureAwait(false) is { } status)
                {
                    if (!any)
                        events.SetIdle(transport.Options.StreamIdleTimeout);
                    any = true;
                    yield return status;
                }
            }
        }

        FalLog.FellBackToPolling(transport.Logger, job.Handle.RequestId, job.Handle.EndpointId);
        // A stream that brought nothing is not opened again; one that served for a while may be.
        if (!any)
            _streamsLeft = 0;
        else if (deadline.Elapsed - opened < LongStream)
            _streamsLeft--;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ApiReply?> OpenAsync()
    {
        try
        {
            ApiReply reply = await JobSender.SendAsync(transport, job, QueueCalls.Request(job, FalOperation.StatusStream, logs: logs), logs, deadline).ConfigureAwait(false);
            if (reply.Stream is not null && string.Equals(reply.ContentType, "text/event-stream", StringComparison.OrdinalIgnoreCase))
                return reply;
            reply.Dispose();
            return null;
        }
        catch (FalException) when (!deadline.IsOver)
        {
            // Whatever it was, the poll that follows meets it too and reports it.
            return null;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FalQueueStatus?> NextAsync(EventStream events)
    {
        try
        {
            return await events.NextAsync().ConfigureAwait(false) is { } data ? _logs.Merge(StatusReader.ReadState(data, job), cumulative: false) : null;
        }
        catch (OperationCanceledException canceled) when (deadline.IsOver)
        {
            throw Ended(canceled);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or HttpRequestException or JsonException)
        {
            return null;
        }
    }

    private async Task<FalQueueStatus> PollAsync() =>
        _logs.Merge(await QueueCalls.GetStatusAsync(transport, job, logs, deadline).ConfigureAwait(false), cumulative: true);

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await transport.PauseAsync(pause, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException canceled) when (deadline.IsOver)
        {
            throw Ended(canceled);
        }
    }

    private Exception Ended(Exception inner) => deadline.Ended($"Waiting for job {job.Handle.RequestId} ({job.Handle.EndpointId})", job.Handle.EndpointId, job.Handle, inner);
}
