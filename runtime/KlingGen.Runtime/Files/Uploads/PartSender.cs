using System.Buffers;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace KlingGen;

/// <summary>
/// Sends an upload in parts, several at once, and puts them together. A part that fails is sent again by itself; the first that fails for good ends the others.
/// </summary>
internal sealed class PartSender
{
    private readonly FalTransport _transport;
    private readonly UploadBody _body;
    private readonly Credential _credential;
    private readonly Func<string, Uri> _address;
    private readonly CancellationTokenSource _stop;
    private readonly SortedDictionary<int, string> _tags = [];
    private ExceptionDispatchInfo? _failure;

    private PartSender(FalTransport transport, UploadBody body, Credential credential, Func<string, Uri> address, CancellationTokenSource stop) =>
        (_transport, _body, _credential, _address, _stop) = (transport, body, credential, address, stop);

    /// <param name="transport">The way out.</param>
    /// <param name="body">The parts.</param>
    /// <param name="credential">What opens the addresses.</param>
    /// <param name="address">From a part's number, or <c>complete</c>, to its address.</param>
    /// <param name="deadline">The call.</param>
    public static async Task SendAsync(FalTransport transport, UploadBody body, Credential credential, Func<string, Uri> address, CallDeadline deadline)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
        var sender = new PartSender(transport, body, credential, address, stop);
        await sender.SendPartsAsync().ConfigureAwait(false);
        await sender.CompleteAsync(deadline).ConfigureAwait(false);
    }

    private async Task SendPartsAsync()
    {
        var running = new List<Task>();
        try
        {
            while (await _body.NextAsync(_stop.Token).ConfigureAwait(false) is { } part)
                running.Add(SendPartAsync(part));
        }
        catch (Exception error)
        {
            Fail(error);
        }

        // None of them throws.
        await Task.WhenAll(running).ConfigureAwait(false);
        _failure?.Throw();
    }

    private async Task SendPartAsync(UploadPart part)
    {
        using (part)
        {
            try
            {
                // The limit of the whole call is in the token; a deadline of their own lets the parts end together.
                using var deadline = new CallDeadline(_transport.Time, Timeout.InfiniteTimeSpan, _stop.Token);
                string tag = await PutAsync(part, deadline).ConfigureAwait(false);
                lock (_tags)
                    _tags.Add(part.Number, tag);
            }
            catch (Exception error)
            {
                Fail(error);
            }
        }
    }

    private async Task<string> PutAsync(UploadPart part, CallDeadline deadline)
    {
        var request = new ApiRequest
        {
            Operation = FalOperation.UploadPart,
            Verb = HttpMethod.Put,
            Address = _address(part.Number.ToString(CultureInfo.InvariantCulture)),
            Credential = _credential,
            Headers = [new("Content-Type", MediaTypes.Unknown)],
            Bytes = part.NewContent,
        };
        string? tag = null;
        using ApiReply reply = await _transport.SendAsync(request, deadline, reply => tag = TagOf(part, reply)).ConfigureAwait(false);
        if (StorageAnswer.Number(reply, "partNumber") is { } number && number != part.Number)
            throw StorageAnswer.Unusable(request, reply, $"it speaks of part {number}, not of part {part.Number}");
        return tag!;
    }

    // Some storages answer with the header, others with the body.
    private static string TagOf(UploadPart part, ApiReply reply)
    {
        StorageAnswer.CheckNoPage(reply);
        return (ReplyHeaders.Text(reply.Headers, "ETag") ?? StorageAnswer.Text(reply, "etag")) is { Length: > 0 and <= 512 } tag
            ? tag
            : throw new JsonException($"it has no etag of part {part.Number}");
    }

    private async Task CompleteAsync(CallDeadline deadline)
    {
        var request = new ApiRequest
        {
            Operation = FalOperation.UploadComplete,
            Address = _address("complete"),
            Credential = _credential,
            Body = Json(),
            HeadSuffices = true,
        };
        using ApiReply reply = await _transport.SendAsync(request, deadline, StorageAnswer.CheckNoPage).ConfigureAwait(false);
    }

    private ReadOnlyMemory<byte> Json()
    {
        var buffer = new ArrayBufferWriter<byte>(64 * (_tags.Count + 1));
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("parts"u8);
            foreach ((int number, string tag) in _tags)
            {
                writer.WriteStartObject();
                writer.WriteNumber("partNumber"u8, number);
                writer.WriteString("etag"u8, tag);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private void Fail(Exception error)
    {
        if (Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(error), null) is null)
            _stop.Cancel();
    }
}
