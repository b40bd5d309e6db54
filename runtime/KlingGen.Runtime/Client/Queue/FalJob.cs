using System.Diagnostics;
using System.Runtime.CompilerServices;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>A job in the queue. It holds no connection; as many as you like may exist.</summary>
/// <remarks>Made by <see cref="IFalEndpoint{TInput, TOutput}"/>. Its members are virtual, so that a test can put its own job in the place of one: derive from it.</remarks>
/// <typeparam name="T">The type of the output.</typeparam>
public class FalJob<T>
    where T : IFalJson<T>
{
    private readonly FalClient? _client;
    private readonly MemberNames? _members;
    private readonly JobAddresses? _addresses;
    private readonly FalJobHandle _handle;

    /// <summary>Creates a job without a client, for a fake in a test. A member that is called and not overridden throws <see cref="InvalidOperationException"/>.</summary>
    /// <param name="handle">What <see cref="Handle"/> gives.</param>
    protected FalJob(FalJobHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        _handle = handle;
    }

    internal FalJob(FalClient client, FalJobHandle handle, MemberNames members)
        : this(client, new JobAddresses(client.Transport, handle), members)
    {
    }

    internal FalJob(FalClient client, JobAddresses addresses, MemberNames members)
    {
        _client = client;
        _members = members;
        _handle = addresses.Handle;
        _addresses = addresses;
    }

    /// <summary>
    /// What is needed to find the job again in another process. Store it before you wait. Should the service hand out other addresses for the job later on,
    /// the handle read after that has them; the one that was stored before still finds the job.
    /// </summary>
    public FalJobHandle Handle => _addresses?.Handle ?? _handle;

    /// <summary>The id the service gave the job.</summary>
    public string RequestId => Handle.RequestId;

    /// <summary>The endpoint.</summary>
    public string EndpointId => Handle.EndpointId;

    /// <summary>Gets the job's status once.</summary>
    /// <param name="logs">Whether log lines are fetched; they can make the answer slow.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The status.</returns>
    /// <exception cref="FalApiException">The service answered with an error.</exception>
    /// <exception cref="FalConnectionException">The service was not reached.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    public virtual async Task<FalQueueStatus> GetStatusAsync(bool logs = false, CancellationToken cancellationToken = default)
    {
        using CallDeadline deadline = Client.NewDeadline(FalCallOptions.None, cancellationToken);
        FalQueueStatus status = await QueueCalls.GetStatusAsync(Client.Transport, Addresses, logs, deadline).ConfigureAwait(false);
        return status with { NewLogs = status.Logs };
    }

    /// <summary>Every status of the job as it comes, the completed one last: by server-sent events, and by polling when those fail.</summary>
    /// <param name="logs">Whether log lines are fetched.</param>
    /// <param name="options">The overall limit of the waiting, and what happens when it is given up.</param>
    /// <param name="cancellationToken">Cancels the wait, not the job.</param>
    /// <returns>The statuses.</returns>
    /// <exception cref="FalApiException">The service answered with an error.</exception>
    /// <exception cref="FalConnectionException">The service was not reached.</exception>
    /// <exception cref="FalTimeoutException">The overall limit passed.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    public virtual async IAsyncEnumerable<FalQueueStatus> StreamStatusAsync(
        bool logs = false, FalCallOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= FalCallOptions.None;
        using CallDeadline deadline = Client.NewDeadline(options, cancellationToken);
        await using IAsyncEnumerator<FalQueueStatus> statuses = new JobFollower(Client.Transport, Addresses, logs, deadline).FollowAsync(CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        while (await GuardAsync(static (statuses, _) => statuses.MoveNextAsync(), statuses, options, deadline).ConfigureAwait(false))
            yield return statuses.Current;
    }

    /// <summary>Waits until the job is completed, with a result or a failure. <see cref="GetResultAsync(CancellationToken)"/> then fetches the result, or throws the failure.</summary>
    /// <param name="options">The overall limit of the waiting, and what happens when it is given up.</param>
    /// <param name="progress">Gets every status, one after the other.</param>
    /// <param name="cancellationToken">Cancels the wait, not the job.</param>
    /// <returns>The last status.</returns>
    /// <exception cref="FalApiException">The service answered with an error.</exception>
    /// <exception cref="FalConnectionException">The service was not reached.</exception>
    /// <exception cref="FalTimeoutException">The overall limit passed.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    public virtual async Task<FalQueueStatus> WaitAsync(
        FalCallOptions? options = null, IProgress<FalQueueStatus>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= FalCallOptions.None;
        using CallDeadline deadline = Client.NewDeadline(options, cancellationToken);
        return await WaitAsync(progress, options, deadline).ConfigureAwait(false);
    }

    /// <summary>Fetches the result of a completed job. A job that failed answers with its failure, which is thrown.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result.</returns>
    /// <exception cref="FalApiValidationException">The job failed because its input does not fit.</exception>
    /// <exception cref="FalApiException">The job failed, is not finished, or its result is no longer kept.</exception>
    /// <exception cref="FalConnectionException">The service was not reached.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    public virtual async Task<FalResult<T>> GetResultAsync(CancellationToken cancellationToken = default)
    {
        using CallDeadline deadline = Client.NewDeadline(FalCallOptions.None, cancellationToken);
        return await GetResultAsync(deadline).ConfigureAwait(false);
    }

    /// <summary>Asks the service to stop the job.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What the service said. Work that runs may still complete and be billed.</returns>
    /// <exception cref="FalApiException">The service answered with an error.</exception>
    /// <exception cref="FalConnectionException">The service was not reached.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    public virtual async Task<FalCancelStatus> CancelAsync(CancellationToken cancellationToken = default)
    {
        using CallDeadline deadline = Client.NewDeadline(FalCallOptions.None, cancellationToken);
        return await QueueCalls.CancelAsync(Client.Transport, Addresses, deadline).ConfigureAwait(false);
    }

    /// <summary>Endpoint and request id.</summary>
    /// <returns>The handle's text.</returns>
    public override string ToString() => Handle.ToString();

    /// <summary>Hands the handle to the caller, who may give up on the job while storing it.</summary>
    internal ValueTask<bool> EnqueuedAsync(Func<FalJobHandle, CancellationToken, ValueTask> onEnqueue, FalCallOptions options, CallDeadline deadline) =>
        GuardAsync(static (call, deadline) => EnqueuedAsync(call.OnEnqueue, call.Handle, deadline), (OnEnqueue: onEnqueue, Handle), options, deadline);

    /// <summary>Hands the handle to a callback that has all the time it wants: a handle that exists is always handed over.</summary>
    internal async Task EnqueuedAsync(Func<FalJobHandle, CancellationToken, ValueTask> onEnqueue, FalCallOptions options)
    {
        using CallDeadline deadline = Client.NewDeadline(options, CancellationToken.None);
        await EnqueuedAsync(onEnqueue, options, deadline).ConfigureAwait(false);
    }

    /// <summary>Wait and result under one limit.</summary>
    internal async Task<FalResult<T>> FinishAsync(IProgress<FalQueueStatus>? progress, FalCallOptions options, CallDeadline deadline)
    {
        while (true)
        {
            FalQueueStatus last = await WaitAsync(progress, options, deadline).ConfigureAwait(false);
            try
            {
                FalResult<T> result = await GuardAsync(static (job, deadline) => job.GetResultAsync(deadline), this, options, deadline).ConfigureAwait(false);
                return result with { InferenceTime = last.InferenceTime, Logs = last.Logs };
            }
            catch (FalApiException error) when (IsNotFinished(error))
            {
                // The status was ahead of the result. Seen once in a while; the job itself is well.
                await GuardAsync(static (job, deadline) => job.PauseAsync(deadline), this, options, deadline).ConfigureAwait(false);
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FalQueueStatus> WaitAsync(IProgress<FalQueueStatus>? progress, FalCallOptions options, CallDeadline deadline)
    {
        bool logs = options.Logs ?? progress is not null;
        using Activity? span = Telemetry.Start("wait", EndpointId, Handle);
        TimeSpan begun = deadline.Elapsed;
        try
        {
            FalQueueStatus last = await GuardAsync(static (follow, deadline) => follow.Job.FollowAsync(follow.Progress, follow.Logs, deadline), (Job: this, Progress: progress, Logs: logs), options, deadline).ConfigureAwait(false);
            Telemetry.Waited(EndpointId, deadline.Elapsed - begun, last.Error is null && last.ErrorType is null ? "ok" : last.ErrorType ?? "failed");
            FalLog.Completed(Client.Transport.Logger, RequestId, EndpointId, (deadline.Elapsed - begun).TotalSeconds);
            return last;
        }
        catch (Exception error) when (Telemetry.Fail(span, error))
        {
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FalQueueStatus> FollowAsync(IProgress<FalQueueStatus>? progress, bool logs, CallDeadline deadline)
    {
        await foreach (FalQueueStatus status in new JobFollower(Client.Transport, Addresses, logs, deadline).FollowAsync(CancellationToken.None).ConfigureAwait(false))
        {
            progress?.Report(status);
            if (status.State == FalQueueState.Completed)
                return status;
        }

        throw new InvalidOperationException("The statuses of a job must end with a completed one.");
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> PauseAsync(CallDeadline deadline)
    {
        try
        {
            await Client.Transport.PauseAsync(PollSchedule.Next(deadline.Elapsed), deadline.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException canceled) when (deadline.IsOver)
        {
            throw deadline.Ended($"Waiting for the result of job {RequestId} ({EndpointId})", EndpointId, Handle, canceled);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FalResult<T>> GetResultAsync(CallDeadline deadline)
    {
        ApiRequest request = QueueCalls.Request(Addresses, FalOperation.Result, _members);
        using Activity? span = Telemetry.Start("result", EndpointId, Handle);
        try
        {
            FalResult<T> result = await ResultReader.FetchAsync<T>(Client, Addresses, request, deadline).ConfigureAwait(false);
            Telemetry.Succeeded(FalOperation.Result, EndpointId);
            return result;
        }
        catch (Exception error) when (Telemetry.Failed(span, FalOperation.Result, EndpointId, error))
        {
            throw;
        }
    }

    // When the call gives up on the job, the service is notified, if the caller wishes so; the failure is thrown either way.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TValue> GuardAsync<TState, TValue>(Func<TState, CallDeadline, ValueTask<TValue>> step, TState state, FalCallOptions options, CallDeadline deadline)
    {
        try
        {
            return await step(state, deadline).ConfigureAwait(false);
        }
        catch (Exception error) when (error is FalCanceledException or FalTimeoutException && deadline.IsOver)
        {
            if (options.CancelOnAbort)
                await QueueCalls.CancelQuietlyAsync(Client.Transport, Addresses).ConfigureAwait(false);
            throw;
        }
    }

    private static async ValueTask<bool> EnqueuedAsync(Func<FalJobHandle, CancellationToken, ValueTask> onEnqueue, FalJobHandle handle, CallDeadline deadline)
    {
        try
        {
            await onEnqueue(handle, deadline.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException canceled) when (deadline.IsOver)
        {
            throw deadline.Ended($"The onEnqueue callback for job {handle.RequestId} ({handle.EndpointId})", handle.EndpointId, handle, canceled);
        }
#pragma warning disable CA1031 // Code of the caller: whatever it throws, the handle must come with it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            throw new FalEnqueueCallbackException(
                $"Job {handle.RequestId} ({handle.EndpointId}) was submitted, and then the onEnqueue callback failed: {error.Message} The job goes on. Store the Handle of this exception and resume it; do not submit again.", error)
            {
                EndpointId = handle.EndpointId,
                RequestId = handle.RequestId,
                Handle = handle,
            };
        }
    }

    private FalClient Client => _client ?? throw Fake();

    private JobAddresses Addresses => _addresses ?? throw Fake();

    private InvalidOperationException Fake() => new($"Job {_handle.RequestId} ({_handle.EndpointId}) was made without a client. Override the member that is called.");

    private static bool IsNotFinished(FalApiException error) =>
        error.StatusCode == System.Net.HttpStatusCode.BadRequest && ErrorAdvice.IsUnfinished(error.Body);
}
