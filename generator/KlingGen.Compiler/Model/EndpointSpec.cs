namespace KlingGen.Compiler;

/// <summary>
/// Everything the emitter prints for one endpoint, with names, collisions and texts already settled.
/// </summary>
/// <remarks>
/// A pipeline model: records, strings, numbers and equatable arrays alone, so that equal schemas give equal models and the
/// generator does not run again. Positions and paths do not belong here; they travel in <see cref="Problem"/>.
/// </remarks>
public sealed record EndpointSpec
{
    /// <summary>The endpoint's id, such as <c>fal-ai/kling-image/v3/text-to-image</c>.</summary>
    public required string EndpointId { get; init; }

    /// <summary>JSON pointer to the schema of the request body.</summary>
    public required string InputPointer { get; init; }

    /// <summary>JSON pointer to the schema of the result.</summary>
    public required string OutputPointer { get; init; }

    /// <summary>The namespace of everything emitted.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the extension method; with <c>Client</c> behind it, of the client class.</summary>
    public required string ClientName { get; init; }

    /// <summary>Whether the emitted types are public; internal otherwise.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>Whether roles and the schema for language models are emitted too.</summary>
    public bool DescribesModel { get; init; }

    /// <summary>Whether the types' JSON schemas are emitted too, for OpenAPI documents.</summary>
    public bool DescribesTypes { get; init; }

    /// <summary>Whether the code is for a target framework without static members of interfaces (netstandard2.0): what a type does elsewhere, an instance does there.</summary>
    public bool UsesInstances { get; init; }

    /// <summary>What the endpoint does.</summary>
    public required DocSpec Doc { get; init; }

    /// <summary>What a unit costs by the lock file, or null where that does not say it.</summary>
    public LockPrice? Price { get; init; }

    /// <summary>The type of the request: a record or union of <see cref="Definitions"/>, or free JSON.</summary>
    public required TypeSpec Input { get; init; }

    /// <summary>The type of the result, likewise.</summary>
    public required TypeSpec Output { get; init; }

    /// <summary>The types to emit, by ordinal name.</summary>
    public required EquatableArray<DefinitionSpec> Definitions { get; init; }
}
