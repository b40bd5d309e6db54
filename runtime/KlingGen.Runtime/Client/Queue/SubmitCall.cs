using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace KlingGen;

/// <summary>The submit, and the reading of its answer.</summary>
internal static class SubmitCall
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<JobAddresses> SendAsync(FalTransport transport, ApiRequest request, CallDeadline deadline)
    {
        using Activity? span = Telemetry.Start("submit", request.EndpointId, null);
        try
        {
            JobAddresses job = await ReadAsync(transport, request, deadline).ConfigureAwait(false);
            FalJobHandle handle = job.Handle;
            Telemetry.SetRequest(span, handle.RequestId);
            Telemetry.Succeeded(FalOperation.Submit, request.EndpointId);
            FalLog.Submitted(transport.Logger, handle.RequestId, handle.EndpointId);
            return job;
        }
        catch (Exception error) when (Telemetry.Failed(span, FalOperation.Submit, request.EndpointId, error))
        {
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<JobAddresses> ReadAsync(FalTransport transport, ApiRequest request, CallDeadline deadline)
    {
        DateTimeOffset started = transport.Time.GetUtcNow();
        using ApiReply reply = await transport.SendAsync(request, deadline).ConfigureAwait(false);
        try
        {
            using JsonDocument answer = StatusReader.Parse(reply.Body);
            string? id = StatusReader.RequestId(answer.RootElement, null);
            if (!RequestIds.IsSound(id))
                throw Failures.UnreadableSubmit(transport, request, reply, started, null);
            var job = new JobAddresses(transport, new FalJobHandle(request.EndpointId!, id!) { SubmittedAt = transport.Time.GetUtcNow() });
            job.Take(answer.RootElement);
            return job;
        }
        catch (JsonException error)
        {
            throw Failures.UnreadableSubmit(transport, request, reply, started, error);
        }
    }
}
