using System.Text.Json.Nodes;
using KlingGen.Emulator.Auth;
using KlingGen.Emulator.Calls;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Faults;
using Microsoft.AspNetCore.Http;

namespace KlingGen.Emulator.Hosting;

/// <summary>The way of every request: read, record, choose a fault, check the key, answer.</summary>
internal sealed class Gateway(EmulatorServices services)
{
    /// <summary>By this header a tool knows an emulator, whatever name it stands behind: its prices are made up.</summary>
    private const string Mark = "x-emulator";
    private const string MarkText = "KlingGen";

    private readonly Operations _operations = new(services);
    private readonly KeyCheck _keys = new(services.Options, services.Tokens);
    private readonly Cors _cors = new(services.Options);

    public async Task HandleAsync(HttpContext http)
    {
        if (await IsPageAsync(http).ConfigureAwait(false))
            return;
        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, services.Context.Stopping);
        FalCall call = CallRouter.Route(http, services);
        call.Aborted = aborted.Token;
        try
        {
            bool keep = services.Options.KeepUploads || services.Recorder is not null || call.Operation is not (FalOperation.Upload or FalOperation.UploadPart);
            long? longest = services.Options.LongestBody(call.Operation);
            BodyEnd end = await BodyReader.ReadAsync(call, keep, longest).ConfigureAwait(false);
            call.Entry = services.Journal.Record(call, end == BodyEnd.Complete, services.Options);
            services.Context.NoteUnknownHeaders(call.Entry);
            if (end == BodyEnd.Complete)
                await AnswerAsync(call).ConfigureAwait(false);
            else if (end != BodyEnd.Cut)
                await RefuseAsync(call, Errors.Body(end, longest)).ConfigureAwait(false);
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

    private async Task<bool> IsPageAsync(HttpContext http)
    {
        if (services.Options.Page is not { } page || !ControlAccess.IsNamedHere(http.Request) || !ControlAccess.Allows(http, services.Options))
            return false;
        return await page(http).ConfigureAwait(false);
    }

    /// <summary>What is not answered by an operation, and no fault touches.</summary>
    private async Task RefuseAsync(FalCall call, Reply refused)
    {
        call.Entry!.Status = refused.Status;
        _cors.AddTo(refused.With(Mark, MarkText), call);
        await ReplyWriter.WriteAsync(call, refused).ConfigureAwait(false);
    }

    private async Task AnswerAsync(FalCall call)
    {
        if (call.Operation == FalOperation.Control && !ControlAccess.Allows(call.Http, services.Options))
        {
            await RefuseAsync(call, Errors.Detail(403, ControlAccess.Refusal)).ConfigureAwait(false);
            return;
        }

        FalFault? fault = null;
        try
        {
            fault = call.Operation == FalOperation.Control ? null : services.Faults.Pick(call);
        }
        catch (FormatException e)
        {
            await RefuseAsync(call, Errors.Detail(400, e.Message)).ConfigureAwait(false);
            return;
        }

        if (fault is not null)
            call.Entry!.Fault = fault.Name;

        call.Failure = fault is { Kind: FalFaultKind.Failure, ErrorType: { } type } ? new WantedFailure(type, fault.FailedAttempts, fault.Retryable, fault.StatusCode, fault.Body) : null;
        Reply real = fault is { TakesEffect: false } ? new Reply() : await DispatchAsync(call).ConfigureAwait(false);
        // However the answer ends, and if it never begins: what it holds is given back.
        using (real.Held)
            await WriteAsync(call, fault, real).ConfigureAwait(false);
    }

    private async Task WriteAsync(FalCall call, FalFault? fault, Reply real)
    {
        Reply reply = fault is null ? real : FaultReplies.Replace(fault, real, call.RequestId ?? call.Entry!.RequestId ?? "", call.Addresses.Root ?? services.Context.Origin.ToString());
        // The work of a stream is done while it is sent. Where nothing of it is, it is done all the same: only the answer suffers.
        if (call.Operation == FalOperation.Stream && real.Frames is { } work && (reply.Frames is null || (fault is not null && WireFaults.LeavesOutBody(fault.Kind))))
            await FinishAsync(work, call).ConfigureAwait(false);

        // The answer is late, not the effect: a caller who gives up waiting has paid.
        if (fault is { Delay.Ticks: > 0 })
            await Task.Delay(fault.Delay, services.Clock, call.Aborted).ConfigureAwait(false);

        if (!reply.Headers.ContainsKey("x-fal-request-id") && fault?.Kind != FalFaultKind.HtmlPage)
            reply.Headers["x-fal-request-id"] = call.RequestId ?? call.Entry!.RequestId ?? Guid.NewGuid().ToString();
        if (fault?.Kind != FalFaultKind.HtmlPage)
            _cors.AddTo(reply.With(Mark, MarkText), call);
        call.Entry!.Status = reply.Status;
        if (reply.Frames is null && reply.ContentType is { } type && (type.StartsWith("application/json", StringComparison.Ordinal) || type.StartsWith("text/", StringComparison.Ordinal)))
            call.Entry.Answer = reply.Body.Length <= services.Options.JournalBodyLimit ? reply.Body : reply.Body[..services.Options.JournalBodyLimit].ToArray();

        if (fault is not null && StreamFaults.Strikes(fault.Kind))
            StreamFaults.Strike(fault.Kind, call);
        else if (fault is not null && WireFaults.Strikes(fault.Kind))
            await WireFaults.WriteAsync(fault, call, reply).ConfigureAwait(false);
        else
            await ReplyWriter.WriteAsync(call, reply).ConfigureAwait(false);
    }

    private static async Task FinishAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> work, FalCall call)
    {
        await foreach (ReadOnlyMemory<byte> _ in work.WithCancellation(call.Aborted).ConfigureAwait(false))
        {
        }
    }

    private async Task<Reply> DispatchAsync(FalCall call)
    {
        try
        {
            if (call.Operation == FalOperation.Preflight)
                return _cors.Preflight(call);
            if (_keys.Refuse(call) is { } refusal)
                return call.Operation == FalOperation.Realtime ? RealtimeCall.Unauthorized(call) : refusal;
            if (services.Recorder is not { } recorder || call.Operation == FalOperation.Control)
                return await _operations.AnswerAsync(call).ConfigureAwait(false);

            // With a key of the emulator's, which everybody knows, a page of any site could spend what the account has.
            return ControlAccess.Allows(call.Http, services.Options) ? await recorder.AnswerAsync(call).ConfigureAwait(false) : Errors.Detail(403, ControlAccess.RecordingRefusal);
        }
        catch (Exception e) when (e is not OperationCanceledException and not IOException)
        {
            // A fault of the emulator itself must not look like one of the service.
            return Reply.Json(500, new JsonObject { ["detail"] = $"The emulator failed: {e}" }).With("x-emulator-failure", "1");
        }
    }
}
