using System.Text.Json;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>
/// Where the calls about one job go: to the addresses that the service handed out, newest first; else to those rebuilt from endpoint and request id.
/// Thread-safe.
/// </summary>
internal sealed class JobAddresses
{
    /// <summary>A service that hands out one unknown address after the other is not followed for ever.</summary>
    private const int MaxUnknown = 8;

    private readonly FalClientOptions _options;
    private readonly ApiKey _key;
    private readonly object _gate = new();
    private HashSet<(FalOperation Operation, string Path)>? _unknown;
    private readonly string _job;
    private volatile FalJobHandle _handle;

    // What the service handed out last, as it wrote it: each of its answers repeats all three.
    private string? _statusText;
    private string? _responseText;
    private string? _cancelText;

    public JobAddresses(FalTransport transport, FalJobHandle handle)
    {
        _options = transport.Options;
        _key = transport.Key;
        _handle = handle;
        _job = QueueAddresses.Job(handle);
    }

    /// <summary>The job, with the newest addresses.</summary>
    public FalJobHandle Handle => _handle;

    /// <summary>The address by endpoint and request id.</summary>
    public Uri Rebuilt(FalOperation operation, bool logs) => new(_options.QueueBaseAddress, _job + QueueAddresses.Rest(operation, logs));

    /// <summary>The address that was handed out; null when there is none, when it turned out to be unknown to the service, or when it is the rebuilt one.</summary>
    public Uri? HandedOut(FalOperation operation, bool logs)
    {
        if (Path(_handle.Paths, operation) is not { } path || IsUnknown(operation, path))
            return null;
        string whole = operation switch
        {
            FalOperation.Status => HandedOutPath.With(path, string.Empty, logs),
            FalOperation.StatusStream => HandedOutPath.With(path, "/stream", logs),
            _ => path,
        };
        string rest = QueueAddresses.Rest(operation, logs);
        if (whole.Length == _job.Length + rest.Length && whole.StartsWith(_job, StringComparison.Ordinal) && whole.EndsWith(rest, StringComparison.Ordinal))
            return null;
        return HandedOutPath.Resolve(whole, _options.QueueBaseAddress);
    }

    /// <summary>The service does not know the address it handed out, and knows the rebuilt one: from now on that one is used.</summary>
    public void GiveUp(FalOperation operation)
    {
        lock (_gate)
        {
            if (Path(_handle.Paths, operation) is not { } path)
                return;
            (_unknown ??= []).Add((operation, path));
            JobPaths paths = _handle.Paths!;
            // The stream's address is made from the status', which may be right all the same.
            _handle = operation switch
            {
                FalOperation.Status => _handle with { Paths = paths with { Status = null } },
                FalOperation.Cancel => _handle with { Paths = paths with { Cancel = null } },
                FalOperation.Result => _handle with { Paths = paths with { Response = null } },
                _ => _handle,
            };
        }
    }

    /// <summary>Takes the addresses out of an answer of the queue; what cannot be used there changes nothing.</summary>
    public void Take(JsonElement answer)
    {
        JobPaths before = _handle.Paths ?? JobPaths.None;
        string? status = Newer(answer, "status_url", FalOperation.Status, before.Status, ref _statusText);
        string? response = Newer(answer, "response_url", FalOperation.Result, before.Response, ref _responseText);
        string? cancel = Newer(answer, "cancel_url", FalOperation.Cancel, before.Cancel, ref _cancelText);
        if (status is null && response is null && cancel is null)
            return;

        lock (_gate)
        {
            JobPaths now = _handle.Paths ?? JobPaths.None;
            _handle = _handle with { Paths = new JobPaths(status ?? now.Status, response ?? now.Response, cancel ?? now.Cancel) };
        }
    }

    // A service, or somebody in its place, may send anything, its key included; a handle holds no secret.
    private string? Newer(JsonElement answer, string member, FalOperation operation, string? known, ref string? last)
    {
        string? text = Text(answer, member, last);
        if (text is null || text == last)
            return null;
        last = text;
        if (HandedOutPath.Read(text, _options.QueueBaseAddress) is not { } path || path == known || IsUnknown(operation, path))
            return null;
        return _key.Scrub(path) == path ? path : null;
    }

    private bool IsUnknown(FalOperation operation, string path)
    {
        lock (_gate)
            return _unknown is { } unknown && (unknown.Count >= MaxUnknown || unknown.Contains((operation, path)));
    }

    private static string? Path(JobPaths? paths, FalOperation operation) => operation switch
    {
        FalOperation.Status or FalOperation.StatusStream => paths?.Status,
        FalOperation.Cancel => paths?.Cancel,
        _ => paths?.Response,
    };

    private static string? Text(JsonElement answer, string member, string? last)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGet(member, out JsonElement value) || value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return last is not null && value.ValueEquals(last) ? last : value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Text that is not UTF-16 cannot be had, and is not an address.
            return null;
        }
    }
}
