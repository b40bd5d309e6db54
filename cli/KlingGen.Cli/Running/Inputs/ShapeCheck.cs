using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Compiler;

namespace KlingGen.Cli.Running.Inputs;

/// <summary>Whether a request has the types of its schema: what a C# compiler says of a program, said of JSON. Rules on values come after it.</summary>
internal sealed class ShapeCheck(InputModel model)
{
    public const int Deepest = 64;

    private readonly List<InputFinding> _findings = [];
    private readonly List<InputStep> _steps = [];

    /// <summary>All findings, in the order of the request.</summary>
    public static IReadOnlyList<InputFinding> Run(InputModel model, JsonNode root)
    {
        var check = new ShapeCheck(model);
        check.Visit(root, model.Root, 0);
        return check._findings;
    }

    /// <summary>The case that a value is: the first whose types fit, in the order in which the generated code tries them.</summary>
    public UnionCaseSpec? CaseOf(UnionSpec union, JsonNode node) =>
        union.Cases.FirstOrDefault(item => Begins(node, item) && HasTag(node, item) && Fits(node, item.Value))
        ?? union.Cases.FirstOrDefault(item => Begins(node, item) && HasTag(node, item) && item.TagMember is not null);

    private bool Fits(JsonNode node, ValueSpec spec)
    {
        var check = new ShapeCheck(model);
        check.Visit(node, spec, 0);
        return check._findings.Count == 0;
    }

    private void Visit(JsonNode? node, ValueSpec spec, int depth)
    {
        if (depth > Deepest)
        {
            Find($"is nested deeper than {Deepest} levels");
            return;
        }
        if (node is null)
        {
            if (!spec.IsNullable && spec.Type is not ScalarType { Kind: ScalarKind.Json })
                Find("is null, but a value is required");
            return;
        }
        switch (spec.Type)
        {
            case ScalarType scalar:
                Scalar(node, scalar.Kind);
                break;
            case ListType list when node is JsonArray items:
                for (int i = 0; i < items.Count; i++)
                    Within(InputStep.Of(i), items[i], list.Item, depth);
                break;
            case MapType map when node is JsonObject entries:
                foreach ((string key, JsonNode? entry) in entries)
                    Within(InputStep.Of(key), entry, map.Value, depth);
                break;
            case ListType:
                Find($"is {Kind(node)}, but an array is required");
                break;
            case MapType:
                Find($"is {Kind(node)}, but an object is required");
                break;
            default:
                Named(node, spec, depth);
                break;
        }
        if (spec.Rules.Const is { } only && !JsonNode.DeepEquals(node, ValueText.Literal(only)))
            Find($"is {Shown(node)}, but must be {only.Text}");
    }

    private void Named(JsonNode node, ValueSpec spec, int depth)
    {
        switch (model.Find(spec.Type))
        {
            case EnumSpec values:
                Enum(node, values, spec.Rules.IsClosed);
                break;
            case RecordSpec record when node is JsonObject members:
                Record(members, record, depth);
                break;
            case TupleSpec tuple when node is JsonArray items:
                for (int i = 0; i < items.Count; i++)
                    if (i < tuple.Items.Count)
                        Within(InputStep.Of(i), items[i], tuple.Items[i].Value, depth);
                    else
                        Find($"has {Sentences.Count(items.Count, "item")}, at most {tuple.Items.Count} allowed");
                break;
            case UnionSpec union when CaseOf(union, node) is { } item:
                Visit(node, item.Value, depth + 1);
                break;
            case UnionSpec union:
                Union(node, union, depth);
                break;
            case TupleSpec:
                Find($"is {Kind(node)}, but an array is required");
                break;
            default:
                Find($"is {Kind(node)}, but an object is required");
                break;
        }
    }

    private void Record(JsonObject members, RecordSpec record, int depth)
    {
        foreach ((string name, JsonNode? value) in members)
        {
            if (record.Members.FirstOrDefault(member => member.WireName == name) is not { } member)
            {
                _steps.Add(InputStep.Of(name));
                Find(Near(name, record) is { } near ? $"is not an input of the endpoint; did you mean '{near}'?" : "is not an input of the endpoint");
                _steps.RemoveAt(_steps.Count - 1);
                continue;
            }
            bool mayBeNull = member.Presence is MemberPresence.Optional or MemberPresence.OptionalNullable or MemberPresence.RequiredNullable;
            Within(InputStep.Of(name), value, mayBeNull ? member.Value with { IsNullable = true } : member.Value, depth);
        }
        Missing(members, record);
    }

