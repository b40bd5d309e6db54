using System.Diagnostics;
using System.Text.Json;

namespace KlingGen;

/// <summary>The submit, and the reading of its answer.</summary>
internal static class SubmitCall
{
    public static async Task<FalJobHandle> SendAsync(FalTransport transport, ApiRequest request, CallDeadline deadline)
    {
        using Activity? span = Telemetry.Start("submit", request.EndpointId, null);
        try
        {
            FalJobHandle handle = await ReadAsync(transport, request, deadline).ConfigureAwait(false);
            span?.SetTag("fal.request_id", handle.RequestId);
            Telemetry.Succeeded(FalOperation.Submit, request.EndpointId);
            FalLog.Submitted(transport.Logger, handle.RequestId, handle.EndpointId);
            return handle;
        }
        catch (Exception error) when (Telemetry.Failed(span, FalOperation.Submit, request.EndpointId, error))
        {
            throw;
        }
    }

    private static async Task<FalJobHandle> ReadAsync(FalTransport transport, ApiRequest request, CallDeadline deadline)
    {
        DateTimeOffset started = transport.Time.GetUtcNow();
        using ApiReply reply = await transport.SendAsync(request, deadline).ConfigureAwait(false);
        string? id;
        try
        {
            id = StatusReader.Read(reply.Body).RequestId;
        }
        catch (JsonException error)
        {
            throw Failures.UnreadableSubmit(transport, request, reply, started, error);
        }

        if (!RequestIds.IsSound(id))
            throw Failures.UnreadableSubmit(transport, request, reply, started, null);
        var job = new JobAddresses(transport, new FalJobHandle(request.EndpointId!, id!) { SubmittedAt = transport.Time.GetUtcNow() });
        StatusReader.Read(reply.Body, job);
        return job.Handle;
    }
}
