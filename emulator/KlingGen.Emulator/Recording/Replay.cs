using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Files;

namespace KlingGen.Emulator.Recording;

/// <summary>Finds the recording of an input. Of several of the same input each is used once, in the order in which they were made; the last one again from then on.</summary>
internal sealed class Replay
{
    private const int MaxPaths = 5;

    private readonly FalReplayOptions _options;
    private readonly FileStore _files;
    private readonly Scrubber _scrubber = new();
    private readonly Dictionary<(string Endpoint, string Key), RecordedCall[]> _byInput;
    private readonly ILookup<string, RecordedCall> _byEndpoint;
    private readonly HashSet<string> _applications;
    private readonly ConcurrentDictionary<(string Endpoint, string Key), int> _used = new();

    public Replay(FalReplayOptions options, FileStore files)
    {
        _options = options;
        _files = files;
        Recordings = Recordings.Open(options.Folder);
        RecordedCall[] calls = [.. Recordings.Calls.OrderBy(static call => call.RecordedAt)];
        _byEndpoint = calls.ToLookup(static call => call.Endpoint, StringComparer.Ordinal);
        _byInput = calls.Where(static call => call.Outcome is not null).GroupBy(static call => (call.Endpoint, call.Key)).ToDictionary(static same => same.Key, static same => same.ToArray());
        _applications = [.. calls.Select(static call => EndpointName.Of(call.Endpoint)?.Application ?? call.Endpoint)];
    }

    public Recordings Recordings { get; }

    public bool IsStrict => _options.Strict;

    public bool HasApplication(string application) => _applications.Contains(application);

    /// <summary>The recording of this call; null where there is none.</summary>
    public RecordedCall? Find(EndpointName endpoint, FalCall call)
    {
        var name = (endpoint.Id, InputKey.Of(Input(call)));
        if (!_byInput.TryGetValue(name, out RecordedCall[]? calls))
            return null;
        return calls[Math.Min(_used.AddOrUpdate(name, 1, static (_, count) => count + 1), calls.Length) - 1];
    }

    /// <summary>Why there is no recording of a call: in what it differs from the one that is nearest.</summary>
    public Reply Refusal(EndpointName endpoint, FalCall call)
    {
        JsonNode? input = Input(call);
        RecordedCall[] recorded = [.. _byEndpoint[endpoint.Id]];
        string why = recorded.Length == 0 ? "nothing of this endpoint is recorded" : Nearest(recorded, input);
        return Errors.Detail(404, $"No recording answers this call of '{endpoint.Id}': {why}. Record it with FalEmulatorOptions.Record (klinggen serve --record), or replay without strictness.");
    }

    private static string Nearest(RecordedCall[] recorded, JsonNode? input)
    {
        (RecordedCall call, IReadOnlyList<string> paths) = recorded.Select(call => (call, JsonDifference.Paths(call.Input, input))).MinBy(static pair => pair.Item2.Count);
        string name = call.File is { } file ? Path.GetFileName(file) : call.Key;
        if (paths.Count == 0)
            return $"'{name}' has the same input, but nobody asked for its result while it was recorded";
        string more = paths.Count > MaxPaths ? $" and {paths.Count - MaxPaths} more" : "";
        return $"the nearest, '{name}', differs at {string.Join(", ", paths.Take(MaxPaths))}{more}";
    }

    private JsonNode? Input(FalCall call) => _scrubber.Scrub(ForeignJson.Read(call.Body), DigestOf);

    private string? DigestOf(string text) => FileStore.PathOf(text) is { } path ? _files.Find(path)?.Sha256 : null;
}