    // A C# program that leaves it out does not compile; of those that cannot be null the rules speak.
    private void Missing(JsonObject members, RecordSpec record)
    {
        foreach (MemberSpec member in record.Members.Where(member => member.Presence == MemberPresence.RequiredNullable && !members.ContainsKey(member.WireName)))
        {
            _steps.Add(InputStep.Of(member.WireName));
            Find("is missing; give null to say that there is none");
            _steps.RemoveAt(_steps.Count - 1);
        }
    }

    // None of the cases fits. Of one that at least begins like it, the findings say more.
    private void Union(JsonNode node, UnionSpec union, int depth)
    {
        UnionCaseSpec[] near = [.. union.Cases.Where(item => Begins(node, item))];
        if (near.Length == 1)
            Visit(node, near[0].Value, depth + 1);
        else
            Find($"is {Shown(node)}, but must be one of the kinds that the endpoint takes: {string.Join(", ", union.Cases.Select(static item => item.Name))}");
    }

    private void Within(InputStep step, JsonNode? node, ValueSpec spec, int depth)
    {
        _steps.Add(step);
        Visit(node, spec, depth + 1);
        _steps.RemoveAt(_steps.Count - 1);
    }

    private void Scalar(JsonNode node, ScalarKind kind)
    {
        JsonValueKind actual = node.GetValueKind();
        string? wanted = kind switch
        {
            ScalarKind.String when actual != JsonValueKind.String => "text is required",
            ScalarKind.Media when actual != JsonValueKind.String => "an address, or @ and the path of a file, is required",
            ScalarKind.Boolean when actual is not (JsonValueKind.True or JsonValueKind.False) => "true or false is required",
            ScalarKind.Int32 or ScalarKind.Int64 when Whole(node) is null => "a whole number is required",
            ScalarKind.Int32 when Whole(node) is < int.MinValue or > int.MaxValue => $"a whole number from {int.MinValue} to {int.MaxValue} is required",
            ScalarKind.Double when actual != JsonValueKind.Number => "a number is required",
            _ => null,
        };
        if (wanted is not null)
            Find($"is {Shown(node)}, but {wanted}");
    }

    private void Enum(JsonNode node, EnumSpec values, bool isClosed)
    {
        if (values.Values.Any(value => JsonNode.DeepEquals(ValueText.Literal(value.Wire), node)))
            return;
        if (isClosed || node is not JsonValue)
            Find($"is {Shown(node)}, but must be one of {ValueText.Allowed(values)}");
    }

    /// <summary>A whole number, however it is written; null where it is none or has no room in 64 bits.</summary>
    public static long? Whole(JsonNode node) =>
        node.GetValueKind() == JsonValueKind.Number && decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
        && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue ? (long)number : null;

    private static bool Begins(JsonNode node, UnionCaseSpec item) => (item.Shapes & node.GetValueKind() switch
    {
        JsonValueKind.String => JsonShapes.String,
        JsonValueKind.Number => JsonShapes.Number,
        JsonValueKind.True or JsonValueKind.False => JsonShapes.Boolean,
        JsonValueKind.Array => JsonShapes.Array,
        JsonValueKind.Object => JsonShapes.Object,
        _ => JsonShapes.None,
    }) != 0;

    private static bool HasTag(JsonNode node, UnionCaseSpec item) =>
        node is not JsonObject members
        || (item.RequiredMembers.All(members.ContainsKey)
            && (item.TagMember is not { } tag || (members[tag] is JsonValue value && value.GetValueKind() == JsonValueKind.String && item.TagValues.Contains(value.GetValue<string>()))));

    private static string? Near(string name, RecordSpec record) => record.Members.Select(member => (member.WireName, Distance: KlingGen.Extensions.AI.NearNames.Distance(member.WireName, name)))
        .Where(static pair => pair.Distance <= 3).OrderBy(static pair => pair.Distance).Select(static pair => pair.WireName).FirstOrDefault();

    private static string Kind(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => Shown(node),
    };

    private static string Shown(JsonNode node)
    {
        string text = node.ToJsonString();
        return text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 79), "…");
    }

    private void Find(string what) => _findings.Add(new InputFinding([.. _steps], what));
}
