using System.Text;

namespace KlingGen.Emulator;

/// <summary>One request that arrived.</summary>
public sealed class FalJournalEntry
{
    internal FalJournalEntry()
    {
    }

    /// <summary>Place in the order of arrival, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>When its body had been received, on the emulator's clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What it asked for.</summary>
    public required FalOperation Operation { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query as they came.</summary>
    public required string Path { get; init; }

    /// <summary>Headers as they came, credentials included: a test must be able to see who sent them where.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Names of headers that look as if the service knew them, or as if they kept a submit from being billed twice, and that have no effect.</summary>
    public IReadOnlyList<string> UnknownHeaders { get; init; } = [];

    /// <summary>The first <see cref="FalEmulatorOptions.JournalBodyLimit"/> bytes of the body.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Length of the whole body in bytes.</summary>
    public required long BodyLength { get; init; }

    /// <summary>SHA-256 of the whole body, in lower-case hexadecimal.</summary>
    public required string BodySha256 { get; init; }

    /// <summary>False when the caller went away before its body was complete.</summary>
    public required bool BodyComplete { get; init; }

    /// <summary>Endpoint of the address: the full id, or the application alone where the address has no more.</summary>
    public required string? Endpoint { get; init; }

    /// <summary>Request id: of the address, or the one this request was given.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>Status of the answer; 0 before there is one. A fault may keep the answer from arriving.</summary>
    public int Status { get; internal set; }

    /// <summary>The first <see cref="FalEmulatorOptions.JournalBodyLimit"/> bytes of the answer's body where that is text; empty for event streams and files. A fault may have spoilt what arrived.</summary>
    public ReadOnlyMemory<byte> Answer { get; internal set; }

    /// <summary>Name of the fault that struck, if one did.</summary>
    public string? Fault { get; internal set; }

    /// <summary>The kept part of the body as text.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body.Span);

    /// <inheritdoc/>
    public override string ToString() =>
        $"#{Sequence} {Operation} {Method} {Path} {BodyLength} B → {Status}{(Fault is null ? "" : $" ({Fault})")}{(RequestId is null ? "" : $" {RequestId}")}";
}
