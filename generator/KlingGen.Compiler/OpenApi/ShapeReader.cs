using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Resolves references, single branches and null, in the meaning of OpenAPI 3.1, and honours the spellings of 3.0.</summary>
internal sealed partial class ShapeReader(JsonNode root, ProblemList problems)
{
    /// <summary>The most schema objects that may speak about one value; real ones have a handful.</summary>
    private const int MaxLayers = 200;

    /// <summary>The most schema objects that are read for one document, each as often as something leads to it: references that double at every level have no other end.</summary>
    private const int MaxSteps = 200_000;

    private readonly HashSet<JsonNode> _checked = [];
    private readonly HashSet<string> _path = new(StringComparer.Ordinal);

    private int _depth;
    private int _steps;
    private bool _isEndless;

    public Shape Read(JsonNode node, string pointer) => Read([new Layer(node, pointer)]);

    /// <summary>What several schemas that all speak about one value amount to.</summary>
    public Shape Read(IReadOnlyList<Layer> parts)
    {
        var shape = new Shape();
        foreach (Layer part in parts)
            Add(shape, part.Node, part.Pointer);
        DropConditions(shape);
        shape.Types = Types(shape);
        bool?[] opinions = [.. parts.Select(part => PermitsNull(part.Node, 0))];
        shape.IsNullable = !opinions.Contains(false) && opinions.Contains(true);
        shape.ChooseComponent();
        return shape;
    }

    private void Add(Shape shape, JsonNode node, string pointer)
    {
        if (node.Kind == JsonKind.True)
            return;
        if (!node.IsObject)
        {
            problems.Add(ProblemIds.MalformedSchema, $"#{pointer}: expected a schema, found {Describe(node)}; the value is typed as FalJson.", node);
            shape.IsBroken = true;
            return;
        }

        if (HasNoEnd(shape, node, pointer))
            return;
        Check(node, pointer);
        shape.IsOnlyNull |= IsNull(node) && node["nullable"] is not { Kind: JsonKind.True };
        shape.Layers.Add(new Layer(node, pointer));
        _depth++;
        AddReference(shape, node, pointer);
        AddAll(shape, node, pointer);
        AddAlternatives(shape, node, pointer, "anyOf");
        AddAlternatives(shape, node, pointer, "oneOf");
        _depth--;
    }

    /// <summary>Whether reading has gone on for longer than any document needs; the value is then free JSON.</summary>
    private bool HasNoEnd(Shape shape, JsonNode node, string pointer)
    {
        if (++_steps <= MaxSteps && _depth < JsonDocument.MaxDepth && shape.Layers.Count < MaxLayers)
            return false;
        if (!_isEndless && !shape.IsBroken)
        {
            _isEndless = _steps > MaxSteps;
            string reason = _steps > MaxSteps ? $"the schemas of this file lead to each other more than {MaxSteps} times; what is left is typed as FalJson"
                : _depth >= JsonDocument.MaxDepth ? $"reached through more than {JsonDocument.MaxDepth} references or combinations; the value is typed as FalJson"
                : $"more than {MaxLayers} schemas describe one value; the value is typed as FalJson";
            problems.Add(ProblemIds.TooDeep, $"#{pointer}: {reason}. Fetch the document again, or simplify it.", node.Start, 1);
        }
        shape.IsBroken = true;
        return true;
    }

    private void AddReference(Shape shape, JsonNode node, string pointer)
    {
        if (node["$ref"] is not { } reference)
            return;
        if (!reference.IsString || JsonPointer.Resolve(root, reference.Text) is not { } target)
        {
            string name = reference.IsString ? reference.Text : reference.Raw;
            problems.Add(ProblemIds.UnresolvableReference, $"#{pointer}: there is nothing at '{name}'; the value is typed as FalJson. Fetch the document again, or add the missing schema.", reference);
            shape.IsBroken = true;
            return;
        }
        if (!_path.Add(target.Pointer))
        {
            problems.Add(ProblemIds.TooDeep, $"#{pointer}: '{reference.Text}' leads back to itself; the value is typed as FalJson.", reference);
            shape.IsBroken = true;
            return;
        }
        int start = shape.Layers.Count, index = shape.References.Count;
        Add(shape, target.Node, target.Pointer);
        shape.References.Insert(index, (target.Pointer, start, shape.Layers.Count));
        _path.Remove(target.Pointer);
    }

    private void AddAll(Shape shape, JsonNode node, string pointer)
    {
        if (node["allOf"] is not { } all)
            return;
        if (!all.IsArray || all.Items.Length == 0)
        {
            Malformed(all, pointer, "allOf", "a list of schemas");
            return;
        }
        for (int i = 0; i < all.Items.Length; i++)
            Add(shape, all.Items[i], JsonPointer.Append(pointer + "/allOf", i));
    }

