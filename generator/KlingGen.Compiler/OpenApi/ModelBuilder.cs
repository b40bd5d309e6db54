using KlingGen.Compiler.Json;
using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Turns schemas into drafts of C# types. Partial by what a schema can be: values, records, enums, unions.</summary>
internal sealed partial class ModelBuilder
{
    // Deeper than any reader accepts, and far deeper than any endpoint goes.
    private const int DeepestValue = 40;

    private static readonly TypeSpec s_json = new ScalarType(ScalarKind.Json);

    private readonly ShapeReader _shapes;
    private readonly LiteralChecker _literals;
    private readonly ProblemList _problems;
    private readonly HashSet<string> _input;
    private readonly HashSet<string> _output;
    private readonly HashSet<string> _inlined = new(StringComparer.Ordinal);
    private readonly HashSet<DraftKey> _awaited = [];
    private readonly Dictionary<DraftKey, Draft> _drafts = [];
    private readonly CancellationToken _cancellationToken;

    public ModelBuilder(JsonNode root, EndpointPaths paths, ProblemList problems, CancellationToken cancellationToken)
    {
        _shapes = new ShapeReader(root, problems);
        _literals = new LiteralChecker(root);
        _problems = problems;
        _input = Reachability.From(root, paths.Input);
        _output = Reachability.From(root, paths.Output);
        _cancellationToken = cancellationToken;
    }

    public IReadOnlyDictionary<DraftKey, Draft> Drafts => _drafts;

    /// <summary>Where each draft, and each of its members by wire name, was found first.</summary>
    public Dictionary<(DraftKey Key, string? Wire), string> Places { get; } = [];

    /// <summary>The type of a request or a result: a record, a union, or free JSON.</summary>
    public TypeSpec BuildRoot(SchemaPlace place, string desired, bool isInput)
    {
        if (place.Schema is null)
            return s_json;

        Shape shape = _shapes.Read(place.Schema, place.Pointer);
        shape.Component ??= place.Pointer;
        var context = new ValueContext { Owner = null, Desired = desired, InInput = isInput, InOutput = !isInput };
        TypeSpec type = BuildValue(shape, context).Type;
        if (type is DraftType { Kind: NamedKind.Record or NamedKind.Union } || (!isInput && type is DraftType { Kind: NamedKind.Tuple }))
        {
            if (isInput && _drafts[((DraftType)type).Key] is { Spec: RecordSpec record } draft)
                draft.Spec = record with { IsRoot = true };
            return type;
        }

        // A bare list, string or enum has no type of its own to carry the client's two methods.
        if (type is not ScalarType { Kind: ScalarKind.Json })
            _problems.Add(ProblemIds.MalformedSchema, $"#{place.Pointer}: a request or result that is no object is typed as FalJson.", place.Schema.Start, 1);
        return s_json;
    }

    /// <summary>The draft for a key; new ones are to be filled by the caller.</summary>
    private Draft Register(DraftKey key, string desired, bool isComponent, ValueContext context, out bool isNew)
    {
        isNew = !_drafts.TryGetValue(key, out Draft? draft);
        if (draft is null)
        {
            draft = new Draft(key, desired, isComponent, context.Owner);
            _drafts.Add(key, draft);
        }
        if (!isComponent && context.Owner is { } owner)
            draft.Owners[owner.Key] = owner;
        draft.InInput |= context.InInput;
        draft.InOutput |= context.InOutput;
        return draft;
    }

    private void NotePlace(DraftKey key, string? wire, string pointer)
    {
        if (!Places.ContainsKey((key, wire)))
            Places.Add((key, wire), pointer);
    }

    private void NotePlace(DraftKey key, Shape shape) => NotePlace(key, null, shape.Component == key.Text || shape.Layers.Count == 0 ? key.Text : shape.Layers[0].Pointer);

    /// <summary>A referenced schema is seen by everyone who can reach it, whoever is reading it now.</summary>
    private ValueContext Enter(Shape shape, ValueContext context) =>
        shape.Component is { } component
            ? context with { InInput = _input.Contains(component), InOutput = _output.Contains(component) }
            : context;

    /// <summary>Equal inline schemas in the same place of the same direction are one type.</summary>
    private static DraftKey InlineKey(string kind, Shape shape, ValueContext context, bool withTexts)
    {
        IEnumerable<string> layers = shape.Layers.Select(layer => withTexts ? CanonicalJson.Write(layer.Node) : SchemaKey.Of(layer.Node));
        string types = shape.Types is null ? "" : string.Join(",", shape.Types.OrderBy(static type => type, StringComparer.Ordinal));
        return new DraftKey($"{kind}|{context.Desired}|{context.InInput}|{context.InOutput}|{types}|{string.Join("|", layers)}");
    }

    private static DraftKey? ComponentKey(Shape shape) => shape.Component is { } component ? new DraftKey(component) : null;

    /// <summary>A component's own name; anything else is called after the member that holds it.</summary>
    private static string Desired(Shape shape, ValueContext context) =>
        shape.Component is { } component && component.StartsWith("/components/", StringComparison.Ordinal) ? ComponentName(component) : context.Desired;

    private static string ComponentName(string pointer) => Identifier.Type(JsonPointer.Last(pointer));
}
