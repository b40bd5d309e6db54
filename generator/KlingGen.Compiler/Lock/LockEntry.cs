namespace KlingGen.Compiler;

/// <summary>Where a schema file came from, and what it was.</summary>
public sealed record LockEntry
{
    /// <summary>The endpoint's id, such as <c>fal-ai/kling-image/v3/text-to-image</c>.</summary>
    public required string EndpointId { get; init; }

    /// <summary>The schema file, relative to the folder of the lock file, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>The address, or the words of a person, that the document came from.</summary>
    public required string Source { get; init; }

    /// <summary>When it was fetched, in UTC, <c>yyyy-MM-ddTHH:mm:ssZ</c>.</summary>
    public required string Fetched { get; init; }

    /// <summary>SHA-256 of the canonical form, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The price of a unit, whoever said it, or null where it is not known.</summary>
    public LockPrice? QuotedPrice { get; init; }

    /// <summary>The price of a unit where the service said it; null otherwise. What is compiled into clients and compared with the service.</summary>
    public LockPrice? Price => QuotedPrice is { IsOfService: true } ? QuotedPrice : null;

    /// <summary>The version of the tool that wrote the entry.</summary>
    public required string Tool { get; init; }
}
