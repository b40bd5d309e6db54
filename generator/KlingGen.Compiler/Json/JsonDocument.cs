namespace KlingGen.Compiler.Json;

/// <summary>What reading a JSON text gave: its root, or the first error; and the names that occur twice in an object.</summary>
internal sealed class JsonDocument(string text, JsonNode? root, JsonError? error, IReadOnlyList<JsonMember> duplicates, int? tooDeep)
{
    /// <summary>
    /// How many objects and arrays may lie within one another: the one limit for whatever walks down a document, so that no input takes the
    /// stack of a compiler. It is also where the JSON readers of .NET stop by themselves; no endpoint's document comes near it.
    /// </summary>
    public const int MaxDepth = 64;

    public JsonNode? Root { get; } = root;

    public JsonError? Error { get; } = error;

    /// <summary>The second and later members of a name within one object, in document order.</summary>
    public IReadOnlyList<JsonMember> Duplicates { get; } = duplicates;

    /// <summary>Where the first object or array begins that lies deeper than <see cref="MaxDepth"/>; null where none does.</summary>
    public int? TooDeep { get; } = tooDeep;

    public LineMap Lines { get; } = new(text);

    public static JsonDocument Parse(string text, CancellationToken cancellationToken = default) => new JsonParser(text, cancellationToken).Parse();
}

/// <summary>Why a text is not JSON, and where.</summary>
internal sealed record JsonError(string Message, int Start, int Length);
