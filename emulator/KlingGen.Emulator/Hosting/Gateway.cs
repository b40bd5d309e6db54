using System.Text.Json.Nodes;
using KlingGen.Emulator.Auth;
using KlingGen.Emulator.Faults;
using Microsoft.AspNetCore.Http;

namespace KlingGen.Emulator.Hosting;

/// <summary>The way of every request: read, record, choose a fault, check the key, answer.</summary>
internal sealed class Gateway(EmulatorServices services)
{
    private readonly Operations _operations = new(services);
    private readonly KeyCheck _keys = new(services.Options, services.Tokens);

    public async Task HandleAsync(HttpContext http)
    {
        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, services.Stopping);
        FalCall call = CallRouter.Route(http, services);
        call.Aborted = aborted.Token;
        try
        {
            bool keep = services.Options.KeepUploads || call.Operation is not (FalOperation.Upload or FalOperation.UploadPart);
            bool complete = await BodyReader.ReadAsync(call, keep).ConfigureAwait(false);
            call.Entry = services.Journal.Record(call, complete, services);
            if (complete)
                await AnswerAsync(call).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            http.Abort();
        }
        catch (IOException)
        {
            http.Abort();
        }
    }

    private async Task AnswerAsync(FalCall call)
    {
        FalFault? fault = null;
        try
        {
            fault = call.Operation == FalOperation.Control ? null : services.Faults.Pick(call);
        }
        catch (FormatException e)
        {
            await ReplyWriter.WriteAsync(call, Errors.Detail(400, e.Message)).ConfigureAwait(false);
            return;
        }

        if (fault is not null)
            call.Entry!.Fault = fault.Name;

        call.Failure = fault is { Kind: FalFaultKind.Failure } ? fault : null;
        Reply reply = fault is { TakesEffect: false } ? new Reply() : await DispatchAsync(call).ConfigureAwait(false);

        // The answer is late, not the effect: a caller who gives up waiting has paid.
        if (fault is { Delay.Ticks: > 0 })
            await Task.Delay(fault.Delay, services.Clock, call.Aborted).ConfigureAwait(false);

        reply = fault is null ? reply : FaultReplies.Replace(fault, reply, call.RequestId ?? call.Entry!.RequestId ?? "", call.Addresses.Root ?? services.Origin.ToString());
        if (!reply.Headers.ContainsKey("x-fal-request-id") && fault?.Kind != FalFaultKind.HtmlPage)
            reply.Headers["x-fal-request-id"] = call.RequestId ?? call.Entry!.RequestId ?? Guid.NewGuid().ToString();
        call.Entry!.Status = reply.Status;

        if (fault is not null && WireFaults.Strikes(fault.Kind))
            await WireFaults.WriteAsync(fault, call, reply).ConfigureAwait(false);
        else
            await ReplyWriter.WriteAsync(call, reply).ConfigureAwait(false);
    }

    private async Task<Reply> DispatchAsync(FalCall call)
    {
        try
        {
            return _keys.Refuse(call) ?? await _operations.AnswerAsync(call).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException and not IOException)
        {
            // A fault of the emulator itself must not look like one of the service.
            return Reply.Json(500, new JsonObject { ["detail"] = $"The emulator failed: {e}" }).With("x-emulator-failure", "1");
        }
    }
}
