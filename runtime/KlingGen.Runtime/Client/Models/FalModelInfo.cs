using System.ComponentModel;

namespace KlingGen.CompilerServices;

/// <summary>What a language model reads about an endpoint. Generated code fills it in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FalModelInfo
{
    /// <summary>The name of the endpoint's tool: letters, digits, <c>_</c> and <c>-</c>, at most 64.</summary>
    public required string Name { get; init; }

    /// <summary>What the endpoint does, in one sentence.</summary>
    public required string Description { get; init; }

    /// <summary>The maximum number of images that one call can ask for; <see langword="null"/> where the schema does not say it.</summary>
    public long? MaxImages { get; init; }
}
