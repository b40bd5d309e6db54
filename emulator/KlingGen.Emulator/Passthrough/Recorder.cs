using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Recording;

namespace KlingGen.Emulator.Passthrough;

/// <summary>Answers with what the service answers, and keeps it.</summary>
/// <remarks>
/// A paid call is written down before it is sent, sent once, and outlives its caller. Where it is unknown whether the service has it, the caller's
/// connection is cut, as the service's own would have been.
/// </remarks>
internal sealed class Recorder : IAsyncDisposable
{
    private const int PieceSize = 64 * 1024;
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(30);

    private readonly EmulatorContext _context;
    private readonly Recordings _recordings;
    private readonly ServiceAddresses _addresses;
    private readonly ServiceClient _service;
    private readonly Scrubber _scrubber;
    private readonly MediaKeeper _media;
    private readonly RecordedUploads _uploads = new();
    private readonly ConcurrentDictionary<string, RecordedCall> _requests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<RecordedCall, bool> _unsaved = new();
    private readonly ConcurrentDictionary<Task, bool> _underWay = new();
    private readonly CancellationTokenSource _ended = new();

    public Recorder(EmulatorContext context, FalRecordOptions options)
    {
        if (options.ApiKey.Any(static c => c is < '!' or > '~'))
            throw new ArgumentException($"{nameof(FalRecordOptions)}.{nameof(options.ApiKey)} has a character that no key has. Give it as '<key id>:<key secret>'.", nameof(options));
        _context = context;
        _recordings = Recordings.Open(options.Folder, make: true);
        _addresses = new ServiceAddresses(options.Service);
        _service = new ServiceClient(options.ApiKey);
        _scrubber = new Scrubber(options.ApiKey);
        _media = new MediaKeeper(_service, _recordings, _addresses, _scrubber, options.KeepMedia, context);
        foreach (RecordedCall call in _recordings.Calls)
        {
            if (call.RequestId is { } id)
                _requests[id] = call;
        }
    }

    public async Task<Reply> AnswerAsync(FalCall call)
    {
        // The account's key opens more than calls: keys, bills, other people's files. What is not known here is not passed on.
        if (call.Operation == FalOperation.Unknown)
            return Errors.UnknownPath(string.Join('/', call.Target.Segments));
        if (call.Operation == FalOperation.Realtime)
            return Errors.Detail(501, "Realtime connections are not recorded. Connect to the service itself, or to an emulator without Record.");

        bool isPaid = call.Operation is FalOperation.Submit or FalOperation.Run or FalOperation.Stream;
        RecordedCall? recorded = isPaid ? New(call) : call.RequestId is { } id ? _requests.GetValueOrDefault(id) : null;
        if (isPaid && recorded is not null && !TrySave(recorded, out string? problem))
            return Errors.Detail(500, $"The recording cannot be written, so nothing was sent: {problem} Free some space, or choose another folder.");
        if (!isPaid)
            return await PassAsync(call, recorded, call.Aborted).ConfigureAwait(false);

        Task<Reply> work = PassAsync(call, recorded, _ended.Token);
        _underWay[work] = true;
        try
        {
            return await work.ConfigureAwait(false);
        }
        finally
        {
            _underWay.TryRemove(work, out _);
        }
    }

