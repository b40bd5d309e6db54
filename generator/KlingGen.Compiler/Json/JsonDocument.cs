namespace KlingGen.Compiler.Json;

/// <summary>What reading a JSON text gave: its root, or the first error; and the names that occur twice in an object.</summary>
internal sealed class JsonDocument(string text, JsonNode? root, JsonError? error, IReadOnlyList<JsonMember> duplicates, int deepestLevel)
{
    public string Text { get; } = text;

    public JsonNode? Root { get; } = root;

    public JsonError? Error { get; } = error;

    /// <summary>The second and later members of a name within one object, in document order.</summary>
    public IReadOnlyList<JsonMember> Duplicates { get; } = duplicates;

    /// <summary>How many objects and arrays lie within one another at most.</summary>
    public int DeepestLevel { get; } = deepestLevel;

    public LineMap Lines { get; } = new(text);

    public static JsonDocument Parse(string text, CancellationToken cancellationToken = default) => new JsonParser(text, cancellationToken).Parse();
}

/// <summary>Why a text is not JSON, and where.</summary>
internal sealed record JsonError(string Message, int Start, int Length);
