using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Recording;

namespace KlingGen.Emulator.Passthrough;

/// <summary>Takes notice of the files that a result names, and fetches them where that is wanted.</summary>
internal sealed class MediaKeeper(ServiceClient service, Recordings recordings, ServiceAddresses addresses, Scrubber scrubber, bool keepsBytes, EmulatorContext context)
{
    /// <summary>No file of a recording is larger: it goes through memory, and into version control.</summary>
    private const int Largest = 512 * 1024 * 1024;

    private readonly ConcurrentDictionary<Task, bool> _fetches = new();

    /// <param name="call">The call; it learns of the files.</param>
    /// <param name="output">The result as the service sent it.</param>
    /// <param name="save">Writes the call.</param>
    public void Keep(RecordedCall call, JsonNode? output, Action save)
    {
        foreach ((string text, JsonObject? owner) in Strings(output, null))
        {
            if (FileOf(text, owner) is not { } file)
                continue;
            lock (call)
                call.Put(file);
            if (!keepsBytes)
                continue;
            if (text.StartsWith("data:", StringComparison.Ordinal))
            {
                if (DataOf(text) is { } bytes)
                    Keep(call, file, bytes, save);
            }
            else
            {
                Start(FetchAsync(call, file, new Uri(text), save));
            }
        }
        save();
    }

    /// <summary>Waits for the files under way, but not for ever.</summary>
    public async Task FinishAsync(TimeSpan limit)
    {
        try
        {
            await Task.WhenAll(_fetches.Keys).WaitAsync(limit, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            context.Options.Logger.RecordingFailed("files", "some files of results did not arrive in time");
        }
    }

    private void Start(Task fetch)
    {
        _fetches[fetch] = true;
        fetch.ContinueWith(ended => _fetches.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task FetchAsync(RecordedCall call, RecordedMedia file, Uri address, Action save)
    {
        try
        {
            using HttpResponseMessage answer = await service.DownloadAsync(address, CancellationToken.None).ConfigureAwait(false);
            answer.EnsureSuccessStatusCode();
            await answer.Content.LoadIntoBufferAsync(Largest).ConfigureAwait(false);
            byte[] bytes = await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            Keep(call, file with { ContentType = file.ContentType ?? answer.Content.Headers.ContentType?.MediaType }, bytes, save);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            context.Options.Logger.RecordingFailed(file.Address, error.Message);
        }
    }

    private void Keep(RecordedCall call, RecordedMedia file, byte[] bytes, Action save)
    {
        string extension = (file.ContentType is { } type ? MediaTypes.Extension(type) : null) ?? ".bin";
        file = file with { File = recordings.KeepMedia(bytes, extension) };
        lock (call)
            call.Put(file);
        save();
    }

    private RecordedMedia? FileOf(string text, JsonObject? owner)
    {
        bool isInline = text.StartsWith("data:", StringComparison.Ordinal) && text.Contains(";base64,", StringComparison.Ordinal);
        bool isAddress = Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https";
        bool isRecord = owner is not null && (owner.ContainsKey("content_type") || owner.ContainsKey("file_name") || owner.ContainsKey("file_size"));
        if (!isInline && !(isAddress && (isRecord || addresses.IsFile(uri!))))
            return null;
        string? type = isInline ? text[5..text.IndexOf(';', StringComparison.Ordinal)] : owner?["content_type"] is JsonValue value && value.TryGetValue(out string? named) ? named : null;
        return new RecordedMedia(scrubber.Scrub(JsonValue.Create(text))!.GetValue<string>(), null, type, Whole(owner?["width"]), Whole(owner?["height"]));
    }

    private static byte[]? DataOf(string text)
    {
        try
        {
            return Convert.FromBase64String(text[(text.IndexOf(',', StringComparison.Ordinal) + 1)..]);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static int? Whole(JsonNode? node) => node is JsonValue value && value.TryGetValue(out int number) && number > 0 ? number : null;

    private static IEnumerable<(string Text, JsonObject? Owner)> Strings(JsonNode? node, JsonObject? owner) => node switch
    {
        JsonObject members => members.SelectMany(member => Strings(member.Value, members)),
        JsonArray items => items.SelectMany(item => Strings(item, null)),
        JsonValue value when value.TryGetValue(out string? text) => [(text, owner)],
        _ => [],
    };
}
