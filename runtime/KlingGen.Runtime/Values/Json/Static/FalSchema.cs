using System.ComponentModel;

namespace KlingGen.CompilerServices;

/// <summary>The JSON schema of a generated type, for OpenAPI documents.</summary>
/// <param name="id">See <see cref="Id"/>.</param>
/// <param name="components">See <see cref="Components"/>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FalSchema(string id, string components)
{
    /// <summary>The type's name among <see cref="Components"/>, which is also its name in a document.</summary>
    public string Id { get; } = id;

    /// <summary>The schemas of all types of its endpoint, as one JSON object (JSON Schema 2020-12). They refer to each other by <c>#/components/schemas/…</c>.</summary>
    public string Components { get; } = components;

    /// <summary>Whether it is an enum of which other values than the known ones may come.</summary>
    public bool IsOpen { get; private init; }

    /// <summary>The same enum where other values may come.</summary>
    internal FalSchema Open() => new(Id, Components) { IsOpen = true };
}

/// <summary>A converter that knows the JSON schema of its type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFalSchemaConverter
{
    /// <summary>The schema; null for a type without one.</summary>
    FalSchema? Schema { get; }
}
