using System.Net;
using System.Runtime.CompilerServices;

namespace KlingGen;

/// <summary>Sends a request about a job to the address that the service handed out, and once to the rebuilt one where the service does not know that address.</summary>
internal static class JobSender
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<ApiReply> SendAsync(FalTransport transport, JobAddresses job, ApiRequest request, bool logs, CallDeadline deadline, Action<ApiReply>? read = null)
    {
        FalOperation operation = request.Operation;
        Uri rebuilt = request.Address;
        if (job.HandedOut(operation, logs) is not { } handedOut || handedOut == rebuilt)
            return await transport.SendAsync(request, deadline, read).ConfigureAwait(false);

        // The service knows its own address best.
        Answer first = await AskAsync(transport, request with { Address = handedOut }, deadline, read).ConfigureAwait(false);
        if (!first.IsUnknown)
            return first.Take();

        Answer second;
        try
        {
            second = await AskAsync(transport, request, deadline, read).ConfigureAwait(false);
        }
        catch (FalException error)
        {
            first.Reply?.Dispose();
            if (error is FalApiException { StatusCode: not null })
                job.GiveUp(operation);
            throw;
        }

        // Neither is known: then it is the job that the service does not know, in the words it has for its own address.
        Answer last = second.IsUnknown ? first : second;
        (second.IsUnknown ? second : first).Reply?.Dispose();
        if (!second.IsUnknown)
            job.GiveUp(operation);
        return last.Take();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Answer> AskAsync(FalTransport transport, ApiRequest request, CallDeadline deadline, Action<ApiReply>? read)
    {
        try
        {
            return new Answer(await transport.SendAsync(request, deadline, read).ConfigureAwait(false), null);
        }
        catch (FalApiException error) when (IsUnknown(error.StatusCode))
        {
            return new Answer(null, error);
        }
    }

    private static bool IsUnknown(HttpStatusCode? status) => status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed;

    private readonly record struct Answer(ApiReply? Reply, FalApiException? Error)
    {
        public bool IsUnknown => Reply is null || JobSender.IsUnknown(Reply.Status);

        public ApiReply Take() => Reply ?? throw Error!;
    }
}
