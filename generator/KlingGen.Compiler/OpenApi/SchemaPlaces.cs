namespace KlingGen.Compiler;

/// <summary>
/// Where the parts of a model stand in its document. Beside the model and not within it: a schema that moves to another place of its document
/// gives the same code, and must not run the generator again.
/// </summary>
public sealed class SchemaPlaces
{
    private readonly IReadOnlyDictionary<(string Type, string? Wire), string> _pointers;
    private readonly Func<string, (int Line, int Column)?> _find;

    internal SchemaPlaces(IReadOnlyDictionary<(string Type, string? Wire), string> pointers, Func<string, (int Line, int Column)?> find) =>
        (_pointers, _find) = (pointers, find);

    /// <summary>The JSON pointer of a type, or of one of its members; null where the type or member does not exist.</summary>
    /// <param name="type">The type's C# name.</param>
    /// <param name="wireName">The member's name in JSON; null for the type itself.</param>
    public string? Pointer(string type, string? wireName = null) => _pointers.TryGetValue((type, wireName), out string? pointer) ? pointer : null;

    /// <summary>Line and column, both from 1, of what a JSON pointer leads to; null where it leads nowhere.</summary>
    /// <param name="pointer">The pointer, without <c>#</c>.</param>
    public (int Line, int Column)? Find(string pointer) => _find(pointer);
}
