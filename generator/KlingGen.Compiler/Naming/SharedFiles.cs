namespace KlingGen.Compiler.Naming;

/// <summary>
/// The files of a result that the runtime has types for: <c>FalFile</c>, <c>FalImage</c> and <c>FalVideo</c>. They are found by their members alone,
/// whatever the document calls them; so the files of all endpoints are of one type, and none is called <c>File</c>.
/// </summary>
internal static class SharedFiles
{
    private static readonly MemberSpec[] s_file =
    [
        Member("url", "Url", ScalarKind.String, MemberPresence.Required),
        Member("content_type", "ContentType", ScalarKind.String),
        Member("file_name", "FileName", ScalarKind.String),
        Member("file_size", "FileSize", ScalarKind.Int64),
        Member("file_data", "FileData", ScalarKind.String),
    ];

    private static readonly MemberSpec[] s_image = [.. s_file, Member("width", "Width", ScalarKind.Int32), Member("height", "Height", ScalarKind.Int32)];

    private static readonly MemberSpec[] s_video =
    [
        .. s_image, Member("fps", "Fps", ScalarKind.Double), Member("duration", "Duration", ScalarKind.Double), Member("num_frames", "NumFrames", ScalarKind.Int32),
    ];

    // From the smallest to the largest: a file is of the first type that has all of its members.
    private static readonly RecordSpec[] s_types = [Type("FalFile", s_file), Type("FalImage", s_image), Type("FalVideo", s_video)];

    /// <summary>Whether it is the name of one of the runtime's types. No type of an endpoint has it: the names are reserved.</summary>
    public static bool Contains(string name) => s_types.Any(type => type.Name == name);

    /// <summary>Whether a type of the runtime is another one and more: what holds a file holds an image and a video too.</summary>
    public static bool IsDerived(string name, string baseName) => baseName == s_types[0].Name && name != baseName && Contains(name);

    /// <summary>The runtime's type for a record, or null where it needs one of its own.</summary>
    public static RecordSpec? Find(RecordSpec record) =>
        record is { IsFile: true, InOutput: true, InInput: false, IsRoot: false, Obsolete: null } ? s_types.FirstOrDefault(type => record.Members.All(member => Fits(member, type))) : null;

    /// <summary>
    /// Whether the runtime's member says all that the schema says of a member. Results are not validated, and a member that is missing or
    /// null is null in both; a narrower type (an enum, a constant) or a deprecated member is the endpoint's own.
    /// </summary>
    private static bool Fits(MemberSpec member, RecordSpec type) =>
        member is { Obsolete: null, NullName: null, Value.Rules.Const: null, Presence: not MemberPresence.Fixed }
        && type.Members.FirstOrDefault(candidate => candidate.WireName == member.WireName) is { } known
        && Holds(((ScalarType)known.Value.Type).Kind, member.Value.Type)
        && (known.Presence != MemberPresence.Required || member.Presence == MemberPresence.Required);

    private static bool Holds(ScalarKind known, TypeSpec type) => type is ScalarType { Kind: var kind } && (kind == known || (known, kind) switch
    {
        (ScalarKind.Int64, ScalarKind.Int32) => true,
        (ScalarKind.Double, ScalarKind.Int32 or ScalarKind.Int64) => true,
        _ => false,
    });

    private static RecordSpec Type(string name, MemberSpec[] members) => new()
    {
        Name = name,
        Doc = DocSpec.None,
        InInput = false,
        InOutput = true,
        Members = members.ToEquatableArray(),
        IsFile = true,
        IsRoot = false,
        IsShared = true,
    };

    private static MemberSpec Member(string wire, string name, ScalarKind kind, MemberPresence presence = MemberPresence.Optional) => new()
    {
        WireName = wire,
        Name = name,
        Value = new ValueSpec(new ScalarType(kind), presence != MemberPresence.Required, RuleSpec.None),
        Presence = presence,
        Doc = DocSpec.None,
    };
}
