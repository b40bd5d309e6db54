namespace KlingGen.Generator;

/// <summary>Names of the pipeline's steps, by which tests ask what ran again.</summary>
internal static class TrackingNames
{
    /// <summary>The additional files that are schemas, with their metadata.</summary>
    public const string Marked = "KlingGen.Marked";

    /// <summary>Path, metadata and text of a schema.</summary>
    public const string Input = "KlingGen.Input";

    /// <summary>Model and problems of a schema.</summary>
    public const string Read = "KlingGen.Read";

    /// <summary>The model alone.</summary>
    public const string Endpoint = "KlingGen.Endpoint";

    /// <summary>The problems alone.</summary>
    public const string Problems = "KlingGen.Problems";

    /// <summary>The lock files beside the schemas.</summary>
    public const string Locks = "KlingGen.Locks";

    /// <summary>The model with its price.</summary>
    public const string Priced = "KlingGen.Priced";

    /// <summary>Whether the target framework has no static members of interfaces.</summary>
    public const string Instances = "KlingGen.Instances";

    /// <summary>The attributes of the language that the target framework lacks.</summary>
    public const string MissingTypes = "KlingGen.MissingTypes";

    /// <summary>The C# files of a schema.</summary>
    public const string Files = "KlingGen.Files";

    /// <summary>The file names that each schema uses: the one thing that is looked at across schemas.</summary>
    public const string SchemaNames = "KlingGen.SchemaNames";

    /// <summary>The schemas whose names another one has already; normally none.</summary>
    public const string Conflicts = "KlingGen.Conflicts";

    /// <summary>The consumer's names that are ours too; normally none.</summary>
    public const string Names = "KlingGen.Names";

    /// <summary>Those of them that hide one of ours from a schema's code.</summary>
    public const string Hidden = "KlingGen.Hidden";

    public static IReadOnlyList<string> All { get; } = [Marked, Input, Read, Endpoint, Problems, Locks, Priced, Instances, MissingTypes, Files, SchemaNames, Conflicts, Names, Hidden];
}
