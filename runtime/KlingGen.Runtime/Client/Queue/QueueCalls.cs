using System.Net;
using System.Text;
using System.Text.Json;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>The single requests about a job.</summary>
internal static class QueueCalls
{
    /// <summary>A request about a job at the rebuilt address; <see cref="JobSender"/> knows a better one.</summary>
    public static ApiRequest Request(JobAddresses job, FalOperation operation, MemberNames? members = null, bool logs = false) => new()
    {
        Operation = operation,
        Address = job.Rebuilt(operation, logs),
        EndpointId = job.Handle.EndpointId,
        Handle = job.Handle,
        Members = members,
    };

    public static async Task<FalQueueStatus> GetStatusAsync(FalTransport transport, JobAddresses job, bool logs, CallDeadline deadline)
    {
        ApiRequest request = Request(job, FalOperation.Status, logs: logs);
        FalQueueStatus? status = null;
        using ApiReply reply = await JobSender.SendAsync(transport, job, request, logs, deadline, reply => status = StatusReader.ReadState(reply.Body, job)).ConfigureAwait(false);
        return status!;
    }

    public static async Task<FalCancelStatus> CancelAsync(FalTransport transport, JobAddresses job, CallDeadline deadline)
    {
        ApiRequest request = Request(job, FalOperation.Cancel) with { Accepts = static status => status is 400 or 404 };
        using ApiReply reply = await JobSender.SendAsync(transport, job, request, logs: false, deadline, CheckCancel).ConfigureAwait(false);
        string body = Encoding.UTF8.GetString(reply.Body.Span);
        if (reply.Status == HttpStatusCode.BadRequest && body.Contains("ALREADY_COMPLETED", StringComparison.Ordinal))
            return FalCancelStatus.AlreadyCompleted;
        if (reply.Status == HttpStatusCode.NotFound && body.Contains("NOT_FOUND", StringComparison.Ordinal))
            return FalCancelStatus.NotFound;
        return (int)reply.Status < 400 ? FalCancelStatus.Requested : throw ApiErrors.Refused(transport, request, reply);
    }

    // The service says yes in one of three ways; what says neither is the page of somebody between us and it.
    private static void CheckCancel(ApiReply reply)
    {
        if ((int)reply.Status >= 400)
            return;
        using JsonDocument document = JsonDocument.Parse(reply.Body);
        JsonElement root = document.RootElement;
        bool said = root.ValueKind == JsonValueKind.Object
            && ((root.TryGet("status", out JsonElement status) && status.ValueKind == JsonValueKind.String)
                || (root.TryGet("success", out JsonElement success) && success.ValueKind is JsonValueKind.True or JsonValueKind.False));
        if (!said)
            throw new JsonException("it has neither 'status' nor 'success'");
    }

    /// <summary>Notifies the service that nobody waits any more; never throws, and does not hold the caller up for long.</summary>
    public static async Task CancelQuietlyAsync(FalTransport transport, JobAddresses job)
    {
        Task cancel = SendAsync(transport, job);
        try
        {
            await cancel.WaitAsync(TimeSpan.FromMilliseconds(750), transport.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The request goes on by itself, within its own limit.
        }

        static async Task SendAsync(FalTransport transport, JobAddresses job)
        {
            try
            {
                using var deadline = new CallDeadline(transport.Time, TimeSpan.FromSeconds(5), CancellationToken.None);
                await CancelAsync(transport, job, deadline).ConfigureAwait(false);
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