    private void AddAlternatives(Shape shape, JsonNode node, string pointer, string keyword)
    {
        if (node[keyword] is not { } alternatives)
            return;
        if (!alternatives.IsArray || alternatives.Items.Length == 0)
        {
            Malformed(alternatives, pointer, keyword, "a list of schemas");
            return;
        }

        var branches = new List<Layer>();
        for (int i = 0; i < alternatives.Items.Length; i++)
            if (!IsNull(alternatives.Items[i]))
                branches.Add(new Layer(alternatives.Items[i], JsonPointer.Append(pointer + "/" + keyword, i)));

        JsonMember member = node.Members.Last(candidate => candidate.Name == keyword);
        shape.IsOnlyNull |= branches.Count == 0;
        if (branches.Count == 0)
            return;
        if (branches.Count == 1)
        {
            Add(shape, branches[0].Node, branches[0].Pointer);
            return;
        }

        // Two sets of branches would multiply.
        if (shape.Branches.Count > 0)
        {
            ReportBranches(pointer, member);
            return;
        }
        shape.Branches.AddRange(branches);
        shape.BranchKeyword = member;
        shape.BranchPointer = pointer;
        shape.Discriminator = node["discriminator"];
    }

    /// <summary>Branches beside members only combine them (one of several required sets): they make no types.</summary>
    private void DropConditions(Shape shape)
    {
        bool besideMembers = shape.With("properties").Any(static layer => layer.Node["properties"]!.Members.Length > 0);
        if (shape.Branches.Count == 0 || !(besideMembers || shape.Branches.All(static branch => IsConditionOnly(branch.Node))))
            return;
        ReportBranches(shape.BranchPointer, shape.BranchKeyword!);
        shape.Branches.Clear();
        shape.Discriminator = null;
    }

    private void ReportBranches(string pointer, JsonMember keyword) =>
        problems.Add(ProblemIds.UncheckedRule, $"#{pointer}/{keyword.Name}: branches beside members, or beside other branches, are not checked before the call; the service checks them.", keyword);

    private static bool IsConditionOnly(JsonNode branch) => branch.IsObject && branch.Members.Length > 0 && branch.Members.All(static member => member.Name is "required" or "not");

    private static bool IsNull(JsonNode branch) =>
        branch.IsObject && ((branch["type"] is { } type && (type.IsArray ? type.Items : [type]) is { Length: > 0 } names && names.All(static name => name.IsString && name.Text == "null"))
            || branch["const"] is { IsNull: true }
            || (branch["enum"] is { IsArray: true } values && values.Items.Length > 0 && values.Items.All(static value => value.IsNull)));

    private static HashSet<string>? Types(Shape shape)
    {
        HashSet<string>? types = null;
        foreach (Layer layer in shape.With("type"))
        {
            JsonNode type = layer.Node["type"]!;
            IEnumerable<string> named = (type.IsArray ? type.Items : [type]).Where(static item => item.IsString).Select(static item => item.Text).Where(static name => name != "null");
            var allowed = new HashSet<string>(named, StringComparer.Ordinal);
            if (allowed.Count == 0)
                continue;
            if (types is null)
            {
                types = allowed;
                continue;
            }
            // 'number' includes 'integer'.
            if (types.Contains("number") && allowed.Contains("integer") && !allowed.Contains("number"))
                types.Add("integer");
            if (allowed.Contains("number") && types.Contains("integer"))
                allowed.Add("integer");
            types.IntersectWith(allowed);
        }
        return types;
    }

    /// <summary>Whether null is allowed; null where the schema has no opinion.</summary>
    private bool? PermitsNull(JsonNode node, int depth)
    {
        if (!node.IsObject || depth > 32 || _steps > MaxSteps)
            return null;
        _steps++;

        // The idiom of OpenAPI 3.0 beside `$ref` and `allOf`: the whole schema object, or null.
        if (node["nullable"] is { Kind: JsonKind.True })
            return true;

        bool? result = null;
        void And(bool? opinion)
        {
            if (opinion is { } value)
                result = result is null ? value : result.Value && value;
        }

        if (node["type"] is { } type)
            And((type.IsArray ? type.Items : [type]).Any(static item => item.IsString && item.Text == "null"));
        if (node["enum"] is { IsArray: true } values)
            And(values.Items.Any(static value => value.IsNull));
        if (node["const"] is { } constant)
            And(constant.IsNull);
        if (node["$ref"] is { IsString: true } reference && JsonPointer.Resolve(root, reference.Text) is { } target)
            And(PermitsNull(target.Node, depth + 1));
        if (node["allOf"] is { IsArray: true } all)
            foreach (JsonNode branch in all.Items)
                And(PermitsNull(branch, depth + 1));
        if (node["anyOf"] is { IsArray: true, Items.Length: > 0 } any)
            And(any.Items.Any(branch => PermitsNull(branch, depth + 1) == true));
        if (node["oneOf"] is { IsArray: true, Items.Length: > 0 } one)
            And(one.Items.Count(branch => PermitsNull(branch, depth + 1) == true) == 1);
        return result;
    }
}
