using System.Text.Json.Nodes;
using KlingGen.Emulator.Calls;
using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Hosting;

/// <summary>The table of contents: each operation and who answers it.</summary>
internal sealed class Operations(EmulatorServices services)
{
    private readonly RunCall _run = new(services);
    private readonly StreamCall _stream = new(services);
    private readonly QueueCalls _queue = new(services);
    private readonly PlatformCalls _platform = new(services);
    private readonly BookCalls _books = new(services);
    private readonly ControlCalls _control = new(services);
    private readonly Downloads _downloads = new(services);
    private readonly Uploads _uploads = new(services);
    private readonly AccessCalls _access = new(services);
    private readonly TokenCalls _tokens = new(services);
    private readonly RealtimeCall _realtime = new(services);

    public ValueTask<Reply> AnswerAsync(FalCall call) => call.Operation switch
    {
        FalOperation.Run => new(_run.AnswerAsync(call)),
        FalOperation.Stream => new(_stream.Answer(call)),
        FalOperation.Realtime when call.Endpoint is not null => new(_realtime.Answer(call)),
        FalOperation.Submit => new(_queue.SubmitAsync(call)),
        FalOperation.Status => new(_queue.Status(call)),
        FalOperation.StatusStream => new(_queue.StatusStream(call)),
        FalOperation.Result => new(_queue.Result(call)),
        FalOperation.Cancel => new(_queue.Cancel(call)),
        FalOperation.Download => new(_downloads.Answer(call)),
        FalOperation.UploadInitiate => new(_uploads.Initiate(call)),
        FalOperation.Upload => new(_uploads.Take(call)),
        FalOperation.UploadPart => new(_uploads.TakePart(call)),
        FalOperation.UploadComplete => new(_uploads.Complete(call)),
        FalOperation.StorageToken => new(_tokens.Storage(call)),
        FalOperation.Token => new(_tokens.ShortLived(call)),
        FalOperation.FileAccess => new(_access.Answer(call)),
        FalOperation.WebhookKeys => new(services.Webhooks.KeySet()),
        FalOperation.Schema => new(_platform.Schema(call)),
        FalOperation.Models => new(_platform.Models(call)),
        FalOperation.Pricing => new(_platform.Pricing(call)),
        FalOperation.Requests => new(_books.Requests(call)),
        FalOperation.BillingEvents => new(_books.BillingEvents(call)),
        FalOperation.Meta => new(PlatformCalls.Meta()),
        FalOperation.Control => new(_control.Answer(call)),
        _ => new(Unknown(call)),
    };

    private static Reply Unknown(FalCall call) => call.Target.Host == FalHost.None
        ? Reply.Json(404, new JsonObject
        {
            ["detail"] = "No such prefix. This is the KlingGen emulator; it serves /run/, /queue/, /rest/, /cdn/, /platform/, /web/ and /emulator/.",
        })
        : Errors.UnknownPath(string.Join('/', call.Target.Segments));
}
