using System.Net;
using System.Text;
using System.Text.Json;

namespace KlingGen;

/// <summary>The single requests about a job.</summary>
internal static class QueueCalls
{
    public static async Task<FalQueueStatus> StatusAsync(FalTransport transport, FalJobHandle handle, bool logs, CallScope scope)
    {
        var request = new ApiRequest
        {
            Operation = FalOperation.Status,
            Address = QueueAddresses.Status(transport.Options, handle, logs),
            EndpointId = handle.EndpointId,
            Handle = handle,
        };
        using ApiReply reply = await transport.SendAsync(request, scope).ConfigureAwait(false);
        try
        {
            return StatusReader.ReadState(reply.Body);
        }
        catch (JsonException error)
        {
            throw ApiErrors.Unreadable(transport, request, reply, error);
        }
    }

    public static async Task<FalCancelOutcome> CancelAsync(FalTransport transport, FalJobHandle handle, CallScope scope)
    {
        var request = new ApiRequest
        {
            Operation = FalOperation.Cancel,
            Address = QueueAddresses.Cancel(transport.Options, handle),
            EndpointId = handle.EndpointId,
            Handle = handle,
            Accepts = static status => status is 400 or 404,
        };
        using ApiReply reply = await transport.SendAsync(request, scope).ConfigureAwait(false);
        string body = Encoding.UTF8.GetString(reply.Body.Span);
        if (reply.Status == HttpStatusCode.BadRequest && body.Contains("ALREADY_COMPLETED", StringComparison.Ordinal))
            return FalCancelOutcome.AlreadyCompleted;
        if (reply.Status == HttpStatusCode.NotFound && body.Contains("NOT_FOUND", StringComparison.Ordinal))
            return FalCancelOutcome.NotFound;
        return (int)reply.Status < 400 ? FalCancelOutcome.Requested : throw ApiErrors.Refused(transport, request, reply);
    }

    /// <summary>Tells the service that nobody waits any more; never throws, and does not hold the caller up for long.</summary>
    public static async Task CancelQuietlyAsync(FalTransport transport, FalJobHandle handle)
    {
        Task cancel = SendAsync(transport, handle);
        try
        {
            await cancel.WaitAsync(TimeSpan.FromMilliseconds(750), transport.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The request goes on by itself, within its own limit.
        }

        static async Task SendAsync(FalTransport transport, FalJobHandle handle)
        {
            try
            {
                using var scope = new CallScope(transport.Time, TimeSpan.FromSeconds(5), CancellationToken.None);
                await CancelAsync(transport, handle, scope).ConfigureAwait(false);
            }
            catch (FalException)
            {
                // Best effort: the caller is about to hear why it gave up, which matters more.
            }
            catch (ObjectDisposedException)
            {
                // The client was disposed while the request was on its way.
            }
        }
    }
}
