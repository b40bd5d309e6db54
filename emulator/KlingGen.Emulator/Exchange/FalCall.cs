using KlingGen.Emulator.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace KlingGen.Emulator.Exchange;

/// <summary>One request on its way through the emulator: what it asks for, its body, and the journal's line about it.</summary>
internal sealed class FalCall
{
    private const string EmptySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private Dictionary<string, StringValues>? _query;

    public required HttpContext Http { get; init; }

    public required CallTarget Target { get; init; }

    public required FalOperation Operation { get; init; }

    /// <summary>Addresses under the name by which the caller came.</summary>
    public required Addresses Addresses { get; init; }

    /// <summary>The endpoint named in the address; for request addresses often only its application.</summary>
    public EndpointName? Endpoint { get; init; }

    /// <summary>The queue's request id, when the address names one.</summary>
    public string? RequestId { get; init; }

    /// <summary>Whether the address names the request by its token alone.</summary>
    public bool IsByToken { get; init; }

    /// <summary>The body; empty for an upload whose bytes are not kept.</summary>
    public byte[] Body { get; set; } = [];

    public long BodyLength { get; set; }

    /// <summary>SHA-256 of the whole body, lower-case hexadecimal.</summary>
    public string BodySha256 { get; set; } = EmptySha256;

    public FalJournalEntry? Entry { get; set; }

    /// <summary>The failure that a fault wants the work of this call to end with.</summary>
    public WantedFailure? Failure { get; set; }

    /// <summary>Fires when the caller is gone or the emulator stops.</summary>
    public CancellationToken Aborted { get; set; }

    /// <summary>One message of a connection that goes on, as a call of its own.</summary>
    public FalCall Of(byte[] body) => new()
    {
        Http = Http,
        Target = Target,
        Operation = Operation,
        Addresses = Addresses,
        Endpoint = Endpoint,
        Body = body,
        BodyLength = body.Length,
        BodySha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body)),
        Failure = Failure,
        Aborted = Aborted,
    };

    public string Method => Http.Request.Method;

    public string? Header(string name) => Http.Request.Headers.TryGetValue(name, out StringValues value) ? value.ToString() : null;

    public string? Query(string name) => QueryValues(name) is [var first, ..] ? first : null;

    /// <summary>All values of a list parameter, written as repeats or with commas.</summary>
    public string[] QueryValues(string name)
    {
        _query ??= QueryHelpers.ParseQuery(Target.Query);
        return _query.TryGetValue(name, out StringValues values)
            ? [.. values.SelectMany(static value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))]
            : [];
    }

    /// <summary>The whole value of a parameter in which a comma means nothing.</summary>
    public string? QueryText(string name)
    {
        _query ??= QueryHelpers.ParseQuery(Target.Query);
        return _query.TryGetValue(name, out StringValues values) ? values.ToString() : null;
    }
}