    /// <summary>Waits for what is under way, then writes what is not yet written.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAny(Task.WhenAll(_underWay.Keys), Task.Delay(GoodbyeLimit)).ConfigureAwait(false);
        await _ended.CancelAsync().ConfigureAwait(false);
        await _media.FinishAsync(GoodbyeLimit).ConfigureAwait(false);
        foreach (RecordedCall call in _unsaved.Keys)
            TrySave(call, out _);
        _service.Dispose();
        _ended.Dispose();
    }

    private async Task<Reply> PassAsync(FalCall call, RecordedCall? recorded, CancellationToken cancellationToken)
    {
        bool isPaid = call.Operation is FalOperation.Submit or FalOperation.Run or FalOperation.Stream;
        Uri address = _uploads.AddressOf(call) ?? _addresses.Of(call.Target.Host, string.Join('/', call.Target.Segments.Select(Uri.EscapeDataString)) + call.Target.Query);
        HttpResponseMessage answer;
        try
        {
            answer = await _service.SendAsync(call, address, isPaid, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException error) when (error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            if (isPaid && recorded is not null)
                _recordings.Discard(recorded);
            return Errors.Detail(503, $"The service cannot be reached, and nothing was sent: {error.Message}");
        }
        catch (HttpRequestException error)
        {
            throw new IOException("The service's answer did not come.", error);
        }

        string type = answer.Content.Headers.ContentType?.MediaType ?? "";
        if (type == "text/event-stream")
            return With(Reply.Events(Events(call, answer, recorded, call.Aborted), answer), answer);
        if (call.Operation == FalOperation.Download && answer.IsSuccessStatusCode)
            return With(new Reply { Status = (int)answer.StatusCode, ContentType = answer.Content.Headers.ContentType?.ToString(), Frames = Pieces(answer, call.Aborted), Held = answer }, answer)
                .With("Content-Length", answer.Content.Headers.ContentLength?.ToString(System.Globalization.CultureInfo.InvariantCulture));

        using (answer)
        {
            byte[] body;
            try
            {
                body = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException error)
            {
                throw new IOException("The service's answer was cut off.", error);
            }
            return With(Answered(call, answer, body, type, recorded), answer);
        }
    }

    private Reply Answered(FalCall call, HttpResponseMessage answer, byte[] body, string type, RecordedCall? recorded)
    {
        int status = (int)answer.StatusCode;
        JsonNode? json = type.EndsWith("json", StringComparison.OrdinalIgnoreCase) ? ForeignJson.Read(body) : null;
        if (recorded is not null)
            Record(call, recorded, answer, status, json ?? (type.StartsWith("text/", StringComparison.Ordinal) ? JsonValue.Create(Encoding.UTF8.GetString(body)) : null));
        if (answer.IsSuccessStatusCode && call.Operation is FalOperation.UploadInitiate or FalOperation.Upload or FalOperation.UploadPart or FalOperation.UploadComplete)
            _uploads.Took(call, json);
        if (call.Operation == FalOperation.UploadInitiate && answer.IsSuccessStatusCode && call.Target.Host == FalHost.Rest && json is not null)
            body = JsonText.Bytes(_uploads.Begin(call, json)).ToArray();
        else if (call.Operation == FalOperation.StorageToken)
            body = _addresses.FilesToCaller(body, call.Addresses);
        else if (recorded is not null)
            body = _addresses.ToCaller(body, call.Addresses);
        return new Reply { Status = status, ContentType = answer.Content.Headers.ContentType?.ToString(), Body = body };
    }

    private void Record(FalCall call, RecordedCall recorded, HttpResponseMessage answer, int status, JsonNode? body)
    {
        if (call.Operation == FalOperation.Submit && status is >= 200 and < 300 && (body as JsonObject)?["request_id"] is JsonValue value && value.TryGetValue(out string? id))
        {
            recorded.RequestId = id;
            _requests[id] = recorded;
            call.Entry!.RequestId = id;
        }
        else if (call.Operation is FalOperation.Run)
        {
            call.Entry!.RequestId = recorded.RequestId = HeaderOf(answer, "x-fal-request-id");
        }

        Record(call, recorded, new RecordedExchange(call.Operation, PathOf(call), status, HeadersOf(answer), _scrubber.Scrub(body)));
        if (call.Operation is FalOperation.Run or FalOperation.Result && status is >= 200 and < 300 and not 202)
            _media.Keep(recorded, body, () => TrySave(recorded, out _));
    }

    private void Record(FalCall call, RecordedCall recorded, RecordedExchange exchange)
    {
        bool isNew;
        lock (recorded)
            isNew = recorded.Add(exchange);
        bool isMoment = call.Operation == FalOperation.Status && (string?)(exchange.Body as JsonObject)?["status"] != "COMPLETED";
        if (!isNew || isMoment)
            _unsaved[recorded] = true;
        else
            TrySave(recorded, out _);
    }

    private RecordedCall? New(FalCall call)
    {
        if (call.Endpoint is not { } endpoint || ForeignJson.Read(call.Body) is not { } body)
            return null;

        JsonNode? input = _scrubber.Scrub(body, _uploads.DigestOf);
        return new RecordedCall { Endpoint = endpoint.Id, Input = input, Key = InputKey.Of(input), RecordedAt = _context.Clock.GetUtcNow() };
    }

    private bool TrySave(RecordedCall call, out string? problem)
    {
        try
        {
            lock (call)
                _recordings.Save(call);
            _unsaved.TryRemove(call, out _);
            problem = null;
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = error.Message;
            _context.Options.Logger.RecordingFailed(call.Endpoint, error.Message);
            return false;
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Events(FalCall call, HttpResponseMessage answer, RecordedCall? recorded, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = new List<JsonNode?>();
        JsonNode? lastBody = null;
        bool isWhole = false;
        try
        {
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), Encoding.UTF8);
            var text = new StringBuilder();
            while (await LineAsync(reader, cancellationToken).ConfigureAwait(false) is { } line)
            {
                text.Append(line).Append('\n');
                if (line.Length > 0)
                    continue;
                if (ForeignJson.OfEvent(text.ToString()) is { } data)
                    events.Add(_scrubber.Scrub(lastBody = data));
                yield return _addresses.ToCaller(Encoding.UTF8.GetBytes(text.ToString()), call.Addresses);
                text.Clear();
            }
            isWhole = text.Length == 0;
        }
        finally
        {
            if (recorded is not null)
            {
                Record(call, recorded, new RecordedExchange(call.Operation, PathOf(call), (int)answer.StatusCode, HeadersOf(answer), null) { Events = events, IsCut = !isWhole });
                if (isWhole && call.Operation == FalOperation.Stream)
                    _media.Keep(recorded, lastBody, () => TrySave(recorded, out _));
            }
        }
    }

    private static async ValueTask<string?> LineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            throw new IOException("The service's answer was cut off.", error);
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces(HttpResponseMessage answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stream stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] piece = new byte[PieceSize];
        int count;
        while ((count = await stream.ReadAsync(piece, cancellationToken).ConfigureAwait(false)) > 0)
            yield return piece.AsMemory(0, count);
    }

    private string PathOf(FalCall call) => _scrubber.Path("/" + string.Join('/', call.Target.Segments), call.Target.Query);

    private Dictionary<string, string> HeadersOf(HttpResponseMessage answer) => ServiceClient.HeadersOf(answer)
        .Where(static header => header.Name.Equals("retry-after", StringComparison.OrdinalIgnoreCase)
            || (header.Name.StartsWith("x-fal-", StringComparison.OrdinalIgnoreCase) && !header.Name.Contains("token", StringComparison.OrdinalIgnoreCase)))
        .ToDictionary(static header => header.Name.ToLowerInvariant(), header => _scrubber.Text(header.Value), StringComparer.OrdinalIgnoreCase);

    private static string? HeaderOf(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(", ", values) : null;

    private static Reply With(Reply reply, HttpResponseMessage answer)
    {
        foreach ((string name, string value) in ServiceClient.HeadersOf(answer))
            reply.With(name, value);
        return reply;
    }
}
